import { choicesOf } from '#bots/chat/answers.ts';
import type { Form, Question } from '#bots/chat/form.ts';
import { pageQuestions, previousQuestion, tokenOf } from '#bots/chat/progress.ts';
import type { Choice, Page, PageField, QuestionInput, QuestionPart, Rich } from '#core/reply.ts';
import type { Say } from '#core/text.ts';
import type { Session } from '#store/sessions.ts';

/** Longest typed answer that a platform's input box should take. */
const INPUT_LENGTH = 100;

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
