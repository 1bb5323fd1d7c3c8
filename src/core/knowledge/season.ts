import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { citationSchema } from '#core/knowledge/source.ts';
import { zoneSchema } from '#core/time/zone.ts';

/** What every season file must give a date for, in the order of the year. */
export const EVENTS = [
  'eras_opens',
  'eras_submit',
  'nrmp_registration',
  'programs_review',
  /** The day after which registering for the Match costs more. */
  'registration_fee_rises',
  /** The last day for ECFMG's Pathways for this Match. */
  'pathways_close',
  'ranking_opens',
  /** Also the end of late registration, and of verification by schools and ECFMG. */
  'rank_list_deadline',
  'quiet_begins',
  'match_status',
  'soap_apply',
  'soap_review',
  'round_1',
  'round_2',
  'round_3',
  'round_4',
  'soap_ends',
  'match_day',
  /** Until then, applicants without a position can see the list of unfilled programs. */
  'open_list_ends',
  'eras_ends',
  'training_begins',
] as const;

export const eventKeySchema = z.enum(EVENTS);
export type EventKey = z.infer<typeof eventKeySchema>;

/** Events of Match Week. They need a clock time, because the rule gate depends on them. */
const CLOCKED: readonly EventKey[] = EVENTS.slice(
  EVENTS.indexOf('quiet_begins'),
  EVENTS.indexOf('match_day') + 1,
);

export const ROUNDS = ['round_1', 'round_2', 'round_3', 'round_4'] as const satisfies readonly EventKey[];

const WEEKDAYS = [
  ['match_status', 'Monday'],
  ['soap_ends', 'Thursday'],
  ['match_day', 'Friday'],
] as const satisfies readonly (readonly [EventKey, string])[];

const PARTS = { early: 1, mid: 11, late: 21 } as const;

type PartOfMonth = keyof typeof PARTS;

/** A moment `2027-03-15T10:00`, a day `2026-06-03`, or part of a month `2026-09 early` if no day has been published. */
const whenSchema = z
  .string()
  .refine(isWhen, 'not a real date: use 2027-03-15T10:00, 2026-06-03, or 2026-09 early|mid|late');

export const eventSchema = z.strictObject({
  when: whenSchema,
  until: whenSchema.optional(),
  status: z.enum(['confirmed', 'provisional']),
  source: citationSchema,
});
export type SeasonEvent = z.infer<typeof eventSchema>;

/** One residency season, named after the year of its Match. Times are wall-clock times in `zone`. */
export const seasonSchema = z
  .strictObject({
    year: z.int().min(2000).max(2100),
    zone: zoneSchema,
    events: z.record(eventKeySchema, eventSchema),
  })
  .superRefine(({ events }, issue) => {
    const wrong = (key: EventKey, field: 'when' | 'until', message: string) =>
      issue.addIssue({ code: 'custom', path: ['events', key, field], message });
    // Something that is not a date is reported as such and compared with nothing.
    const dated = EVENTS.flatMap((key) => (isDated(events[key]) ? [{ key, ...events[key] }] : []));
    const find = (wanted: EventKey) => dated.find(({ key }) => key === wanted);
    for (const { key, when } of dated) {
      if (CLOCKED.includes(key) && !when.includes('T')) wrong(key, 'when', 'needs a clock time');
    }
    for (const [index, { key, when }] of dated.entries()) {
      const before = dated[index - 1];
      // Registration and the opening of review change order from year to year.
      if (!before || before.key === 'nrmp_registration') continue;
      if (isBefore(when, before.until ?? before.when)) wrong(key, 'when', `is before ${before.key}`);
    }
    for (const key of ROUNDS) {
      const round = find(key);
      if (round && !(round.until?.includes('T') && round.when < round.until))
        wrong(key, 'until', 'needs a later clock time');
    }
    for (const [key, weekday] of WEEKDAYS) {
      const event = find(key);
      if (event && weekdayOf(event.when) !== weekday)
        wrong(key, 'when', `is not a ${weekday}, as it is in every Match Week`);
    }
  });
export type Season = z.infer<typeof seasonSchema>;

/** Seasons, oldest first. */
export type Calendar = readonly Season[];

/** How exactly a date is known: the words for it differ. */
export type When =
  | { readonly kind: 'moment'; readonly at: string }
  | { readonly kind: 'day'; readonly on: string }
  | { readonly kind: 'window'; readonly month: string; readonly part: PartOfMonth };

export function readWhen(when: string): When {
  if (when.includes('T')) return { kind: 'moment', at: when };
  const [month = '', part] = when.split(' ');
  return isPart(part) ? { kind: 'window', month, part } : { kind: 'day', on: when };
}

function isPart(text: string | undefined): text is PartOfMonth {
  return text !== undefined && Object.hasOwn(PARTS, text);
}

function isWhen(text: string): boolean {
  const when =
    /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$|^\d{4}-\d{2} (early|mid|late)$/.test(text) && readWhen(text);
  if (!when) return false;
  const day = when.kind === 'moment' ? when.at : when.kind === 'day' ? when.on : `${when.month}-01`;
  try {
    return Temporal.PlainDateTime.from(day, { overflow: 'reject' }) !== undefined;
  } catch {
    return false;
  }
}

function isDated(event: SeasonEvent | undefined): event is SeasonEvent {
  return event !== undefined && isWhen(event.when) && (event.until === undefined || isWhen(event.until));
}

/** Whether one date is before another. If either has no clock time, the days decide. */
function isBefore(a: string, b: string): boolean {
  const isClocked = a.includes('T') && b.includes('T');
  return isClocked ? a < b : firstDayOf({ when: a }) < firstDayOf({ when: b });
}

function weekdayOf(when: string): string {
  const day = new Date(`${firstDayOf({ when })}T00:00Z`);
  return new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(day);
}

/** The day from which to plan for an event: a window counts from its first day. `YYYY-MM-DD` in its zone. */
export function firstDayOf(event: Pick<SeasonEvent, 'when'>): string {
  const when = readWhen(event.when);
  if (when.kind === 'moment') return when.at.slice(0, 10);
  if (when.kind === 'day') return when.on;
  return `${when.month}-${String(PARTS[when.part]).padStart(2, '0')}`;
}
