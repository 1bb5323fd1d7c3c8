import { type Asked, choicesOf, entriesOf, MAX_LONG, textsOf } from '#bots/chat/answers.ts';
import { fileWords } from '#bots/chat/file-answer.ts';
import type { Question } from '#bots/chat/form.ts';
import type { Told } from '#bots/chat/form-data.ts';
import { draftIn, pageQuestions, pickedIn, previousQuestion, tokenOf } from '#bots/chat/progress.ts';
import type { Choice, Page, PageField, QuestionInput, QuestionPart, Rich } from '#core/reply.ts';

/** Longest typed answer that a platform's input box should take. */
const INPUT_LENGTH = 100;

/**
 * Puts the current question into a reply. `isInner`: it belongs to a list entry, so there is always a way back.
 * `proposals` replace the choices if a search found several.
 */
export function questionPart(
  asked: Asked,
  {
    proposals = null,
    isInner = false,
  }: { readonly proposals?: readonly Choice[] | null; readonly isInner?: boolean } = {},
): QuestionPart {
  const { form, progress, question, view } = asked;
  const { say } = view.context;
  const page = proposals ? null : pageOf(asked);
  const keep = proposals || page ? null : keepLabel(asked);
  return {
    kind: 'question',
    token: tokenOf(progress),
    ask: proposals ? say.blocks('chat.several_found') : askOf(asked),
    input: proposals ? { type: 'choice', choices: proposals } : inputOf(asked),
    optional: question.optional ?? false,
    canGoBack: isInner || previousQuestion(form, progress) !== undefined,
    ...(keep === null ? {} : { keep }),
    ...(page ? { page } : {}),
  };
}

function askOf(asked: Asked): Rich {
  const { form, question, progress, view } = asked;
  const ask = view.context.say.blocks(`${textsOf(form, question)}.ask`, question.values?.(view));
  const isEmpty = question.type === 'list' && draftIn(progress).length === 0;
  return isEmpty ? [...ask, ...view.context.say.blocks('chat.list_empty')] : ask;
}

/** A question in two or three words. */
export function labelOf({ form, question, view }: Asked): string {
  return view.context.say.plain(`${textsOf(form, question)}.label`);
}

function inputOf(asked: Asked): QuestionInput {
  const { form, question, progress, view } = asked;
  const { say } = view.context;
  const texts = textsOf(form, question);
  if (question.type === 'list') {
    const entries = entriesOf({ ...asked, question });
    const add = entries.length < question.most ? say.plain(`${texts}.add`) : null;
    return { type: 'list', entries, add, ready: say.plain('chat.ready') };
  }
  if (question.type === 'file') {
    return {
      type: 'file',
      accepts: question.accepts,
      hint: say.plain('chat.file_hint', fileWords(question, say)),
    };
  }
  const choices = choicesOf(asked);
  if (choices && question.type === 'many') {
    const picked = progress.at === question.id ? pickedIn(progress) : [];
    const ready = say.plain(picked.length === 0 ? 'chat.none_of_these' : 'chat.ready');
    return { type: 'many', choices, picked, ready };
  }
  if (choices) return { type: 'choice', choices };
  const initial = progress.initial[question.id];
  return {
    type: 'typed',
    example: say.has(`${texts}.example`) ? say.plain(`${texts}.example`) : '',
    maxLength: lengthOf(question),
    ...(question.type === 'long' ? { long: true } : {}),
    ...(typeof initial === 'string' || typeof initial === 'number' ? { initial: String(initial) } : {}),
  };
}

function lengthOf(question: Question): number {
  if (question.type === 'text') return question.maxLength;
  return question.type === 'long' ? Math.min(question.maxLength, MAX_LONG) : INPUT_LENGTH;
}

/** The label of the button that keeps the first value; null if there is no such value, or another button keeps it. */
function keepLabel(asked: Asked): string | null {
  const { question, progress, view } = asked;
  const initial = progress.initial[question.id];
  if (initial === undefined || initial === null || question.type === 'list' || question.type === 'many')
    return null;
  const { say } = view.context;
  if (question.type === 'long' || question.type === 'file') return say.plain('chat.keep_long');
  return say.plain('chat.keep', { value: valueWords(asked, initial) });
}

function valueWords(asked: Asked, value: Told): string {
  const chosen = asked.question.type === 'yesno' ? (value === true ? 'yes' : 'no') : value;
  return choicesOf(asked)?.find((choice) => choice.value === chosen)?.label ?? String(value);
}

function pageOf(asked: Asked): Page | null {
  const { form, progress, view } = asked;
  const questions = pageQuestions(form, progress);
  const page = questions[0]?.page;
  if (page === undefined || questions.length < 2) return null;
  return {
    title: view.context.say.blocks(`${form.id}.pages.${page}`),
    fields: questions.map((question): PageField => fieldOf({ ...asked, question })),
  };
}

function fieldOf(asked: Asked): PageField {
  const { progress, question } = asked;
  const initial = progress.initial[question.id];
  const value = typeof initial === 'boolean' ? (initial ? 'yes' : 'no') : initial;
  return {
    id: question.id,
    label: labelOf(asked),
    ask: askOf(asked),
    input: inputOf(asked),
    // What depends on a neighbour may turn out not to apply.
    optional: question.optional === true || question.when !== undefined,
    ...(typeof value === 'string' ? { chosen: [value] } : {}),
  };
}
