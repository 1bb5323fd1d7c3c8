import { Temporal } from 'temporal-polyfill';
import type { NewId } from '#core/id.ts';
import { comingInterviews, startOf } from '#core/interview/planned.ts';
import { dueNow, practisedOf } from '#core/interview/schedule.ts';
import type { InterviewRules } from '#core/knowledge/interview.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { waitingFor } from '#core/reminders/change.ts';
import { isPractice, type PracticeReminder } from '#core/reminders/kinds/practice.ts';
import { capped, isSettled, newReminder } from '#core/reminders/schedule.ts';
import { instantOf, todayIn, wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/**
 * Keeps one reminder of practice for the next day on which a question is due, if the person asked for any. Each question
 * that is due is said once: only practice, or another one, brings it up again. Idempotent: returns the same object when
 * nothing changes.
 */
export function withPracticeReminders(
  person: Applicant,
  rules: InterviewRules,
  now: Temporal.Instant,
  newId: NewId,
): Applicant {
  const old = person.reminders.filter(isPractice);
  if (old.length === 0 && person.interviewing.remindAt === null) return person;
  const open = old.filter((reminder) => !isSettled(reminder));
  const isNothingDue = dueNow(person, rules, now).length === 0;
  const next = nextPractice(person, rules, now);
  const clock = wallOf(now, zoneOf(person.settings));
  const kept = old.flatMap((reminder): PracticeReminder[] => {
    if (isSettled(reminder)) return [reminder];
    if (isSaid(reminder)) return isNothingDue ? settled(reminder, now) : [reminder];
    // It is its time, so it is about to be said.
    if (!isNothingDue && reminder.at <= clock && !isPractised(person, now)) return [reminder];
    if (next === null) return [];
    const { on, at } = next;
    return reminder.at === at
      ? [reminder]
      : [waitingFor({ ...reminder, about: { kind: 'practice', on } }, { at, snoozedTo: null }, newId)];
  });
  const isWaiting = open.some(({ state }) => state.kind === 'waiting');
  const about = next && ({ kind: 'practice', on: next.on } as const);
  const added = about && !isWaiting ? [{ ...newReminder(about, next.at, newId), about }] : [];
  const isSame =
    added.length === 0 && kept.length === old.length && kept.every((one, index) => one === old[index]);
  if (isSame) return person;
  const others = person.reminders.filter((reminder) => !isPractice(reminder));
  return { ...person, reminders: capped([...others, ...kept, ...added]) };
}

/** The next day and time at which practice is said: never twice on a day, and never once the interview has begun. */
function nextPractice(
  person: Applicant,
  rules: InterviewRules,
  now: Temporal.Instant,
): { readonly on: string; readonly at: string } | null {
  const { remindAt } = person.interviewing;
  if (remindAt === null) return null;
  const zone = zoneOf(person.settings);
  const today = todayIn(now, zone).toString();
  const told = toldDays(person.reminders);
  const lastTold = told.toSorted().at(-1) ?? '';
  const due = practisedOf(person, rules, now).find((one) => one.due > lastTold)?.due;
  if (due === undefined) return null;
  const isLate = isPractised(person, now) || wallOf(now, zone).slice(11) >= remindAt;
  const first = isLate ? Temporal.PlainDate.from(today).add({ days: 1 }).toString() : today;
  const [, on = first] = [due, first].toSorted();
  const at = `${on}T${remindAt}`;
  const start = comingInterviews(person, now)
    .map(startOf)
    .find((one) => one !== null);
  const isAfter = start && Temporal.Instant.compare(instantOf(at, zone), start) >= 0;
  return isAfter ? null : { on, at };
}

/** Something was practised on the day that it is now. */
function isPractised({ interviewing, settings }: Applicant, now: Temporal.Instant): boolean {
  const zone = zoneOf(settings);
  const today = todayIn(now, zone);
  return interviewing.attempts.some(({ at }) => todayIn(Temporal.Instant.from(at), zone).equals(today));
}

/** The days on which it was said. */
function toldDays(reminders: readonly Reminder[]): readonly string[] {
  return reminders.filter(isPractice).flatMap((one) => (isSaid(one) || isSettled(one) ? [one.about.on] : []));
}

/** It was said, is being said, or was put off by whoever read it. */
function isSaid({ state, snoozedTo }: PracticeReminder): boolean {
  return state.kind !== 'waiting' || snoozedTo !== null;
}

function settled(reminder: PracticeReminder, now: Temporal.Instant): PracticeReminder[] {
  if (reminder.state.kind === 'claimed') return [reminder];
  if (reminder.state.kind === 'waiting') return [];
  return [{ ...reminder, state: { kind: 'done', at: now.toString() } }];
}
