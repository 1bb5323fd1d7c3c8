import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { type BoardField, type BoardLetter, missingFor, type Stage } from '#core/outreach/letters.ts';
import type { LetterBoard, LetterLook } from '#core/pictures/letter-board.ts';
import { materialSchema } from '#core/record/correspondent.ts';
import type { Say } from '#core/text.ts';
import { shortDay } from '#core/time/say.ts';

const LOOKS: Readonly<Record<Stage, LetterLook>> = {
  to_ask: 'open',
  asked: 'asked',
  strong: 'agreed',
  promised: 'agreed',
  received: 'there',
  assigned: 'there',
  hesitant: 'left',
  no: 'left',
};

/** The board as its picture shows it. */
export function letterPicture(fields: readonly BoardField[], knowledge: Knowledge, say: Say): LetterBoard {
  return {
    title: say.plain('letters.title'),
    fields: fields.map((field) => ({
      heading: fieldName(field.field, knowledge, say),
      count: countWords(field, knowledge, say),
      isEnough: field.missing === 0,
      rows: field.letters.map((one) => ({
        name: one.contact.name,
        look: one.isLate ? 'late' : LOOKS[one.stage],
        state: stateWords(one, say),
        materials: one.stage === 'to_ask' || missingFor(one.letter).length === 0 ? [] : materialsOf(one, say),
      })),
    })),
  };
}

function materialsOf(
  { letter }: BoardLetter,
  say: Say,
): LetterBoard['fields'][number]['rows'][number]['materials'] {
  return materialSchema.options.map((one) => ({
    label: say.plain(`letters.material.${one}`),
    given: letter.given.includes(one),
  }));
}

export function fieldName(field: string | null, { specialties }: Knowledge, say: Say): string {
  if (field === null) return say.plain('letters.any_field');
  return specialties.specialties.find(({ id }) => id === field)?.name ?? field;
}

/** How many letters a field has, how many it needs, and what is missing. */
export function countWords({ field, good, missing }: BoardField, { outreach }: Knowledge, say: Say): string {
  const { most } = outreach.letters.per_field;
  if (field === null && missing === 0) return say.plain('letters.count.any', { count: good });
  if (missing > 0) return say.plain('letters.count.missing', { good, count: missing });
  return say.plain(good > most ? 'letters.count.many' : 'letters.count.enough', { good, most });
}

/** How one letter stands. */
export function stateWords({ letter, stage, isLate }: BoardLetter, say: Say): string {
  const on = (day: string | null): string => (day ? shortDay(day, say.language) : '');
  const { asked, promised, received } = letter;
  const days = { asked: on(asked), promised: on(promised), received: on(received) };
  return say.plain(isLate ? 'letters.state.late' : `letters.state.${stage}`, days);
}

/** What the writer still has to be given, in words; empty where nothing is. */
export function missingWords({ letter, stage }: BoardLetter, say: Say): string {
  if (stage === 'to_ask') return '';
  const missing = missingFor(letter).map((one) => say.plain(`letters.material.${one}`));
  return new Intl.ListFormat(say.language).format(missing);
}
