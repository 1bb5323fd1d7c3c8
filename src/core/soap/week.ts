import { Temporal } from 'temporal-polyfill';
import { type Calendar, type EventKey, ROUNDS, type Season } from '#core/knowledge/season.ts';
import type { MomentRule, Phase } from '#core/knowledge/soap.ts';
import { endOf, isProvisional, startOf } from '#core/season/season.ts';

/** A change from one part of Match Week to the next. */
export interface Edge {
  readonly phase: Phase;
  readonly event: EventKey;
  readonly edge: 'start' | 'end';
  /** Which of the offer rounds it begins or ends, counted from 1; null for everything else. */
  readonly round: number | null;
  readonly at: Temporal.Instant;
  readonly provisional: boolean;
}

/** Where in Match Week an instant is. */
export interface Week {
  readonly season: Season;
  readonly phase: Phase;
  readonly round: number | null;
  /** What comes next; null once results are out. */
  readonly next: Edge | null;
}

const PHASE_OF = {
  quiet_begins: 'quiet',
  match_status: 'status',
  soap_apply: 'apply',
  soap_review: 'review',
  round_1: 'round',
  round_2: 'round',
  round_3: 'round',
  round_4: 'round',
  soap_ends: 'open',
  match_day: 'results',
} as const satisfies Partial<Record<EventKey, Phase>>;
type WeekEvent = keyof typeof PHASE_OF;

/** Every transition in a season's Match Week, in order. */
export function edgesOf(season: Season): readonly Edge[] {
  const rounds: readonly EventKey[] = ROUNDS;
  return (Object.keys(PHASE_OF) as WeekEvent[]).flatMap((event): Edge[] => {
    const round = rounds.indexOf(event);
    const provisional = isProvisional(season.events[event]);
    const start: Edge = {
      phase: PHASE_OF[event],
      event,
      edge: 'start',
      round: round < 0 ? null : round + 1,
      at: startOf(season, event),
      provisional,
    };
    if (round < 0) return [start];
    const phase = round === ROUNDS.length - 1 ? 'closing' : 'between';
    return [start, { ...start, phase, edge: 'end', at: endOf(season, event) }];
  });
}

/** The Match Week in progress at `now`, or else the next one; null if no season file reaches that far. */
export function weekAt(calendar: Calendar, now: Temporal.Instant): Week | null {
  const season = calendar.find((one) => Temporal.Instant.compare(now, weekEnds(one)) < 0);
  if (!season) return null;
  const edges = edgesOf(season);
  const isPast = ({ at }: Edge): boolean => Temporal.Instant.compare(at, now) <= 0;
  const last = edges.findLast(isPast);
  return {
    season,
    phase: last?.phase ?? 'before',
    round: last?.round ?? null,
    next: edges.find((edge) => !isPast(edge)) ?? null,
  };
}

/** Midnight after Match Day, where the Match is run. */
function weekEnds(season: Season): Temporal.Instant {
  return startOf(season, 'match_day')
    .toZonedDateTimeISO(season.zone)
    .add({ days: 1 })
    .startOfDay()
    .toInstant();
}

/** A moment of the guide in one season. */
export interface Moment {
  readonly rule: MomentRule;
  readonly at: Temporal.Instant;
  /** What it is counted from. */
  readonly event: Temporal.Instant;
  /** When its words stop being true, and when it is no longer worth telling even as something past. */
  readonly stale: Temporal.Instant;
  readonly ends: Temporal.Instant;
}

/** The moments of a season, in order. Each lasts until the next one comes. */
export function momentsOf(season: Season, rules: readonly MomentRule[]): readonly Moment[] {
  const ends = weekEnds(season);
  const timed = rules
    .map((rule) => {
      const event = rule.at.edge === 'start' ? startOf(season, rule.at.event) : endOf(season, rule.at.event);
      return { rule, event, at: event.add({ minutes: rule.at.minutes }), ends };
    })
    .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
  return timed.map((one, index) => ({ ...one, stale: timed[index + 1]?.at ?? ends }));
}
