import { isDeepStrictEqual } from 'node:util';
import { questionPart } from '#bots/chat/asking.ts';
import { type Context, Refused } from '#bots/chat/command.ts';
import type { Answers, Form, Question } from '#bots/chat/form.ts';
import { currentQuestion, finalAnswers, startSession, tokenOf, withoutLast } from '#bots/chat/progress.ts';
import type { Reply } from '#core/reply.ts';
import { type Session, type Sessions, UnreadableSessionError } from '#store/sessions.ts';

/** Somebody at a form. All state is in the store: another process, or this one after a crash, goes on. */
export interface Filling {
  readonly forms: ReadonlyMap<string, Form>;
  readonly sessions: Sessions;
  readonly context: Context;
  /** The person's id. */
  readonly person: string;
}

/** A form under way. */
export interface Open {
  readonly form: Form;
  /** As it is kept. */
  readonly kept: Session;
  /** With what the record knows. */
  readonly session: Session;
}
export type Asking = Open & { readonly question: Question };

/**
 * The form under way, or null.
 * @throws {UnreadableSessionError} also for a form that this version no longer knows
 */
export async function load({ forms, sessions, context, person }: Filling): Promise<Open | null> {
  const kept = await sessions.load(person);
  if (!kept) return null;
  const form = forms.get(kept.form);
  if (form?.version !== kept.version)
    throw new UnreadableSessionError('the form was opened by another version');
  return { form, kept, session: informed(context, form, kept) };
}

/** A form that cannot be read keeps nobody from the rest: it is dropped with an apology, and `work` is done without it. */
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

/** The open question, if it is the one that `token` names. @throws {Refused} */
export async function expect(filling: Filling, token: string): Promise<Asking> {
  const open = await load(filling);
  if (!open) throw new Refused('chat.form_closed');
  const question = currentQuestion(open.form, open.session);
  if (!question || tokenOf(open.session) !== token) throw new Refused('chat.old_question');
  return { ...open, question };
}

/** Starts a form in place of the one under way, which waits where it is another one. @throws {Refused} */
export async function begin(
  filling: Filling,
  form: Form,
  known: Answers,
  first: string | undefined,
  before: Open | null,
): Promise<Reply> {
  const { sessions, context, person } = filling;
  const facts = { ...form.known?.(context, known), ...known };
  const isSame = before?.form.id === form.id;
  const answers = isSame && form.known ? without(before.kept.answers, first) : {};
  const started = { ...startSession(form, context.newId().slice(0, 8), facts, first), answers };
  const session = { ...started, outer: interrupted(before, form) };
  const kept = { ...session, known: { ...known } as Session['known'] };
  if (!(await sessions.save(person, kept, before?.kept ?? null))) throw new Refused('chat.old_question');
  return show(filling, form, session);
}

/** Keeps how far the form has come, then asks what is next. @throws {Refused} when somebody answered meanwhile */
export async function advance(filling: Filling, open: Open, next: Session): Promise<Reply> {
  // What the record knows is not kept twice: it may change before the form is done.
  const kept = { ...next, known: open.kept.known };
  if (!(await filling.sessions.save(filling.person, kept, open.kept))) throw new Refused('chat.old_question');
  return show(filling, open.form, next);
}

/** Asks the current question; where none is left, the form does its work. */
export async function show(filling: Filling, form: Form, session: Session): Promise<Reply> {
  const { context } = filling;
  const question = currentQuestion(form, session);
  if (question) return [questionPart(form, session, question, context.say, null)];
  const asked = Object.keys(session.answers);
  try {
    const reply = await form.finish(context, form.schema.parse(finalAnswers(form, session)), asked);
    return [...reply, ...(await resumeOuter(filling, session))];
  } catch (error) {
    if (error instanceof Refused) await reopen(filling, form, session);
    throw error;
  }
}

/** What a form refuses at its end can be answered again: its last question stands open once more. */
async function reopen({ sessions, person }: Filling, form: Form, finished: Session): Promise<void> {
  const kept = await sessions.load(person);
  if (kept?.id !== finished.id) return;
  const earlier = withoutLast(form, kept);
  if (earlier === kept) await sessions.drop(person);
  else await sessions.save(person, earlier, kept);
}

/** Goes on with the form that was interrupted by the one that has just finished. */
async function resumeOuter(filling: Filling, finished: Session): Promise<Reply> {
  const { forms, sessions, context, person } = filling;
  const current = await sessions.load(person);
  // The form's own work may have opened another form, or deleted the person.
  if (current?.id !== finished.id) return [];
  const outer = finished.outer && { ...finished.outer, outer: null };
  const form = outer ? forms.get(outer.form) : undefined;
  const session = form && outer ? informed(context, form, outer) : null;
  const question = form && session ? currentQuestion(form, session) : undefined;
  if (!form || !outer || !session || !question) {
    await sessions.drop(person);
    return [];
  }
  await sessions.save(person, outer, current);
  return [context.say.text('chat.back_to_form'), questionPart(form, session, question, context.say, null)];
}

/** A session with what the record knows by now. */
function informed(context: Context, form: Form, session: Session): Session {
  if (!form.known) return session;
  const known = { ...form.known(context, session.known), ...session.known } as Session['known'];
  return isDeepStrictEqual(known, session.known) ? session : { ...session, known };
}

function without(answers: Session['answers'], id: string | undefined): Session['answers'] {
  return Object.fromEntries(Object.entries(answers).filter(([answered]) => answered !== id));
}

/** The form that waits while another is filled in: the first one that was left, never the same form twice. */
function interrupted(before: Open | null, form: Form): Session['outer'] {
  if (!before) return null;
  const { outer, ...inner } = before.kept;
  return [outer, inner].find((session) => session && session.form !== form.id) ?? null;
}
