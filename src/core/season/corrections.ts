import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import {
  type Calendar,
  EVENTS,
  type EventKey,
  eventKeySchema,
  eventSchema,
  type Season,
  seasonSchema,
} from '#core/knowledge/season.ts';
import { citationSchema } from '#core/knowledge/source.ts';

/**
 * What moderators may correct. `event` gives one event its date. `week` moves Match Week to another Monday and keeps
 * the clock times: the Monday takes the new status and source, and whatever moves with it keeps its own.
 */
export const correctionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('event'),
    year: z.int(),
    event: eventKeySchema,
    ...eventSchema.shape,
  }),
  z.strictObject({
    kind: z.literal('week'),
    year: z.int(),
    monday: z.iso.date(),
    status: eventSchema.shape.status,
    source: citationSchema,
  }),
]);
export type Correction = z.infer<typeof correctionSchema>;

/** A correction does not fit: the year is not in the calendar, or its dates contradict each other. */
export class CorrectionError extends Error {
  override readonly name = 'CorrectionError';
}

const MONDAY: readonly EventKey[] = ['quiet_begins', 'match_status'];
const WEEK: readonly EventKey[] = EVENTS.slice(
  EVENTS.indexOf('quiet_begins'),
  EVENTS.indexOf('match_day') + 1,
);

/**
 * The calendar with corrections applied in order; whatever is computed from it moves too.
 * @throws {CorrectionError} with year and field, if the result is not a valid season
 */
export function withCorrections(calendar: Calendar, corrections: readonly Correction[]): Calendar {
  const unknown = corrections.find(({ year }) => !calendar.some((season) => season.year === year));
  if (unknown) throw new CorrectionError(`${unknown.year}: there is no such season`);
  return calendar.map((season) => {
    const own = corrections.filter(({ year }) => year === season.year);
    if (own.length === 0) return season;
    const parsed = seasonSchema.safeParse(own.reduce(corrected, season));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new CorrectionError(`${season.year}: ${issue?.path.join('.')}: ${issue?.message}`);
  });
}

function corrected(season: Season, correction: Correction): Season {
  switch (correction.kind) {
    case 'event': {
      const { kind, year, event, ...date } = correction;
      return { ...season, events: { ...season.events, [event]: date } };
    }
    case 'week':
      return movedWeek(season, correction);
    default:
      return correction satisfies never;
  }
}

function movedWeek(
  season: Season,
  { monday, status, source }: Extract<Correction, { kind: 'week' }>,
): Season {
  const from = Temporal.PlainDate.from(season.events.match_status.when.slice(0, 10));
  const days = from.until(Temporal.PlainDate.from(monday), { largestUnit: 'days' }).days;
  const move = (when: string): string =>
    Temporal.PlainDateTime.from(when).add({ days }).toString({ smallestUnit: 'minute' });
  const moved = WEEK.map((key) => {
    const event = season.events[key];
    const date = { ...event, when: move(event.when), ...(event.until ? { until: move(event.until) } : {}) };
    return [key, MONDAY.includes(key) ? { ...date, status, source } : date] as const;
  });
  return { ...season, events: { ...season.events, ...Object.fromEntries(moved) } };
}
