import type { Answers, Form, Question } from '#bots/chat/form.ts';
import type { Session } from '#store/sessions.ts';

/** Stands in `Session.at` when every question is answered and only the form's own work remains. */
export const FINISHED = '$finished';

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
  return { ...session.known, ...settledAnswers(form.questions, knownAnswers(session)) };
}

/** An answer for each question: null where it does not apply, or nothing was said. */
export function settledAnswers(questions: readonly Question[], all: Answers): Answers {
  return Object.fromEntries(
    questions.map(({ id, when }) => [id, (when?.(all) ?? true) ? (all[id] ?? null) : null]),
  );
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

function nextQuestion(form: Form, session: Pick<Session, 'answers' | 'known'>): Question | undefined {
  const known = knownAnswers(session);
  return form.questions.find((question) => !(question.id in known) && (question.when?.(known) ?? true));
}

/** The question answered before the current one. */
export function previousQuestion(form: Form, session: Session): Question | undefined {
  const until = form.questions.findIndex((question) => question.id === session.at);
  const before = until < 0 ? form.questions : form.questions.slice(0, until);
  return before.findLast((question) => question.id in session.answers);
}

function copy(answers: Answers): Session['answers'] {
  return Object.fromEntries(
    Object.entries(answers).map(([id, value]) => [id, Array.isArray(value) ? [...value] : value]),
  ) as Session['answers'];
}
