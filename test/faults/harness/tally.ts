import type { Applicant } from '#core/record/applicant.ts';
import type { Talked } from './talk.ts';

/** Something that a person is to be told once. */
export interface Expected {
  readonly platform: 'discord' | 'telegram';
  readonly name: string;
  /** A word found in no other message. */
  readonly word: string;
  readonly person: string;
  /** The only right moment, in epoch milliseconds; null: any. */
  readonly at: number | null;
}

/**
 * What went wrong, counted in people (on Discord and on Telegram where the name says so), and the outcome of what
 * people said.
 */
export interface Tally extends Readonly<Talked> {
  readonly people: number;
  /** Never told. */
  readonly lost: number;
  /** Told more than once. */
  readonly telegram: number;
  readonly discord: number;
  /** Sent although the record already said that it was told. */
  readonly stray: number;
  /** Told at a wrong time. */
  readonly untimely: number;
  /** The record does not say what was told. */
  readonly wrong: number;
}

/** Far less than any clock change. */
const RIGHT_MS = 10 * 60_000;

/** @param told how often someone has seen what was meant for them */
export async function reckon(
  all: readonly Expected[],
  told: (one: Expected) => number,
  load: (person: string) => Promise<Applicant | null>,
  stray: number,
): Promise<Omit<Tally, keyof Talked>> {
  const states = await Promise.all(all.map(async (one) => (await load(one.person))?.reminders[0]?.state));
  const count = (is: (one: Expected, index: number) => boolean): number => all.filter(is).length;
  const isRepeated = (one: Expected): boolean => told(one) > 1;
  return {
    people: all.length,
    lost: count((one) => told(one) === 0),
    telegram: count((one) => one.platform === 'telegram' && isRepeated(one)),
    discord: count((one) => one.platform === 'discord' && isRepeated(one)),
    stray,
    untimely: count(({ at }, index) => {
      const state = states[index];
      if (at === null || state?.kind !== 'sent') return false;
      const lateMs = Date.parse(state.at) - at;
      return lateMs < 0 || lateMs > RIGHT_MS;
    }),
    wrong: count((one, index) => told(one) > 0 !== (states[index]?.kind === 'sent')),
  };
}

export function sum(tallies: readonly Tally[]): Tally {
  const of = (key: keyof Tally): number => tallies.reduce((total, tally) => total + tally[key], 0);
  return {
    people: of('people'),
    lost: of('lost'),
    telegram: of('telegram'),
    discord: of('discord'),
    stray: of('stray'),
    untimely: of('untimely'),
    wrong: of('wrong'),
    asked: of('asked'),
    silent: of('silent'),
    twice: of('twice'),
  };
}

/** Whether this is acceptable: nothing but repeats on Telegram, and those only if the fault allows them. */
export function isAllowed(tally: Tally, mayRepeat: boolean): boolean {
  const { lost, discord, stray, untimely, wrong, silent, twice, telegram } = tally;
  return lost + discord + stray + untimely + wrong + silent + twice === 0 && (mayRepeat || telegram === 0);
}
