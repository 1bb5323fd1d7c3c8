import { Temporal } from 'temporal-polyfill';
import { gate } from '#core/gate/gate.ts';
import type { NewId } from '#core/id.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { withAgreements } from '#core/reminders/agreements.ts';
import { waitingFor, withReminders } from '#core/reminders/change.ts';
import { withDeadlines } from '#core/reminders/deadlines.ts';
import { withElapsedTimes } from '#core/reminders/elapsed.ts';
import { withFollowUps } from '#core/reminders/follow-ups.ts';
import { withInterviewReminders } from '#core/reminders/interviews.ts';
import { kindOf } from '#core/reminders/kinds.ts';
import { withSoapReminders } from '#core/reminders/moments.ts';
import { withPracticeReminders } from '#core/reminders/practice.ts';
import { withEvenings } from '#core/reminders/promise.ts';
import { withSeries } from '#core/reminders/series.ts';
import { withStudy } from '#core/reminders/study.ts';
import { wakeAt } from '#core/reminders/wake.ts';
import { MORNING, wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/**
 * Brings the reminders in line with the calendar and the rules as they are now: series continue, Match Week follows the
 * season file, follow-ups follow the logs of the people, checks follow the routine of study, rules for sitting an exam follow the log, and nothing waiting, in delivery or held asks for a contact that is forbidden. Idempotent: returns the same
 * object when nothing changes. Runs on every visit and change, before every delivery, and in the sweep.
 */
export function inStep(
  person: Applicant,
  knowledge: Knowledge,
  now: Temporal.Instant,
  newId: NewId,
): Applicant {
  const asked = withEvenings(withSeries(withElapsedTimes(person), now, newId), knowledge.pacing, now, newId);
  const met = withInterviewReminders(asked, now, newId);
  const practised = withPracticeReminders(met, knowledge.interviewRules, now, newId);
  const planned = withDeadlines(practised, newId);
  const soap = withSoapReminders(planned, knowledge, now, newId);
  const studied = withStudy(withFollowUps(soap, knowledge, now, newId), knowledge, now, newId);
  const followed = withAgreements(studied, knowledge, now, newId);
  return withReminders(followed, (reminder) => {
    const held = heldBack(reminder, followed, knowledge, now);
    return held ? waitingFor(reminder, { snoozedTo: held.until }, newId) : reminder;
  });
}

/**
 * Why a reminder may not be said at its time, and the first morning on which it may, wall clock in the person's zone; null
 * when no rule is in its way.
 */
export function heldBack(
  reminder: Reminder,
  person: Applicant,
  knowledge: Knowledge,
  now: Temporal.Instant,
): { readonly says: string; readonly until: string } | null {
  const action = kindOf(reminder).action({ person, knowledge });
  const said = action && whenSaid(reminder, person, now);
  if (!action || !said) return null;
  const verdict = gate(action, person, knowledge, said);
  if (verdict.allowed || !verdict.liftsAt) return null;
  return { says: verdict.says, until: nextMorning(verdict.liftsAt, zoneOf(person.settings)) };
}

/** When it will be said: at its time, or now if that has passed. Null when it has been said or settled. */
function whenSaid(reminder: Reminder, person: Applicant, now: Temporal.Instant): Temporal.Instant | null {
  switch (reminder.state.kind) {
    case 'waiting': {
      const at = wakeAt(reminder, person.settings);
      return Temporal.Instant.compare(at, now) > 0 ? at : now;
    }
    case 'claimed':
    case 'held':
      return now;
    case 'sent':
    case 'done':
    case 'skipped':
      return null;
    default:
      return reminder.state satisfies never;
  }
}

/** The first nine o'clock after an instant, as a wall-clock time in `zone`. */
function nextMorning(after: Temporal.Instant, zone: string): string {
  const [day = ''] = wallOf(after, zone).split('T');
  const morning = `${day}T${MORNING}`;
  return wallOf(after, zone) < morning
    ? morning
    : `${Temporal.PlainDate.from(day).add({ days: 1 })}T${MORNING}`;
}
