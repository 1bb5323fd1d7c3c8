import { Temporal } from 'temporal-polyfill';
import type { NewId } from '#core/id.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder, Series } from '#core/record/reminder.ts';
import { waitingFor, withReminders } from '#core/reminders/change.ts';
import { capped, settle } from '#core/reminders/schedule.ts';
import { nextDay, type Rule } from '#core/time/rule.ts';
import { instantOf, wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

type Recurring = Reminder & { readonly series: Series };

/**
 * The first day of a new series: today, if its time is still to come.
 * @param named whether a day was named: then it starts on the next such day, otherwise intervals count from today
 */
export function firstDay(
  rule: Rule,
  time: string,
  now: Temporal.Instant,
  zone: string,
  named = true,
): Temporal.PlainDate {
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const counted = named ? everyTime(rule) : rule;
  return dayAfter(counted, time, today, today.subtract({ days: 1 }), now, zone);
}

/** The same rule without its interval: every week or month. */
function everyTime(rule: Rule): Rule {
  switch (rule.every) {
    case 'week':
      return { ...rule, weeks: 1 };
    case 'month':
      return { ...rule, months: 1 };
    case 'day':
      return rule;
    default:
      return rule satisfies never;
  }
}

/**
 * Continues every series. Once an occurrence was sent, answered, snoozed or moved, it becomes a single reminder, and the
 * next one waits at the series' own time, so no answer ever shifts the series. An unanswered occurrence is skipped once
 * the one after it was sent. Returns the same object when nothing changes.
 */
export function withSeries(person: Applicant, now: Temporal.Instant, newId: NewId): Applicant {
  const done = person.reminders.filter(
    (one): one is Recurring => one.series !== undefined && !isOnCourse(one),
  );
  if (done.length === 0) return person;
  const zone = zoneOf(person.settings);
  const next = done.map((one) => occurrence(one, dayFrom(one.series, now, zone), newId));
  const stale = new Set(done.map(({ series }) => series.before));
  const kept = person.reminders.map((one): Reminder => {
    const isUnanswered = one.state.kind === 'sent' || one.state.kind === 'held';
    if (stale.has(one.id) && isUnanswered) return { ...one, state: { kind: 'skipped', at: now.toString() } };
    return done.some(({ id }) => id === one.id) ? once(one) : one;
  });
  return { ...person, reminders: capped([...next, ...kept]) };
}

/** Moves a series to another time of day (`HH:mm`), starting with the waiting occurrence if that time is still to come. */
export function retimed(
  person: Applicant,
  id: string,
  time: string,
  now: Temporal.Instant,
  newId: NewId,
): Applicant {
  const zone = zoneOf(person.settings);
  return withReminders(person, (one) => {
    if (one.id !== id || !isRecurring(one)) return one;
    const series = { ...one.series, time };
    const isToCome = Temporal.Instant.compare(instantOf(`${series.on}T${time}`, zone), now) > 0;
    const on = isToCome ? series.on : dayFrom(series, now, zone).toString();
    return waitingFor({ ...one, series: { ...series, on } }, { at: `${on}T${time}`, snoozedTo: null }, newId);
  });
}

/** Ends a series, including the occurrence that is waiting. */
export function ended(person: Applicant, id: string, now: Temporal.Instant): Applicant {
  const single = withReminders(person, (one) => (one.id === id ? once(one) : one));
  return settle(single, id, 'skipped', now);
}

/** The occurrence after this one, if it was part of a series. */
export function successorOf(person: Applicant, id: string): Reminder | undefined {
  return person.reminders.find(({ series }) => series?.before === id);
}

/** The same reminder without its series. */
function once({ series: _, ...reminder }: Reminder): Reminder {
  return reminder;
}

export function isRecurring(reminder: Reminder): reminder is Recurring {
  return reminder.series !== undefined;
}

/** True while it waits at the series' own time or is being delivered. */
function isOnCourse({ state, at, snoozedTo, series }: Reminder): boolean {
  const isOpen = state.kind === 'waiting' || state.kind === 'claimed';
  return isOpen && snoozedTo === null && at === `${series?.on}T${series?.time}`;
}

function occurrence(before: Recurring, day: Temporal.PlainDate, newId: NewId): Reminder {
  const { about, urgency, series, deadline } = before;
  return {
    ...(deadline ? { deadline } : {}),
    id: newId(),
    revision: newId(),
    about,
    at: `${day}T${series.time}`,
    snoozedTo: null,
    urgency,
    state: { kind: 'waiting' },
    series: { ...series, on: day.toString(), before: before.id },
  };
}

function dayFrom({ rule, time, from, on }: Series, now: Temporal.Instant, zone: string): Temporal.PlainDate {
  const [start, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(on)];
  return dayAfter(rule, time, start, last, now, zone);
}

/** The first day of the rule after `last` whose time is still to come. Missed days are not made up for. */
function dayAfter(
  rule: Rule,
  time: string,
  from: Temporal.PlainDate,
  last: Temporal.PlainDate,
  now: Temporal.Instant,
  zone: string,
): Temporal.PlainDate {
  const yesterday = Temporal.PlainDate.from(wallOf(now, zone).slice(0, 10)).subtract({ days: 1 });
  const after = Temporal.PlainDate.compare(last, yesterday) < 0 ? yesterday : last;
  const day = nextDay(rule, from, after);
  const isToCome = Temporal.Instant.compare(instantOf(`${day}T${time}`, zone), now) > 0;
  return isToCome ? day : nextDay(rule, from, day);
}
