import { choicesOf } from '#bots/chat/answers.ts';
import type { Answers, Form, Question } from '#bots/chat/form.ts';
import type { Choice, QuestionPart, Rich } from '#core/reply.ts';
import type { Say } from '#core/text.ts';
import type { Session } from '#store/sessions.ts';

/** Stands in `Session.at` when every question is answered and only the form's own work remains. */
export const FINISHED = '$finished';

/** Longest typed answer that a platform's input box should take. */
const INPUT_LENGTH = 100;

export function startSession(form: Form, id: string, known: Answers): Session {
  const empty = {
    id,
    form: form.id,
    version: form.version,
    answers: {},
    at: FINISHED,
    known: { ...known },
    outer: null,
  };
  return { ...empty, at: nextQuestion(form, empty)?.id ?? FINISHED };
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
  const answered = { ...session, answers: { ...session.answers, [session.at]: value } };
  return { ...answered, at: nextQuestion(form, answered)?.id ?? FINISHED };
}

/** Goes back to the question answered before this one; the same session when there is none. */
export function withoutLast(form: Form, session: Session): Session {
  const previous = previousQuestion(form, session);
  if (!previous) return session;
  const { [previous.id]: _, ...answers } = session.answers;
  return { ...session, answers, at: previous.id };
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
  const choices = proposals ?? choicesOf(form, question, say);
  const key = `${form.id}.form.${question.id}`;
  const ask: Rich = proposals ? say.blocks('chat.several_found') : say.blocks(`${key}.ask`);
  return {
    kind: 'question',
    token: tokenOf(session),
    ask,
    input: choices
      ? { type: 'choice', choices }
      : {
          type: 'typed',
          example: say.has(`${key}.example`) ? say.plain(`${key}.example`) : '',
          maxLength: question.type === 'text' ? question.maxLength : INPUT_LENGTH,
        },
    optional: question.optional ?? false,
    canGoBack: previousQuestion(form, session) !== undefined,
  };
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
