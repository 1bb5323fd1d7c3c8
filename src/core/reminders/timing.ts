import { Temporal } from 'temporal-polyfill';
import type { Applicant } from '#core/applicant.ts';
import type { Knowledge } from '#core/knowledge.ts';
import { findStep } from '#core/plan/tasks.ts';
import { LATE_MS, lateness } from '#core/reminders/late.ts';
import { momentOf } from '#core/reminders/moments.ts';
import { type Reminder, stepOf } from '#core/reminders/reminder.ts';
import { dueAt } from '#core/reminders/wake.ts';
import type { Say } from '#core/text.ts';
import { sayDay, sayWall } from '#core/time/say.ts';
import { wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** What one message says. */
export interface Due {
  readonly person: Applicant;
  readonly reminders: readonly Reminder[];
  readonly now: Temporal.Instant;
  /** Kept until this visit, since nothing could be reached. */
  readonly held?: boolean;
}

/** A reminder with what is to be said about its time, and that time in the person's zone. */
export interface Timed {
  readonly reminder: Reminder;
  /**
   * `over`: a moment of Match Week that is past; `passed`: a deadline that is; `last_day`: a deadline without an hour;
   * `planned`: late, and the message says why.
   */
  readonly kind:
    | 'on_time'
    | 'late'
    | 'missed'
    | 'planned'
    | 'early'
    | 'deadline'
    | 'last_day'
    | 'passed'
    | 'over';
  readonly when: string;
}

/** SOAP first, then by time, and at the end what is over. */
export function timed(due: Due, knowledge: Knowledge, say: Say): readonly Timed[] {
  const rank = ({ reminder: { urgency, snoozedTo, at }, kind }: Timed): string =>
    `${kind === 'over' ? 2 : Number(urgency !== 'soap')} ${snoozedTo ?? at}`;
  return due.reminders
    .map((reminder) => ({ reminder, ...timing(due, reminder, knowledge, say) }))
    .toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

function timing(
  { person, now, held }: Due,
  reminder: Reminder,
  knowledge: Knowledge,
  say: Say,
): Omit<Timed, 'reminder'> {
  const { about, state } = reminder;
  const { settings } = person;
  const zone = zoneOf(settings);
  const when = sayWall(reminder.snoozedTo ?? reminder.at, zone, now, say);
  if (state.kind === 'claimed' && state.early) return { kind: 'early', when };
  const moment = about.kind === 'soap' ? momentOf(about, knowledge) : undefined;
  if (moment) {
    const event = sayWall(wallOf(moment.event, zone), zone, now, say);
    if (Temporal.Instant.compare(moment.stale, now) <= 0) return { kind: 'over', when: event };
    if (Temporal.Instant.compare(moment.event, now) > 0) return { kind: 'deadline', when: event };
  }
  const last = reminder.deadline && findStep(person, stepOf(reminder))?.last;
  if (last) {
    const isPast = last < wallOf(now, zone).slice(0, 10);
    return { kind: isPast ? 'passed' : 'last_day', when: sayDay(last, say) };
  }
  if (reminder.deadline) {
    const overMs = now.epochMilliseconds - dueAt(reminder, settings).epochMilliseconds;
    return { kind: overMs > LATE_MS ? 'passed' : 'deadline', when };
  }
  const late = lateness(reminder, settings, now);
  return { kind: held && late !== 'on_time' ? 'planned' : late, when };
}
