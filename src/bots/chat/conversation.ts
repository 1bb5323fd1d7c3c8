import { type Asked, type Parsed, parseAnswer } from '#bots/chat/answers.ts';
import type { Context, FormName } from '#bots/chat/context.ts';
import { closed, opened, outward } from '#bots/chat/entry.ts';
import { readFileAnswer, voiceSeconds } from '#bots/chat/file-answer.ts';
import type { Form } from '#bots/chat/form.ts';
import type { Opening } from '#bots/chat/form-data.ts';
import {
  type Asking,
  advance,
  ask,
  askingIn,
  begin,
  expect,
  type Filling,
  isLeftFinished,
  load,
  orWaiting,
  orWithout,
  show,
} from '#bots/chat/form-session.ts';
import { type PageValues, readPage } from '#bots/chat/page.ts';
import {
  draftIn,
  type Progress,
  pickedIn,
  tokenOf,
  withAnswer,
  withAnswers,
  withoutLast,
  withoutLastPage,
  withTick,
} from '#bots/chat/progress.ts';
import { Refused } from '#bots/chat/refused.ts';
import type { QuestionPart, Reply } from '#core/reply.ts';
import { type Sessions, UnreadableSessionError } from '#store/sessions.ts';

/** Ways forward or back without an answer. `ready` ends a choice of several or a list; `keep` keeps the first value. */
export type Move = 'skip' | 'ready' | 'keep' | 'back' | 'pageback';

/** Walks people through forms. `person` is the id of the person who acts in `context`. */
export interface Conversation {
  /**
   * Starts a form, or continues where it was left. Another half-finished form waits until this one is done.
   * If nothing is left to ask, the form does its work at once.
   */
  open(context: Context, person: string, form: FormName, opening: Opening): Promise<Reply>;
  /** Takes what was chosen or typed for the question that `token` names. @throws {Refused} */
  answer(context: Context, person: string, token: string, raw: string): Promise<Reply>;
  /** Takes a filled-in page, named by `token`: keeps the right answers and says which are wrong. @throws {Refused} */
  page(context: Context, person: string, token: string, values: PageValues): Promise<Reply>;
  /** Takes a plain message as the answer to the open question; `otherwise` answers when there is none. @throws {Refused} */
  text(context: Context, person: string, raw: string, otherwise: () => Promise<Reply>): Promise<Reply>;
  /** @throws {Refused} if the question does not allow it */
  move(context: Context, person: string, token: string, move: Move): Promise<Reply>;
  /** Asks the open question again, if it is the one `token` names. @throws {Refused} */
  again(context: Context, person: string, token: string): Promise<Reply>;
  /** Asks the open question again. @throws {Refused} if there is none */
  resume(context: Context, person: string | null): Promise<Reply>;
  /** Whether the open question is one of a form for drafts. */
  writesDraft(context: Context, person: string | null): Promise<boolean>;
  /** Whether the form of this name never comes back by itself. */
  isQuiet(form: string): boolean;
  /** The open question, if it is the one `token` names. */
  question(context: Context, person: string, token: string): Promise<QuestionPart | null>;
}

export function createConversation(options: {
  readonly forms: readonly Form[];
  readonly sessions: Sessions;
}): Conversation {
  const { sessions } = options;
  const forms = new Map(options.forms.map((form) => [form.id, form]));
  const at = (context: Context, person: string): Filling => ({ forms, sessions, context, person });
  const inForm = (context: Context, person: string, work: (filling: Filling) => Promise<Reply>) => {
    const filling = at(context, person);
    return orWithout(filling, () => orWaiting(filling, () => work(filling)));
  };
  return {
    open: (context, person, form, opening) =>
      inForm(context, person, (filling) => open(filling, form, opening)),
    answer: (context, person, token, raw) =>
      inForm(context, person, (filling) => answer(filling, token, raw)),
    page: (context, person, token, values) =>
      inForm(context, person, (filling) => page(filling, token, values)),
    text: (context, person, raw, otherwise) =>
      inForm(context, person, (filling) => text(filling, raw, otherwise)),
    move: (context, person, token, move) =>
      inForm(context, person, async (filling) => {
        const asking = await expect(filling, token);
        return advance(filling, asking, moved(filling, asking, move));
      }),
    again: (context, person, token) =>
      inForm(context, person, async (filling) => [ask(await expect(filling, token))]),
    resume: async (context, person) => {
      if (!person) throw new Refused('chat.form_closed');
      return inForm(context, person, async (filling) => {
        const asking = askingIn(filling, await load(filling));
        if (!asking) throw new Refused('chat.form_closed');
        return [ask(asking)];
      });
    },
    writesDraft: async (context, person) => {
      if (!person) return false;
      const open = await load(at(context, person)).catch(ignoreUnreadable);
      return open?.form.isDraft ?? false;
    },
    isQuiet: (form) => forms.get(form)?.quiet !== undefined,
    question: async (context, person, token) => {
      const filling = at(context, person);
      const asking = askingIn(filling, await load(filling).catch(ignoreUnreadable));
      return asking && tokenOf(asking.asked.progress) === token ? ask(asking) : null;
    },
  };
}

/** Anyone who presses that question's button gets a sentence instead. */
function ignoreUnreadable(error: unknown): null {
  if (!(error instanceof UnreadableSessionError)) throw error;
  return null;
}

