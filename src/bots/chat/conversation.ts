import { isDeepStrictEqual } from 'node:util';
import { parseAnswer } from '#bots/chat/answers.ts';
import { type Context, Refused } from '#bots/chat/command.ts';
import type { Answer, Answers, Form, Question } from '#bots/chat/form.ts';
import {
  currentQuestion,
  FINISHED,
  finalAnswers,
  knownAnswers,
  labelOf,
  pageQuestions,
  questionPart,
  startSession,
  tokenOf,
  withAnswer,
  withAnswers,
  withoutLast,
  withoutLastPage,
  withTick,
} from '#bots/chat/forms.ts';
import { type Part, type QuestionPart, type Reply, words } from '#core/reply.ts';
import type { Say } from '#core/text.ts';
import { type Session, type Sessions, UnreadableSessionError } from '#store/sessions.ts';

/** Answers to a page as they came: by the id of the question, one text or the chosen values. */
export type PageValues = Readonly<Record<string, string | readonly string[]>>;

export interface Conversation {
  /**
   * Starts a form, or goes on with it where it was left. Another form that is half done waits for its turn. Where nothing
   * is left to ask, the form does its work at once. `first` is asked first, even where it is known.
   */
  open(context: Context, person: string, form: Form, known: Answers, first?: string): Promise<Reply>;
  /** Takes what was chosen or typed for the question that `token` names. @throws {Refused} */
  answer(context: Context, person: string, token: string, raw: string): Promise<Reply>;
  /** Takes what was filled in on the page that `token` names: keeps what is right, says what is not. @throws {Refused} */
  page(context: Context, person: string, token: string, values: PageValues): Promise<Reply>;
  /** Takes a plain message as the answer to the open question; null when there is none. @throws {Refused} */
  text(context: Context, person: string, raw: string): Promise<Reply | null>;
  skip(context: Context, person: string, token: string): Promise<Reply>;
  /** Ends the choosing where any number may be chosen. */
  ready(context: Context, person: string, token: string): Promise<Reply>;
  back(context: Context, person: string, token: string): Promise<Reply>;
  /** Goes back by a whole page. */
  turn(context: Context, person: string, token: string): Promise<Reply>;
  /** Asks the open question again, when it is the one that `token` names. @throws {Refused} */
  again(context: Context, person: string, token: string): Promise<Reply>;
  /** The open question, when it is the one that `token` names. */
  question(context: Context, person: string, token: string): Promise<QuestionPart | null>;
}

interface Open {
  readonly form: Form;
  /** As it is kept. */
  readonly kept: Session;
  /** With what the record knows. */
  readonly session: Session;
}
type Asking = Open & { readonly question: Question };

