import type { Temporal } from 'temporal-polyfill';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import type { Timing } from '#core/reminders/kinds/kind.ts';
import { kindOf } from '#core/reminders/kinds.ts';
import { LATE_MS, lateness } from '#core/reminders/late.ts';
import { dueAt } from '#core/reminders/wake.ts';
import type { Say } from '#core/text.ts';
import { sayWall } from '#core/time/say.ts';
import { zoneOf } from '#core/time/zone.ts';

/** What one message says. */
export interface Due {
  readonly person: Applicant;
  readonly reminders: readonly Reminder[];
  readonly now: Temporal.Instant;
  /** True when it was held until this visit because no platform could be reached. */
  readonly held?: boolean;
}

/** A reminder and what to say about its time. */
export interface Timed extends Timing {
  readonly reminder: Reminder;
}

/** Sorted: SOAP first, then by time, with past moments at the end. */
export function timed(due: Due, knowledge: Knowledge, say: Say): readonly Timed[] {
  const rank = ({ reminder: { urgency, snoozedTo, at }, kind }: Timed): string =>
    `${kind === 'over' ? 2 : Number(urgency !== 'soap')} ${snoozedTo ?? at}`;
  return due.reminders
    .map((reminder) => ({ reminder, ...timing(due, reminder, knowledge, say) }))
    .toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

function timing({ person, now, held }: Due, reminder: Reminder, knowledge: Knowledge, say: Say): Timing {
  const { state, deadline } = reminder;
  const { settings } = person;
  const when = sayWall(reminder.snoozedTo ?? reminder.at, zoneOf(settings), now, say);
  if (state.kind === 'claimed' && state.early) return { kind: 'early', when };
  const special = kindOf(reminder).timing(reminder, { person, knowledge, now, say });
  if (special) return special;
  if (deadline) {
    const overMs = now.epochMilliseconds - dueAt(reminder, settings).epochMilliseconds;
    return { kind: overMs > LATE_MS ? 'passed' : 'deadline', when };
  }
  const late = lateness(reminder, settings, now);
  return { kind: held && late !== 'on_time' ? 'planned' : late, when };
}
