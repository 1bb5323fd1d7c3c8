import { MAX_LONG } from '#bots/chat/answers.ts';
import type { FormView, Question } from '#bots/chat/form.ts';
import type { Answers, Given } from '#bots/chat/form-data.ts';
import { quoted } from '#bots/commands/write/show.ts';
import { DRAFT_LIMITS } from '#core/record/draft.ts';

/** So many messages hold the longest text that is kept. */
const PIECES = Math.ceil(DRAFT_LIMITS.text / MAX_LONG);
/** A shorter piece is the last one: people cut a text where the box or the message is full. */
const NEARLY_FULL = 3_000;
/** How much of its end shows where a piece stopped. */
const TAIL = 60;

/**
 * The questions for a text of any length: a piece, and after a long one whether there is more. They ask under
 * `check.form.text`, `.more` and `.rest`. `isPasted` tells whether the text is pasted at all.
 */
export function pieceQuestions(isPasted: (given: Given) => boolean): readonly Question[] {
  return Array.from({ length: PIECES }, (_, index): readonly Question[] => {
    const [text, more] = [idOf(index), `more${index + 1}`];
    const isAsked = (answers: Answers) => index === 0 || answers[`more${index}`] === 'more';
    const piece: Question = {
      id: text,
      texts: index === 0 ? 'check.form.text' : 'check.form.rest',
      type: 'long',
      maxLength: MAX_LONG,
      when: (answers, given) => isPasted(given) && isAsked(answers),
    };
    const next: Question = {
      id: more,
      texts: 'check.form.more',
      type: 'choice',
      choices: ['all', 'more'],
      values: ({ answers }: FormView) => ({ end: quoted(String(answers[text] ?? '').slice(-TAIL)) }),
      when: (answers) => String(answers[text] ?? '').length >= NEARLY_FULL,
    };
    return index === PIECES - 1 ? [piece] : [piece, next];
  }).flat();
}

/** The pieces as one text; empty where none was pasted. */
export function joinPieces(answers: Readonly<Record<string, unknown>>): string {
  const pieces = Array.from({ length: PIECES }, (_, index) => answers[idOf(index)]).filter(
    (piece) => typeof piece === 'string',
  );
  return pieces.reduce((text, piece) => `${text}${gapAfter(text)}${piece}`, '').slice(0, DRAFT_LIMITS.text);
}

function idOf(index: number): string {
  return index === 0 ? 'text' : `text${index + 1}`;
}

/** A piece that ends in the middle of a sentence goes on in the same line. */
function gapAfter(text: string): string {
  if (text === '') return '';
  return /[.!?:]["”’)]*$/.test(text) ? '\n\n' : ' ';
}
