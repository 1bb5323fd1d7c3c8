import { choicesOf } from '#bots/chat/answers.ts';
import type { Answers, Form, Question } from '#bots/chat/form.ts';
import type { Choice, Page, PageField, QuestionInput, QuestionPart, Rich } from '#core/reply.ts';
import type { Say } from '#core/text.ts';
import type { Session } from '#store/sessions.ts';

/** Stands in `Session.at` when every question is answered and only the form's own work remains. */
export const FINISHED = '$finished';

/** Longest typed answer that a platform's input box should take. */
const INPUT_LENGTH = 100;

/** Fields that a platform shows at once: Discord takes five. */
const PAGE_FIELDS = 5;

/** Begins a form. `first` is asked first where it is given, else whatever is not known yet. */
export function startSession(form: Form, id: string, known: Answers, first?: string): Session {
  const empty: Session = {
    id,
    form: form.id,
    version: form.version,
    answers: {},
    at: FINISHED,
    known: copy(known),
    outer: null,
  };
  return { ...empty, at: first ?? nextQuestion(form, empty)?.id ?? FINISHED };
}

/** All that is known so far: what was given when the form opened, and what was answered since. */
export function knownAnswers(session: Pick<Session, 'answers' | 'known'>): Answers {
  return { ...session.known, ...session.answers };
}

export function currentQuestion(form: Form, session: Session): Question | undefined {
  return form.questions.find((question) => question.id === session.at);
}

/** Takes an answer to the current question and moves on to the next one that applies. */
export function withAnswer(form: Form, session: Session, value: Answers[string]): Session {
  return withAnswers(form, session, { [session.at]: value });
}

/** Takes answers to several questions and moves on to the first one that applies and is still open. */
export function withAnswers(form: Form, session: Session, answers: Answers): Session {
  const answered = { ...session, answers: { ...session.answers, ...copy(answers) }, picked: [] };
  return { ...answered, at: nextQuestion(form, answered)?.id ?? FINISHED };
}

/** Ticks a choice of the current question, or takes the tick away. */
export function withTick(session: Session, value: string): Session {
  const { picked = [] } = session;
  const others = picked.filter((one) => one !== value);
  return { ...session, picked: others.length < picked.length ? others : [...picked, value] };
}

/** Goes back to the question answered before this one; the same session when there is none. */
export function withoutLast(form: Form, session: Session): Session {
  const previous = previousQuestion(form, session);
  return previous ? without(session, [previous]) : session;
}

/** Goes back to the page answered before this one, with all its questions; the same session when there is none. */
export function withoutLastPage(form: Form, session: Session): Session {
  const previous = previousQuestion(form, session);
  if (!previous) return session;
  const answered = form.questions.filter(({ id }) => id in session.answers);
  const page = answered.filter((question) => question.page !== undefined && question.page === previous.page);
  return without(session, page.length > 0 ? page : [previous]);
}

function without(session: Session, questions: readonly Question[]): Session {
  const dropped = questions.map(({ id }) => id);
  const answers = Object.fromEntries(Object.entries(session.answers).filter(([id]) => !dropped.includes(id)));
  return { ...session, answers, picked: [], at: dropped[0] ?? session.at };
}

/** The answers for the form's schema: those of questions that apply, and null for the ones skipped over. */
export function finalAnswers(form: Form, session: Session): Answers {
  const all = knownAnswers(session);
  const asked = form.questions.map((question) => {
    const applies = question.when?.(all) ?? true;
    return [question.id, applies ? (all[question.id] ?? null) : null] as const;
  });
  return { ...session.known, ...Object.fromEntries(asked) };
}

/** The questions that stand on the page of the current one: open, applying as far as is known, five at most. */
export function pageQuestions(form: Form, session: Session): readonly Question[] {
  const current = currentQuestion(form, session);
  if (!current?.page) return current ? [current] : [];
  const known = knownAnswers(session);
  const open = form.questions.filter(
    ({ id, page, when }) => page === current.page && !(id in known) && (when?.(known) ?? true),
  );
  return [current, ...open.filter((question) => question !== current)].slice(0, PAGE_FIELDS);
}

export function tokenOf(session: Session): string {
  return `${session.id}.${session.at}`;
}

/** Puts the current question into a reply. `proposals` stand in for the choices when a search found several. */
export function questionPart(
  form: Form,
  session: Session,
  question: Question,
  say: Say,
  proposals: readonly Choice[] | null,
): QuestionPart {
  const page = proposals ? null : pageOf(form, session, say);
  const ask: Rich = proposals
    ? say.blocks('chat.several_found')
    : say.blocks(`${form.id}.form.${question.id}.ask`);
  return {
    kind: 'question',
    token: tokenOf(session),
    ask,
    input: proposals
      ? { type: 'choice', choices: proposals }
      : inputOf(form, question, session.picked ?? [], say),
    optional: question.optional ?? false,
    canGoBack: previousQuestion(form, session) !== undefined,
    ...(page ? { page } : {}),
  };
}

function inputOf(form: Form, question: Question, picked: readonly string[], say: Say): QuestionInput {
  const choices = choicesOf(form, question, say);
  const key = `${form.id}.form.${question.id}`;
  if (choices && question.type === 'many') {
    const ready = say.plain(picked.length === 0 ? 'chat.none_of_these' : 'chat.ready');
    return { type: 'many', choices, picked, ready };
  }
  if (choices) return { type: 'choice', choices };
  return {
    type: 'typed',
    example: say.has(`${key}.example`) ? say.plain(`${key}.example`) : '',
    maxLength: question.type === 'text' ? question.maxLength : INPUT_LENGTH,
  };
}

function pageOf(form: Form, session: Session, say: Say): Page | null {
  const questions = pageQuestions(form, session);
  const page = questions[0]?.page;
  if (page === undefined || questions.length < 2) return null;
  return {
    title: say.blocks(`${form.id}.pages.${page}`),
    fields: questions.map(
      (question): PageField => ({
        id: question.id,
        label: labelOf(form, question, say),
        ask: say.blocks(`${form.id}.form.${question.id}.ask`),
        input: inputOf(form, question, [], say),
        // What depends on a neighbour may turn out not to apply.
        optional: question.optional === true || question.when !== undefined,
      }),
    ),
  };
}

/** A question in two or three words. */
export function labelOf(form: Form, question: Question, say: Say): string {
  return say.plain(`${form.id}.form.${question.id}.label`);
}

function nextQuestion(form: Form, session: Pick<Session, 'answers' | 'known'>): Question | undefined {
  const known = knownAnswers(session);
  return form.questions.find((question) => !(question.id in known) && (question.when?.(known) ?? true));
}

function previousQuestion(form: Form, session: Session): Question | undefined {
  const until = form.questions.findIndex((question) => question.id === session.at);
  const before = until < 0 ? form.questions : form.questions.slice(0, until);
  return before.findLast((question) => question.id in session.answers);
}

function copy(answers: Answers): Session['answers'] {
  return Object.fromEntries(
    Object.entries(answers).map(([id, value]) => [id, Array.isArray(value) ? [...value] : value]),
  ) as Session['answers'];
}
