import { parseAnswer } from '#bots/chat/answers.ts';
import { type Context, Refused } from '#bots/chat/command.ts';
import type { Answer, Answers, Form, Question } from '#bots/chat/form.ts';
import {
  currentQuestion,
  FINISHED,
  finalAnswers,
  questionPart,
  startSession,
  tokenOf,
  withAnswer,
  withoutLast,
} from '#bots/chat/forms.ts';
import type { QuestionPart, Reply } from '#core/reply.ts';
import type { Say } from '#core/text.ts';
import type { Session, Sessions } from '#store/sessions.ts';

export interface Conversation {
  /** Starts a form, or goes on with it where it was left. Another form that is half done waits for its turn. */
  open(person: string, form: Form, known: Answers): Promise<Reply>;
  /** Takes what was chosen or typed for the question that `token` names. @throws {Refused} */
  answer(context: Context, person: string, token: string, raw: string): Promise<Reply>;
  /** Takes a plain message as the answer to the open question; null when there is none. @throws {Refused} */
  text(context: Context, person: string, raw: string): Promise<Reply | null>;
  skip(context: Context, person: string, token: string): Promise<Reply>;
  back(context: Context, person: string, token: string): Promise<Reply>;
  /** Asks the open question again, when it is the one that `token` names. @throws {Refused} */
  again(person: string, token: string): Promise<Reply>;
  /** The open question, when it is the one that `token` names. */
  question(person: string, token: string): Promise<QuestionPart | null>;
}

interface Open {
  readonly form: Form;
  readonly session: Session;
}

/** Walks people through forms. All state is in the store: another process, or this one after a crash, goes on. */
export function createConversation(options: {
  readonly forms: readonly Form[];
  readonly sessions: Sessions;
  readonly say: Say;
  readonly newId: () => string;
}): Conversation {
  const { sessions, say, newId } = options;
  const forms = new Map(options.forms.map((form) => [form.id, form]));

  async function load(person: string): Promise<Open | null> {
    const session = await sessions.load(person);
    if (!session) return null;
    const form = forms.get(session.form);
    if (form && form.version === session.version) return { form, session };
    await sessions.drop(person);
    return null;
  }

  async function expect(person: string, token: string): Promise<Open & { readonly question: Question }> {
    const open = await load(person);
    if (!open) throw new Refused('chat.form_closed');
    const question = currentQuestion(open.form, open.session);
    if (!question || tokenOf(open.session) !== token) throw new Refused('chat.old_question');
    return { ...open, question };
  }

  async function advance(context: Context, person: string, open: Open, next: Session): Promise<Reply> {
    const saved = await sessions.save(person, next, open.session);
    if (!saved) throw new Refused('chat.old_question');
    return show(context, person, { form: open.form, session: next });
  }

  async function show(context: Context, person: string, { form, session }: Open): Promise<Reply> {
    const question = currentQuestion(form, session);
    if (question) return [questionPart(form, session, question, say, null)];
    const reply = await form.finish(context, form.schema.parse(finalAnswers(form, session)));
    return [...reply, ...(await resumeOuter(person, session))];
  }

  async function resumeOuter(person: string, finished: Session): Promise<Reply> {
    const current = await sessions.load(person);
    // The form's own work may have opened another form, or deleted the person.
    if (current?.id !== finished.id) return [];
    const outer = finished.outer && { ...finished.outer, outer: null };
    const form = outer ? forms.get(outer.form) : undefined;
    const question = form && outer ? currentQuestion(form, outer) : undefined;
    if (!form || !outer || !question) {
      await sessions.drop(person);
      return [];
    }
    await sessions.save(person, outer, current);
    return [say.text('chat.back_to_form'), questionPart(form, outer, question, say, null)];
  }

  async function take(
    context: Context,
    person: string,
    open: Open & { readonly question: Question },
    raw: string,
  ) {
    const { form, session, question } = open;
    const parsed = parseAnswer(form, question, raw, say);
    switch (parsed.kind) {
      case 'answer':
        return advance(context, person, open, withAnswer(form, session, parsed.value));
      case 'proposals':
        return [questionPart(form, session, question, say, parsed.choices)];
      default:
        return parsed satisfies never;
    }
  }

  return {
    open: async (person, form, known) => {
      const before = await load(person);
      const isSame = before?.form.id === form.id && Object.keys(known).length === 0;
      const question = isSame ? currentQuestion(before.form, before.session) : undefined;
      if (before && question) {
        return [say.text('chat.resumed'), questionPart(before.form, before.session, question, say, null)];
      }
      const started = startSession(form, newId().slice(0, 8), known);
      const session = { ...started, outer: interrupted(before, form) };
      const first = currentQuestion(form, session);
      if (!first) throw new Error(`form ${form.id} has nothing to ask`);
      if (!(await sessions.save(person, session, before?.session ?? null)))
        throw new Refused('chat.old_question');
      return [questionPart(form, session, first, say, null)];
    },
    answer: async (context, person, token, raw) => take(context, person, await expect(person, token), raw),
    text: async (context, person, raw) => {
      const open = await load(person);
      if (!open) return null;
      const question = currentQuestion(open.form, open.session);
      // Every answer was taken, but the process ended before the form did its work.
      if (!question && open.session.at === FINISHED) return show(context, person, open);
      return question ? take(context, person, { ...open, question }, raw) : null;
    },
    skip: async (context, person, token) => {
      const open = await expect(person, token);
      if (!open.question.optional) throw new Refused('chat.not_optional');
      return advance(context, person, open, withAnswer(open.form, open.session, null satisfies Answer));
    },
    back: async (context, person, token) => {
      const open = await expect(person, token);
      return advance(context, person, open, withoutLast(open.form, open.session));
    },
    again: async (person, token) => {
      const { form, session, question } = await expect(person, token);
      return [questionPart(form, session, question, say, null)];
    },
    question: async (person, token) => {
      const open = await load(person);
      const question = open ? currentQuestion(open.form, open.session) : undefined;
      if (!open || !question || tokenOf(open.session) !== token) return null;
      return questionPart(open.form, open.session, question, say, null);
    },
  };
}

/** The form that waits while another is filled in: the first one that was left, never the same form twice. */
function interrupted(before: Open | null, form: Form): Session['outer'] {
  if (!before) return null;
  const { outer, ...inner } = before.session;
  return [outer, inner].find((session) => session && session.form !== form.id) ?? null;
}