/** Walks people through forms. All state is in the store: another process, or this one after a crash, goes on. */
export function createConversation(options: {
  readonly forms: readonly Form[];
  readonly sessions: Sessions;
  readonly say: Say;
  readonly newId: () => string;
}): Conversation {
  const { sessions, say, newId } = options;
  const forms = new Map(options.forms.map((form) => [form.id, form]));

  /** A form that cannot be read must not keep anybody from the rest. */
  const dropUnreadable = (person: string) => async (error: unknown) => {
    if (!(error instanceof UnreadableSessionError)) throw error;
    await sessions.drop(person);
    return null;
  };

  async function load(context: Context, person: string): Promise<Open | null> {
    const kept = await sessions.load(person).catch(dropUnreadable(person));
    if (!kept) return null;
    const form = forms.get(kept.form);
    if (form && form.version === kept.version) return { form, kept, session: informed(context, form, kept) };
    await sessions.drop(person);
    return null;
  }

  async function expect(context: Context, person: string, token: string): Promise<Asking> {
    const open = await load(context, person);
    if (!open) throw new Refused('chat.form_closed');
    const question = currentQuestion(open.form, open.session);
    if (!question || tokenOf(open.session) !== token) throw new Refused('chat.old_question');
    return { ...open, question };
  }

  async function advance(context: Context, person: string, open: Open, next: Session): Promise<Reply> {
    // What the record knows is not kept twice: it may change before the form is done.
    const saved = await sessions.save(person, { ...next, known: open.kept.known }, open.kept);
    if (!saved) throw new Refused('chat.old_question');
    return show(context, person, open.form, next);
  }

  async function show(context: Context, person: string, form: Form, session: Session): Promise<Reply> {
    const question = currentQuestion(form, session);
    if (question) return [questionPart(form, session, question, say, null)];
    const asked = Object.keys(session.answers);
    try {
      const reply = await form.finish(context, form.schema.parse(finalAnswers(form, session)), asked);
      return [...reply, ...(await resumeOuter(context, person, session))];
    } catch (error) {
      if (error instanceof Refused) await reopen(person, form, session);
      throw error;
    }
  }

  /** What a form refuses at its end can be answered again: its last question stands open once more. */
  async function reopen(person: string, form: Form, finished: Session): Promise<void> {
    const kept = await sessions.load(person);
    if (kept?.id !== finished.id) return;
    const earlier = withoutLast(form, kept);
    if (earlier === kept) await sessions.drop(person);
    else await sessions.save(person, earlier, kept);
  }

  async function resumeOuter(context: Context, person: string, finished: Session): Promise<Reply> {
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
    return [say.text('chat.back_to_form'), questionPart(form, session, question, say, null)];
  }

  async function take(context: Context, person: string, open: Asking, raw: string): Promise<Reply> {
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

  /** Reads one field of a page: an answer, a sentence, or nothing where it was left empty. */
  function readField(form: Form, question: Question, value: PageValues[string] | undefined): Field {
    const raw = Array.isArray(value) ? value.join(',') : String(value ?? '').trim();
    if (raw === '' && question.type !== 'many') return {};
    try {
      const parsed = parseAnswer(form, question, raw, say);
      return parsed.kind === 'answer'
        ? { answer: parsed.value }
        : { problem: problem(form, question, say.plain('chat.choose_one')) };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { problem: problem(form, question, say.plain(error.key, error.values)) };
    }
  }

  function problem(form: Form, question: Question, sentence: string): Part {
    const field = labelOf(form, question, say);
    return say.text('chat.page_problem', { field, problem: words(sentence) });
  }

  return {
    open: async (context, person, form, known, first) => {
      const before = await load(context, person);
      const isSame = before?.form.id === form.id;
      const waiting = isSame && !first && Object.keys(known).length === 0;
      const question = waiting ? currentQuestion(before.form, before.session) : undefined;
      if (before && question) {
        return [say.text('chat.resumed'), questionPart(before.form, before.session, question, say, null)];
      }
      const facts = { ...form.known?.(context, known), ...known };
      const answers = isSame && form.known ? without(before.kept.answers, first) : {};
      const started = { ...startSession(form, newId().slice(0, 8), facts, first), answers };
      const session = { ...started, outer: interrupted(before, form) };
      const kept = { ...session, known: { ...known } as Session['known'] };
      if (!(await sessions.save(person, kept, before?.kept ?? null))) throw new Refused('chat.old_question');
      return show(context, person, form, session);
    },
    answer: async (context, person, token, raw) => {
      const open = await expect(context, person, token);
      const isTick = open.question.type === 'many' && open.question.choices.includes(raw);
      return isTick
        ? advance(context, person, open, withTick(open.session, raw))
        : take(context, person, open, raw);
    },
    page: async (context, person, token, values) => {
      const open = await expect(context, person, token);
      const { form, session } = open;
      const fields = pageQuestions(form, session).map((question) => ({
        question,
        ...readField(form, question, values[question.id]),
      }));
      const problems = fields.flatMap((field) => field.problem ?? []);
      const right = Object.fromEntries(
        fields.flatMap(({ question, answer }) => (answer === undefined ? [] : [[question.id, answer]])),
      );
      // What may be left out was passed over only where, after all, it applies; else it may still be asked.
      const all = { ...knownAnswers(session), ...right };
      const passedOver = fields.filter(
        ({ question, answer, problem: wrong }) =>
          answer === undefined && !wrong && question.optional && (question.when?.(all) ?? true),
      );
      const skipped = Object.fromEntries(passedOver.map(({ question }) => [question.id, null]));
      const next = withAnswers(form, session, { ...right, ...skipped });
      return [...problems, ...(await advance(context, person, open, next))];
    },
    text: async (context, person, raw) => {
      const open = await load(context, person);
      if (!open) return null;
      const question = currentQuestion(open.form, open.session);
      // Every answer was taken, but the process ended before the form did its work.
      if (!question && open.session.at === FINISHED) return show(context, person, open.form, open.session);
      return question ? take(context, person, { ...open, question }, raw) : null;
    },
    skip: async (context, person, token) => {
      const open = await expect(context, person, token);
      if (!open.question.optional) throw new Refused('chat.not_optional');
      return advance(context, person, open, withAnswer(open.form, open.session, null satisfies Answer));
    },
    ready: async (context, person, token) => {
      const open = await expect(context, person, token);
      if (open.question.type !== 'many') throw new Refused('chat.old_question');
      return advance(context, person, open, withAnswer(open.form, open.session, open.session.picked ?? []));
    },
    back: async (context, person, token) => {
      const open = await expect(context, person, token);
      return advance(context, person, open, withoutLast(open.form, open.session));
    },
    turn: async (context, person, token) => {
      const open = await expect(context, person, token);
      return advance(context, person, open, withoutLastPage(open.form, open.session));
    },
    again: async (context, person, token) => {
      const { form, session, question } = await expect(context, person, token);
      return [questionPart(form, session, question, say, null)];
    },
    question: async (context, person, token) => {
      const open = await load(context, person);
      const question = open ? currentQuestion(open.form, open.session) : undefined;
      if (!open || !question || tokenOf(open.session) !== token) return null;
      return questionPart(open.form, open.session, question, say, null);
    },
  };
}

interface Field {
  readonly answer?: Answer;
  readonly problem?: Part;
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
