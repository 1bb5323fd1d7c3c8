import type { SlotSource } from '#core/knowledge/slots.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { letterheadSchema } from '#core/record/letterhead.ts';
import { type Story, storySchema } from '#core/record/story.ts';

/** Slots whose answer belongs in the record, where every other draft can find it. */
export type ToldSource = Extract<SlotSource, `letterhead.${string}` | `story.${string}`>;

export function isTold(source: SlotSource): source is ToldSource {
  return source.startsWith('letterhead.') || source.startsWith('story.');
}

/** Slots that differ in each draft, because they depend on whom it is for. */
const BY_ADDRESSEE: readonly SlotSource[] = [
  'to.feedback',
  'person',
  'program',
  'contact',
  'together',
  'field',
  'training',
];

/** Whether one answer serves every draft of a batch. */
export function isShared(source: SlotSource): boolean {
  return !BY_ADDRESSEE.includes(source);
}

/**
 * The record with an answer stored where its slot is read from; null if that place cannot hold it, as with a wrong AAMC
 * ID.
 */
export function withTold(person: Applicant, source: ToldSource, told: string): Applicant | null {
  const [place, field = ''] = source.split('.');
  if (place === 'letterhead') {
    const value = field === 'aamcId' ? told.replace(/\D/g, '') : told;
    const letterhead = letterheadSchema.safeParse({ ...person.letterhead, [field]: value });
    return letterhead.success ? { ...person, letterhead: letterhead.data } : null;
  }
  const story = storySchema.safeParse({ ...person.story, ...storyPart(field, told) });
  return story.success ? { ...person, story: story.data } : null;
}

/** A list has one item per line. */
function storyPart(field: string, told: string): Partial<Story> {
  const lines = told
    .split('\n')
    .map((line) => line.replace(/^[-•*]\s*/, '').trim())
    .filter((line) => line !== '');
  if (field === 'changes') return { changes: lines.map((what) => ({ what, since: null })) };
  if (field === 'strengths') return { strengths: lines };
  return { [field]: told };
}
