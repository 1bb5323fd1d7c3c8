import { type Asked, viewOf } from '#bots/chat/answers.ts';
import { questionPart } from '#bots/chat/asking.ts';
import type { Context } from '#bots/chat/context.ts';
import { innermost } from '#bots/chat/entry.ts';
import type { Form } from '#bots/chat/form.ts';
import type { Given, Opening } from '#bots/chat/form-data.ts';
import {
  currentQuestion,
  FINISHED,
  finalAnswers,
  informed,
  type Progress,
  startSession,
  tokenOf,
  withoutLast,
} from '#bots/chat/progress.ts';
import { Refused } from '#bots/chat/refused.ts';
import type { Choice, QuestionPart, Reply } from '#core/reply.ts';
import { type Session, type Sessions, UnreadableSessionError } from '#store/sessions.ts';

/** A person filling in a form. All state is in the store: another process, or this one after a crash, can continue. */
export interface Filling {
  readonly forms: ReadonlyMap<string, Form>;
  readonly sessions: Sessions;
  readonly context: Context;
  /** The person's id. */
  readonly person: string;
}

/** An open form. */
export interface Open {
  readonly form: Form;
  /** As it is stored. */
  readonly kept: Session;
  /** The same, with what the record now knows. */
  readonly whole: Progress;
}
/** An open form and the question waiting for an answer: one of the form's, or one of a list entry's. */
export type Asking = Open & { readonly asked: Asked };

/**
 * The open form, or null.
 * @throws {UnreadableSessionError} also for a form that this version no longer knows
 */
export async function load({ forms, sessions, context, person }: Filling): Promise<Open | null> {
  const kept = await sessions.load(person);
  if (!kept) return null;
  const form = forms.get(kept.form);
  if (form?.version !== kept.version)
    throw new UnreadableSessionError('the form was opened by another version');
  return { form, kept, whole: informed(context, form, kept) };
}

/** The waiting question, or null if every question is answered. */
export function askingIn({ context }: Pick<Filling, 'context'>, open: Open | null): Asking | null {
  if (!open) return null;
  const { form, progress } = innermost(open.form, open.whole);
  const question = currentQuestion(form, progress);
  return question ? { ...open, asked: { form, progress, question, view: viewOf(context, progress) } } : null;
}

/** The waiting question, if it is the one `token` names. @throws {Refused} */
export async function expect(filling: Filling, token: string): Promise<Asking> {
  const open = await load(filling);
  if (!open) throw new Refused('chat.form_closed');
  const asking = askingIn(filling, open);
  if (!asking || tokenOf(asking.asked.progress) !== token) throw new Refused('chat.old_question');
  return asking;
}

/** The waiting question, as part of a reply. */
export function ask({ asked, whole }: Asking, proposals: readonly Choice[] | null = null): QuestionPart {
  return questionPart(asked, { proposals, isInner: whole.entry !== undefined });
}

/** An unreadable form must not block anything else: it is dropped with an apology, and `work` runs without it. */
export async function orWithout(filling: Filling, work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UnreadableSessionError)) throw error;
  }
  const { sessions, context, person } = filling;
  await sessions.drop(person);
  const sorry = context.say.text('chat.form_lost');
  try {
    return [sorry, ...(await work())];
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return [sorry, context.say.text(error.key, error.values)];
  }
}

/** Answering an old question shows the waiting one, so that the person need not look for it. */
export async function orWaiting(filling: Filling, work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused) || error.key !== 'chat.old_question') throw error;
    const asking = askingIn(filling, await load(filling));
    if (!asking) throw new Refused('chat.form_closed');
    return [filling.context.say.text(error.key), ask(asking)];
  }
}

