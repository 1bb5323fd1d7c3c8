import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Practice } from '#core/record/story.ts';
import type { Agreement, Check, Entry, Happened, Routine, Study } from '#core/record/study.ts';
import { countingEntries, firstBroken } from '#core/study/log.ts';
import { type Kept, routineOn, routinesOf } from '#core/study/routine.ts';
import { todayIn } from '#core/time/wall.ts';

/** What may be left out of a page that somebody else will see. */
export const HIDEABLE = ['scores', 'hours', 'names', 'exam'] as const;
export const hideableSchema = z.enum(HIDEABLE);
export type Hideable = z.infer<typeof hideableSchema>;
export type Hidden = ReadonlySet<Hideable>;

/** An entry written down later than this after the day it tells of is not counted as prompt. */
const PROMPT_DAYS = 2;

/** A week, Monday to Sunday, in which somebody was asked about their studying. Days are `YYYY-MM-DD`. */
export interface ProofWeek {
  readonly monday: string;
  /** Days that were asked about and not let go. */
  readonly asked: number;
  /** How many of them were done, or partly done. */
  readonly kept: number;
  readonly partly: number;
  readonly letGo: number;
  /** Null: none were told. */
  readonly hours: number | null;
  readonly blocks: number | null;
  /** Hours a week by the routine in force on the last of those days; null: there was none. */
  readonly agreed: number | null;
}

/** What the log of study shows. Everything here comes from its entries, and from nothing else. */
export interface Proof {
  readonly entries: number;
  /** The days on which the oldest and the newest entry were written; null: the log is empty. */
  readonly from: string | null;
  readonly until: string | null;
  /** The seal of the newest entry. */
  readonly seal: string | null;
  /** The first entry that does not match its seal, with its place from 1; null: the chain holds. */
  readonly broken: { readonly place: number; readonly on: string; readonly kind: Happened['kind'] } | null;
  /** Older entries had to make room. */
  readonly isCut: boolean;
  /** Entries that were withdrawn, and checks that were answered anew. */
  readonly corrected: number;
  /** Of the checks, scores and reviews that count: how many were written within two days, and how many there are. */
  readonly prompt: { readonly count: number; readonly of: number };
  readonly routines: readonly Routine[];
  readonly agreements: readonly { readonly on: string; readonly agreement: Agreement }[];
  readonly oversight: readonly { readonly on: string; readonly who: string; readonly what: string }[];
  /** Weeks with at least one check, the oldest first. */
  readonly weeks: readonly ProofWeek[];
  readonly scores: readonly Practice[];
}

/** @param zone in which the days of writing are told */
export function proofOf(study: Study, zone: string): Proof {
  const { log, root } = study;
  const counting = countingEntries(study);
  const dayOf = ({ at }: Entry): string => todayIn(Temporal.Instant.from(at), zone).toString();
  const [first, last] = [log[0], log.at(-1)];
  const latest = latestChecks(counting);
  const told = counting.flatMap((entry) => {
    const on = dayTold(entry.what);
    return on !== null && isLatest(entry, latest) ? [{ on, written: dayOf(entry) }] : [];
  });
  const withdrawals = log.filter(({ what }) => what.kind === 'withdrawn').length;
  const checks = counting.filter(({ what }) => what.kind === 'check').length;
  const kept = routinesOf(study);
  const broken = firstBroken(study);
  return {
    entries: log.length,
    from: first ? dayOf(first) : null,
    until: last ? dayOf(last) : null,
    seal: last?.seal ?? null,
    broken: broken && { place: log.indexOf(broken) + 1, on: dayOf(broken), kind: broken.what.kind },
    isCut: root !== null,
    corrected: withdrawals + checks - latest.size,
    prompt: {
      count: told.filter(({ on, written }) => daysBetween(on, written) <= PROMPT_DAYS).length,
      of: told.length,
    },
    routines: eachOnce(kept.map(({ routine }) => routine)),
    agreements: counting.flatMap((entry) =>
      entry.what.kind === 'agreement' ? [{ on: dayOf(entry), agreement: entry.what.agreement }] : [],
    ),
    oversight: counting
      .flatMap(({ what }) =>
        what.kind === 'oversight' ? [{ on: what.on, who: what.who, what: what.what }] : [],
      )
      .toSorted((a, b) => a.on.localeCompare(b.on)),
    weeks: weeksOf(
      [...latest.values()].flatMap(({ what }) => (what.kind === 'check' ? [what.check] : [])),
      kept,
    ),
    scores: counting
      .flatMap(({ what }) => (what.kind === 'score' ? [what.score] : []))
      .toSorted((a, b) => a.on.localeCompare(b.on)),
  };
}

/** A routine that still holds is written down once more before its entry has to make room. */
function eachOnce(routines: readonly Routine[]): readonly Routine[] {
  return [...new Map(routines.map((one) => [JSON.stringify(one), one])).values()];
}

/** The last check for each day. */
function latestChecks(counting: readonly Entry[]): ReadonlyMap<string, Entry> {
  return new Map(
    counting.flatMap((entry) => (entry.what.kind === 'check' ? [[entry.what.check.on, entry]] : [])),
  );
}

function isLatest(entry: Entry, latest: ReadonlyMap<string, Entry>): boolean {
  return entry.what.kind !== 'check' || latest.get(entry.what.check.on) === entry;
}

/** The day that an entry tells of; null for what holds from a day on. */
function dayTold(what: Happened): string | null {
  switch (what.kind) {
    case 'check':
      return what.check.on;
    case 'score':
      return what.score.on;
    case 'oversight':
      return what.on;
    case 'routine':
    case 'agreement':
    case 'withdrawn':
      return null;
    default:
      return what satisfies never;
  }
}

function weeksOf(checks: readonly Check[], kept: readonly Kept[]): readonly ProofWeek[] {
  const weeks = Map.groupBy(
    checks.toSorted((a, b) => a.on.localeCompare(b.on)),
    ({ on }) => mondayOf(on),
  );
  return [...weeks].map(([monday, all]) => {
    const asked = all.filter(({ answer }) => answer !== 'excused');
    const lastDay = all.at(-1)?.on ?? monday;
    return {
      monday,
      asked: asked.length,
      kept: asked.filter(({ answer }) => answer === 'done' || answer === 'partly').length,
      partly: asked.filter(({ answer }) => answer === 'partly').length,
      letGo: all.length - asked.length,
      hours: sum(all.map(({ hours }) => hours)),
      blocks: sum(all.map(({ blocks }) => blocks)),
      agreed: routineOn(kept, lastDay)?.hours ?? null,
    };
  });
}

/** Null if nothing was told. */
export function sum(figures: readonly (number | null)[]): number | null {
  const told = figures.filter((figure) => figure !== null);
  return told.length === 0 ? null : told.reduce((total, figure) => total + figure, 0);
}

function mondayOf(day: string): string {
  const date = Temporal.PlainDate.from(day);
  return date.subtract({ days: date.dayOfWeek - 1 }).toString();
}

function daysBetween(from: string, until: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(until)).days;
}
