import { isDeepStrictEqual } from 'node:util';
import type { Context } from '#bots/chat/context.ts';
import type { Form, Question } from '#bots/chat/form.ts';
import type { Answers, Entry, Given, Told } from '#bots/chat/form-data.ts';
import type { Session } from '#store/sessions.ts';

/** The value of `Session.at` when every question is answered and only the form's own work remains. */
export const FINISHED = '$finished';

/** How many fields a platform shows at once: Discord takes five. */
const PAGE_FIELDS = 5;

/** How far a person has come in a form: the stored session, and what the record knows, read afresh each time. */
export type Progress = Session & { readonly known: Answers };

/** Begins a form with the question `first` if given, else with the first one not known yet. */
export function startSession(
  form: Form,
  id: string,
  {
    given = {},
    initial = {},
    known = {},
    first,
  }: {
    readonly given?: Given;
    readonly initial?: Answers;
    readonly known?: Answers;
    readonly first?: string;
  },
): Progress {
  const empty: Progress = {
    id,
    form: form.id,
    version: form.version,
    answers: {},
    at: FINISHED,
    given: { ...given },
    initial: copy(initial),
    outer: null,
    known,
  };
  return { ...empty, at: first ?? nextQuestion(form, empty)?.id ?? FINISHED };
}

/** A stored session with what the record now knows. */
export function informed(context: Context, form: Form, session: Session): Progress {
  return { ...session, known: form.known?.(context, session.given) ?? {} };
}

/** All that is known so far: what the record knew, and what was answered since. */
export function knownAnswers({ known, answers }: Pick<Progress, 'answers' | 'known'>): Answers {
  return { ...known, ...answers };
}

export function applies({ when }: Question, answers: Answers, given: Given): boolean {
  return when?.(answers, given) ?? true;
}

export function currentQuestion(form: Form, progress: Progress): Question | undefined {
  return form.questions.find((question) => question.id === progress.at);
}

/** Takes an answer to the current question and moves on to the next one that applies. */
export function withAnswer(form: Form, progress: Progress, value: Told): Progress {
  return withAnswers(form, progress, { [progress.at]: value });
}

/** Takes answers to several questions and moves on to the first one that applies and is still open. */
export function withAnswers(form: Form, progress: Progress, answers: Answers): Progress {
  const { picked: _, draft: __, ...rest } = progress;
  const answered = { ...rest, answers: { ...progress.answers, ...copy(answers) } };
  return { ...answered, at: nextQuestion(form, answered)?.id ?? FINISHED };
}

/** Ticks or unticks a choice of the current question. */
export function withTick(progress: Progress, value: string): Progress {
  const picked = pickedIn(progress);
  const others = picked.filter((one) => one !== value);
  return { ...progress, picked: others.length < picked.length ? others : [...picked, value] };
}

/** What is ticked so far; at first what was ticked before. */
export function pickedIn({ picked, initial, at }: Progress): readonly string[] {
  const before = initial[at];
  return picked ?? (Array.isArray(before) ? before.filter((one) => typeof one === 'string') : []);
}

/** The current list's entries so far; at first those to edit. */
export function draftIn({ draft, initial, at }: Progress): readonly Entry[] {
  const before = initial[at];
  return draft ?? (Array.isArray(before) ? before.filter((one) => typeof one === 'object') : []);
}

/** Goes back to the question answered before this one; the same progress when there is none. */
export function withoutLast(form: Form, progress: Progress): Progress {
  const previous = previousQuestion(form, progress);
  return previous ? without(progress, [previous]) : progress;
}

/** Goes back to the page answered before this one, with all its questions; the same progress when there is none. */
export function withoutLastPage(form: Form, progress: Progress): Progress {
  const previous = previousQuestion(form, progress);
  if (!previous) return progress;
  const answered = form.questions.filter(({ id }) => id in progress.answers);
  const page = answered.filter((question) => question.page !== undefined && question.page === previous.page);
  return without(progress, page.length > 0 ? page : [previous]);
}

/** An earlier answer becomes the first value when its question is asked again. */
function without(progress: Progress, questions: readonly Question[]): Progress {
  const dropped = questions.map(({ id }) => id);
  const { picked: _, draft: __, ...rest } = progress;
  const answers = Object.fromEntries(
    Object.entries(progress.answers).filter(([id]) => !dropped.includes(id)),
  );
  return { ...rest, answers, at: dropped[0] ?? progress.at };
}

/** The answers for the form's schema: those of questions that apply, and null for the ones skipped over. */
export function finalAnswers(form: Form, progress: Progress): Answers {
  return settledAnswers(form.questions, knownAnswers(progress), progress.given);
}

/** An answer for each question: null if it does not apply or was not answered. */
export function settledAnswers(questions: readonly Question[], all: Answers, given: Given = {}): Answers {
  return Object.fromEntries(
    questions.map((question) => [
      question.id,
      applies(question, all, given) ? (all[question.id] ?? null) : null,
    ]),
  );
}

/** The questions on the current one's page: open, applicable as far as we know, five at most. */
export function pageQuestions(form: Form, progress: Progress): readonly Question[] {
  const current = currentQuestion(form, progress);
  if (!current?.page) return current ? [current] : [];
  const all = knownAnswers(progress);
  const open = form.questions.filter(
    (question) =>
      question.page === current.page && !(question.id in all) && applies(question, all, progress.given),
  );
  return [current, ...open.filter((question) => question !== current)].slice(0, PAGE_FIELDS);
}

export function tokenOf({ id, at }: Progress): string {
  return `${id}.${at}`;
}

function nextQuestion(form: Form, progress: Progress): Question | undefined {
  const all = knownAnswers(progress);
  return form.questions.find((question) => !(question.id in all) && applies(question, all, progress.given));
}

/** The question answered before the current one. */
export function previousQuestion(form: Form, progress: Progress): Question | undefined {
  const until = form.questions.findIndex((question) => question.id === progress.at);
  const before = until < 0 ? form.questions : form.questions.slice(0, until);
  return before.findLast((question) => question.id in progress.answers);
}

/** Whether two sessions are the same, whatever the record knows. */
export function isSame(one: Session, other: Session): boolean {
  return isDeepStrictEqual(one, other);
}

function copy(answers: Answers): Session['answers'] {
  return structuredClone(answers) as Session['answers'];
}
