import { parseAnswer } from '#bots/chat/answers.ts';
import { questionPart } from '#bots/chat/asking.ts';
import { type Context, Refused } from '#bots/chat/command.ts';
import type { Answers, Form } from '#bots/chat/form.ts';
import {
  type Asking,
  advance,
  begin,
  expect,
  type Filling,
  load,
  orWithout,
  show,
} from '#bots/chat/form-session.ts';
import { type PageValues, readPage } from '#bots/chat/page.ts';
import {
  currentQuestion,
  FINISHED,
  tokenOf,
  withAnswer,
  withAnswers,
  withoutLast,
  withoutLastPage,
  withTick,
} from '#bots/chat/progress.ts';
import type { QuestionPart, Reply } from '#core/reply.ts';
import { type Session, type Sessions, UnreadableSessionError } from '#store/sessions.ts';

/** Ways on or back without an answer; `ready` ends the choosing where any number may be chosen. */
export type Move = 'skip' | 'ready' | 'back' | 'pageback';

/** Walks people through forms. `person` is the id of whoever acts in `context`. */
export interface Conversation {
  /**
   * Starts a form, or goes on with it where it was left. Another form that is half done waits until this one is finished.
   * Where nothing is left to ask, the form does its work at once. `first` is asked first, even where it is known.
   */
  open(context: Context, person: string, form: Form, known: Answers, first?: string): Promise<Reply>;
  /** Takes what was chosen or typed for the question that `token` names. @throws {Refused} */
  answer(context: Context, person: string, token: string, raw: string): Promise<Reply>;
  /** Takes what was filled in on the page that `token` names: keeps what is right, says what is not. @throws {Refused} */
  page(context: Context, person: string, token: string, values: PageValues): Promise<Reply>;
  /** Takes a plain message as the answer to the open question; `otherwise` answers when there is none. @throws {Refused} */
  text(context: Context, person: string, raw: string, otherwise: () => Promise<Reply>): Promise<Reply>;
  /** @throws {Refused} where the question does not allow it */
  move(context: Context, person: string, token: string, move: Move): Promise<Reply>;
  /** Asks the open question again, when it is the one that `token` names. @throws {Refused} */
  again(context: Context, person: string, token: string): Promise<Reply>;
  /** The open question, when it is the one that `token` names. */
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
    return orWithout(filling, () => work(filling));
  };
  return {
    open: (context, person, form, known, first) =>
      inForm(context, person, (filling) => open(filling, form, known, first)),
    answer: (context, person, token, raw) =>
      inForm(context, person, (filling) => answer(filling, token, raw)),
    page: (context, person, token, values) =>
      inForm(context, person, (filling) => page(filling, token, values)),
    text: (context, person, raw, otherwise) =>
      inForm(context, person, async (filling) => (await text(filling, raw)) ?? otherwise()),
    move: (context, person, token, move) =>
      inForm(context, person, async (filling) => {
        const asking = await expect(filling, token);
        return advance(filling, asking, moved(asking, move));
      }),
    again: (context, person, token) =>
      inForm(context, person, async (filling) => [ask(await expect(filling, token), context)]),
    question: async (context, person, token) => {
      const found = await load(at(context, person)).catch(ignoreUnreadable);
      const question = found ? currentQuestion(found.form, found.session) : undefined;
      if (!found || !question || tokenOf(found.session) !== token) return null;
      return ask({ ...found, question }, context);
    },
  };
}

/** Whoever presses the button of that question is told. */
function ignoreUnreadable(error: unknown): null {
  if (!(error instanceof UnreadableSessionError)) throw error;
  return null;
}

function ask({ form, session, question }: Asking, { say }: Context): QuestionPart {
  return questionPart(form, session, question, say, null);
}

async function open(filling: Filling, form: Form, known: Answers, first?: string): Promise<Reply> {
  const { context } = filling;
  const before = await load(filling);
  const isWaiting = before?.form.id === form.id && !first && Object.keys(known).length === 0;
  const question = isWaiting ? currentQuestion(before.form, before.session) : undefined;
  if (!before || !question) return begin(filling, form, known, first, before);
  return [context.say.text('chat.resumed'), ask({ ...before, question }, context)];
}

async function answer(filling: Filling, token: string, raw: string): Promise<Reply> {
  const asking = await expect(filling, token);
  const isTick = asking.question.type === 'many' && asking.question.choices.includes(raw);
  return isTick ? advance(filling, asking, withTick(asking.session, raw)) : take(filling, asking, raw);
}

async function page(filling: Filling, token: string, values: PageValues): Promise<Reply> {
  const asking = await expect(filling, token);
  const { form, session } = asking;
  const { answers, problems } = readPage(form, session, values, filling.context.say);
  return [...problems, ...(await advance(filling, asking, withAnswers(form, session, answers)))];
}

async function text(filling: Filling, raw: string): Promise<Reply | null> {
  const found = await load(filling);
  if (!found) return null;
  const question = currentQuestion(found.form, found.session);
  if (question) return take(filling, { ...found, question }, raw);
  // Every answer was taken, but the process ended before the form did its work.
  return found.session.at === FINISHED ? show(filling, found.form, found.session) : null;
}

/** Takes one answer, or offers what a search found where that is several. */
async function take(filling: Filling, asking: Asking, raw: string): Promise<Reply> {
  const { form, session, question } = asking;
  const { say } = filling.context;
  const parsed = parseAnswer(form, question, raw, say);
  switch (parsed.kind) {
    case 'answer':
      return advance(filling, asking, withAnswer(form, session, parsed.value));
    case 'proposals':
      return [questionPart(form, session, question, say, parsed.choices)];
    default:
      return parsed satisfies never;
  }
}

/** @throws {Refused} */
function moved({ form, session, question }: Asking, move: Move): Session {
  switch (move) {
    case 'skip':
      if (!question.optional) throw new Refused('chat.not_optional');
      return withAnswer(form, session, null);
    case 'ready':
      if (question.type !== 'many') throw new Refused('chat.old_question');
      return withAnswer(form, session, session.picked ?? []);
    case 'back':
      return withoutLast(form, session);
    case 'pageback':
      return withoutLastPage(form, session);
    default:
      return move satisfies never;
  }
}