async function open(filling: Filling, { id }: FormName, opening: Opening): Promise<Reply> {
  const form = filling.forms.get(id);
  if (!form) throw new Error(`no command lists the form "${id}"`);
  const before = await load(filling);
  const isPlain = !opening.first && !opening.initial && Object.keys(opening.given ?? {}).length === 0;
  const asking = before?.form.id === form.id && isPlain ? askingIn(filling, before) : null;
  return asking
    ? [filling.context.say.text('chat.resumed'), ask(asking)]
    : begin(filling, form, opening, before);
}

async function answer(filling: Filling, token: string, raw: string): Promise<Reply> {
  const asking = await expect(filling, token);
  const { question, progress } = asking.asked;
  const isTick =
    question.type === 'many' && !raw.includes(',') && parseAnswer(asking.asked, raw).kind === 'answer';
  return isTick
    ? advance(filling, asking, within(filling, asking, withTick(progress, raw)))
    : take(filling, asking, raw);
}

async function page(filling: Filling, token: string, values: PageValues): Promise<Reply> {
  const asking = await expect(filling, token);
  const { form, progress } = asking.asked;
  const { answers, problems } = await readPage(asking.asked, values);
  const next = within(filling, asking, withAnswers(form, progress, answers));
  return [...problems, ...(await advance(filling, asking, next))];
}

async function text(filling: Filling, raw: string, otherwise: () => Promise<Reply>): Promise<Reply> {
  const found = await load(filling);
  const asking = askingIn(filling, found);
  if (asking?.form.quiet && !isTaken(asking, raw))
    return besides(filling, asking, asking.form.quiet, otherwise);
  if (asking) {
    const isFileAlone = raw.trim() === '' && filling.context.attachments.length > 0;
    if (isFileAlone && !takesFiles(asking.asked)) throw new Refused('chat.file_not_expected');
    return take(filling, asking, raw);
  }
  return found && isLeftFinished(found) ? show(filling, found) : otherwise();
}

function isTaken({ asked }: Asking, raw: string): boolean {
  try {
    return parseAnswer(asked, raw).kind === 'answer';
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return false;
  }
}

/** Words that a quiet form leaves alone are answered as if it were not there; those that nothing answers show its question. */
async function besides(
  { context }: Filling,
  asking: Asking,
  { strayed }: NonNullable<Form['quiet']>,
  otherwise: () => Promise<Reply>,
): Promise<Reply> {
  try {
    return await otherwise();
  } catch (error) {
    if (!(error instanceof Refused) || error.key !== 'chat.not_understood') throw error;
    return [context.say.text(strayed), ask(asking)];
  }
}

/** Takes one answer, opens a list entry, or offers the results of a search that found several. */
async function take(filling: Filling, asking: Asking, raw: string): Promise<Reply> {
  const { form, progress, question } = asking.asked;
  const parsed = await readAnswer(asking.asked, raw);
  switch (parsed.kind) {
    case 'answer':
      return advance(filling, asking, within(filling, asking, withAnswer(form, progress, parsed.value)));
    case 'proposals':
      return [ask(asking, parsed.choices)];
    case 'entry':
      if (question.type !== 'list') throw new Refused('chat.old_question');
      return advance(filling, asking, opened(question, asking.whole, parsed.index, filling.context.newId));
    default:
      return parsed satisfies never;
  }
}

async function readAnswer(asked: Asked, raw: string): Promise<Parsed> {
  const { question, view } = asked;
  if (question.type !== 'file') {
    const isSaid = raw.trim() === '' && view.context.attachments.length > 0 && takesFiles(asked);
    return isSaid
      ? { kind: 'answer', value: voiceSeconds(view.context.attachments) }
      : parseAnswer(asked, raw);
  }
  return { kind: 'answer', value: await readFileAnswer(question, view.context.attachments, view) };
}

function takesFiles({ question }: Asked): boolean {
  return question.type === 'file' || (question.type === 'long' && question.voice === true);
}

/** The whole form after a step in it, or in the list entry being answered. */
function within({ context }: Filling, { form, whole }: Asking, inner: Progress): Progress {
  return outward(form, whole, inner, context.newId);
}

/** @throws {Refused} */
function moved(filling: Filling, asking: Asking, move: Move): Progress {
  const { form, progress, question } = asking.asked;
  const withValue = (value: Parameters<typeof withAnswer>[2]): Progress =>
    within(filling, asking, withAnswer(form, progress, value));
  switch (move) {
    case 'skip':
      if (!question.optional) throw new Refused('chat.not_optional');
      return withValue(null);
    case 'ready':
      if (question.type === 'many') return withValue(pickedIn(progress));
      if (question.type === 'list') return withValue(draftIn(progress));
      throw new Refused('chat.old_question');
    case 'keep': {
      const value = progress.initial[question.id];
      if (value === undefined) throw new Refused('chat.old_question');
      return withValue(value);
    }
    case 'back':
      return back(filling, asking, withoutLast(form, progress));
    case 'pageback':
      return back(filling, asking, withoutLastPage(form, progress));
    default:
      return move satisfies never;
  }
}

/** Going back from an entry's first question leads to the list. */
function back(filling: Filling, asking: Asking, earlier: Progress): Progress {
  const isLeaving = earlier === asking.asked.progress && asking.whole.entry !== undefined;
  return isLeaving ? closed(asking.whole, filling.context.newId) : within(filling, asking, earlier);
}