/** Starts a form in place of the open one, which waits if it is a different one. @throws {Refused} */
export async function begin(
  filling: Filling,
  form: Form,
  { given = {}, initial = {}, first }: Opening,
  before: Open | null,
): Promise<Reply> {
  const { sessions, context, person } = filling;
  const known = form.known?.(context, given) ?? {};
  const isSame = before?.form.id === form.id;
  const answers = isSame && form.known ? without(before.kept.answers, first) : {};
  const opening = { given: checked(form, given), initial, known, ...(first && { first }) };
  const started = { ...startSession(form, context.newId().slice(0, 8), opening), answers };
  const whole = { ...started, outer: interrupted(filling, before, form) };
  if (!(await sessions.save(person, whole, before?.kept ?? null))) throw new Refused('chat.old_question');
  return show(filling, { form, kept: whole, whole });
}

/** Saves the form's progress, then asks what is next. @throws {Refused} if another answer came first */
export async function advance(filling: Filling, open: Open, next: Progress): Promise<Reply> {
  if (!(await filling.sessions.save(filling.person, next, open.kept))) throw new Refused('chat.old_question');
  return show(filling, { ...open, kept: next, whole: next });
}

/** Asks the current question; if none is left, the form does its work. */
export async function show(filling: Filling, open: Open): Promise<Reply> {
  const asking = askingIn(filling, open);
  if (asking) return [...(open.form.preview?.(viewOf(filling.context, open.whole)) ?? []), ask(asking)];
  const { form, whole } = open;
  const { given, initial } = whole;
  const finished = { given: checked(form, given), asked: Object.keys(whole.answers), initial };
  try {
    const answers: unknown = form.schema.parse(finalAnswers(form, whole));
    const reply = await form.finish(filling.context, answers, finished);
    return [...reply, ...(await resumeOuter(filling, whole))];
  } catch (error) {
    if (error instanceof Refused) await reopen(filling, open);
    throw error;
  }
}

/** What the code passed in, in the shape the form asks for; anything else is our bug. */
function checked(form: Form, given: Given): Given {
  return (form.given?.parse(given) ?? given) as Given;
}

/** If a form refuses at its end, its last question is opened again. */
async function reopen({ sessions, person }: Filling, { form, whole }: Open): Promise<void> {
  const kept = await sessions.load(person);
  if (kept?.id !== whole.id) return;
  const now: Progress = { ...kept, known: whole.known };
  const earlier = withoutLast(form, now);
  if (earlier === now) await sessions.drop(person);
  else await sessions.save(person, earlier, kept);
}

/** Continues the form that was interrupted by the one that has just finished. */
async function resumeOuter(filling: Filling, finished: Session): Promise<Reply> {
  const { forms, sessions, context, person } = filling;
  const current = await sessions.load(person);
  // The form's own work may have opened another form, or deleted the person.
  if (current?.id !== finished.id) return [];
  const kept = finished.outer && { ...finished.outer, outer: null };
  const form = kept ? forms.get(kept.form) : undefined;
  const open =
    form && kept?.version === form.version ? { form, kept, whole: informed(context, form, kept) } : null;
  const asking = askingIn(filling, open);
  if (!asking) {
    await sessions.drop(person);
    return [];
  }
  await sessions.save(person, asking.kept, current);
  if (asking.form.quiet) return [];
  return [context.say.text('chat.back_to_form'), ask(asking)];
}

function without(answers: Session['answers'], id: string | undefined): Session['answers'] {
  return Object.fromEntries(Object.entries(answers).filter(([answered]) => answered !== id));
}

/** The form that waits while another is filled in: the first one left unfinished, a quiet one last, never the same twice. */
function interrupted({ forms }: Filling, before: Open | null, form: Form): Session['outer'] {
  if (!before) return null;
  const { outer, ...inner } = before.kept;
  const waiting = [outer, inner].filter((session) => session !== null && session.form !== form.id);
  return waiting.find((session) => session && !forms.get(session.form)?.quiet) ?? waiting[0] ?? null;
}

/** Whether every question was taken but the process ended before the form did its work. */
export function isLeftFinished({ whole }: Open): boolean {
  return whole.at === FINISHED;
}
