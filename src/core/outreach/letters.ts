import { Temporal } from 'temporal-polyfill';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Applicant } from '#core/record/applicant.ts';
import {
  type Correspondent,
  type Letter,
  letterSchema,
  type Material,
  materialSchema,
} from '#core/record/correspondent.ts';
import { wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** How far a letter has come. `to_ask`: nobody has asked for it yet. */
export const STAGES = [
  'to_ask',
  'asked',
  'strong',
  'promised',
  'received',
  'assigned',
  'hesitant',
  'no',
] as const;
export type Stage = (typeof STAGES)[number];

/** One letter on the board. */
export interface BoardLetter {
  readonly contact: Correspondent;
  readonly letter: Letter;
  readonly stage: Stage;
  /** The day for which it was promised has passed. */
  readonly isLate: boolean;
}

/** The letters for one field; null: for any field. */
export interface BoardField {
  readonly field: string | null;
  readonly letters: readonly BoardLetter[];
  /** Letters that will do: in hand, or agreed to without hesitation; those for any field included. */
  readonly good: number;
  /** How many more the field needs. */
  readonly missing: number;
}

const NOTHING: Letter = letterSchema.parse({});

/** The letter of one contact. Null: none was asked for, and the person has not put them on the board. */
export function letterOf(
  { letter, log }: Pick<Correspondent, 'letter' | 'log'>,
  zone: string,
): Letter | null {
  const request = log.findLast(({ from, kind }) => from === 'me' && kind === 'letter-request');
  if (!request) return letter;
  const known = letter ?? NOTHING;
  return known.asked
    ? known
    : { ...known, asked: wallOf(Temporal.Instant.from(request.at), zone).slice(0, 10) };
}

export function stageOf({ asked, answer, promised, received, assigned }: Letter): Stage {
  if (answer === 'no' || answer === 'hesitant') return answer;
  if (assigned) return 'assigned';
  if (received) return 'received';
  if (answer === 'strong') return promised ? 'promised' : 'strong';
  return asked ? 'asked' : 'to_ask';
}

/** What the writer still lacks to write from; empty once the letter is there, or will not be. */
export function missingFor({ given, received, answer }: Letter): readonly Material[] {
  if (received || answer === 'no' || answer === 'hesitant') return [];
  return materialSchema.options.filter((one) => !given.includes(one));
}

/** Every letter by field: the target first, then the other fields, then those for any field. Fields without letters count. */
export function boardOf(
  person: Applicant,
  knowledge: Knowledge,
  now: Temporal.Instant,
): readonly BoardField[] {
  const zone = zoneOf(person.settings);
  const today = wallOf(now, zone).slice(0, 10);
  const all = person.people.flatMap((contact): BoardLetter[] => {
    const letter = letterOf(contact, zone);
    if (!letter) return [];
    const stage = stageOf(letter);
    const isLate = stage === 'promised' && letter.promised !== null && letter.promised < today;
    return [{ contact, letter, stage, isLate }];
  });
  const { target, acceptable } = person.profile;
  const named = [target, ...acceptable, ...all.map(({ letter }) => letter.field)];
  const fields = [...new Set(named.filter((field) => field !== null))];
  const open = all.filter(({ letter }) => letter.field === null);
  const { least } = knowledge.outreach.letters.per_field;
  const rows = fields.map((field): BoardField => {
    const letters = all.filter(({ letter }) => letter.field === field);
    const good = [...letters, ...open].filter(isGood).length;
    return { field, letters, good, missing: Math.max(0, least - good) };
  });
  if (open.length === 0 && rows.length > 0) return rows;
  const good = open.filter(isGood).length;
  const missing = rows.length > 0 ? 0 : Math.max(0, least - good);
  return [...rows, { field: null, letters: open, good, missing }];
}

function isGood({ stage }: BoardLetter): boolean {
  return stage === 'strong' || stage === 'promised' || stage === 'received' || stage === 'assigned';
}

/** The record with the letter of one of its people changed; the same object where there is nobody with this id. */
export function withLetter(person: Applicant, id: string, change: (letter: Letter) => Letter): Applicant {
  const contact = person.people.find((one) => one.id === id);
  if (!contact) return person;
  const changed = { ...contact, letter: change(letterOf(contact, zoneOf(person.settings)) ?? NOTHING) };
  return { ...person, people: person.people.map((one) => (one === contact ? changed : one)) };
}

/** The record with somebody off the board. What was said stays in the log. */
export function withoutLetter(person: Applicant, id: string): Applicant {
  return { ...person, people: person.people.map((one) => (one.id === id ? { ...one, letter: null } : one)) };
}

/** Letters in hand of which the assessment does not know; 0 where nothing was assessed yet. */
export function untoldLetters(person: Pick<Applicant, 'profile' | 'people' | 'assessments'>): number {
  if (person.assessments.length === 0) return 0;
  const { letters, strongLetters } = person.profile;
  const told = Math.max(letters.length, strongLetters ?? 0);
  const inHand = person.people.filter(
    ({ letter }) => letter?.received && letter.answer !== 'hesitant' && letter.answer !== 'no',
  );
  return Math.max(0, inHand.length - told);
}
