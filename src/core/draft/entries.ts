import { dateWords } from '#core/draft/dates.ts';
import type { Answers } from '#core/record/draft.ts';
import type { Grounds } from '#core/record/grounds.ts';

/** One entry of a record, such as an exam or a piece of work, with all its words. */
export interface Entry {
  readonly path: string;
  /** Names and sentences that a text may contain as they are. */
  readonly texts: readonly string[];
  /** Everything in it, with dates also in words. */
  readonly whole: string;
}

/** Anything shorter is found in any sentence. */
const SHORTEST = 4;
const DATE = /^\d{4}-\d{2}(?:-\d{2})?$/;

/** All entries of the grounds, and the answers given for one text. */
export function entriesOf(grounds: Grounds, answers: Answers): readonly Entry[] {
  const { profile, letterhead, story, practice, people, to } = grounds;
  const lists = {
    'profile.exams': profile.exams,
    'profile.cycles': profile.cycles,
    'profile.experience': profile.experience,
    'profile.letters': profile.letters,
    'story.changes': story.changes,
    'story.strengths': story.strengths,
    practice,
    people,
  };
  const singles = {
    ...under('letterhead', letterhead),
    ...under('story', { cause: story.cause, field: story.field, plan: story.plan }),
    ...under('profile', {
      graduated: profile.graduated,
      usMonths: profile.usMonths,
      noMessages: profile.noMessages,
    }),
    ...under('to', to ?? {}),
    ...under('answers', answers),
  };
  return [
    ...Object.entries(lists).flatMap(([path, all]) =>
      all.map((one, index) => entry(`${path}[${index}]`, one)),
    ),
    ...Object.entries(singles).map(([path, one]) => entry(path, one)),
  ].filter(({ whole }) => whole !== '');
}

function under(place: string, values: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${place}.${name}`, value]));
}

function entry(path: string, value: unknown): Entry {
  const leaves = leavesOf(value);
  const texts = leaves.filter((one) => one.length >= SHORTEST && !DATE.test(one) && /\s|^\p{Lu}/u.test(one));
  return { path, texts, whole: leaves.flatMap((one) => [one, ...datesOf(one)]).join(' | ') };
}

/** Every string and number in a value; an answer has one item per line. */
function leavesOf(value: unknown): readonly string[] {
  if (typeof value === 'number') return [String(value)];
  if (typeof value === 'string') return value.split('\n').map((line) => line.trim());
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(leavesOf);
}

/** A date as letters write it, with and without its day. */
function datesOf(text: string): readonly string[] {
  if (!DATE.test(text)) return [];
  return [dateWords(text), dateWords(text.slice(0, 'YYYY-MM'.length)), text.slice(0, 'YYYY'.length)];
}
