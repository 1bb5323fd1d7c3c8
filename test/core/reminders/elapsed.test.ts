import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { reminderSchema } from '#core/record/reminder.ts';
import { unsnoozed } from '#core/reminders/change.ts';
import { withElapsedTimes } from '#core/reminders/elapsed.ts';
import { withAllowed, withOwnReminder } from '#core/reminders/own.ts';
import { readPhrase } from '#core/reminders/phrase/phrase.ts';
import { move, settle, snooze, snoozeUntil, withSettings } from '#core/reminders/schedule.ts';
import { dueAt } from '#core/reminders/wake.ts';
import { countingIds, reminder, somebody } from './person.ts';

const NOW = Temporal.Instant.from('2026-11-22T10:00:30.250Z');
const newId = countingIds();

/** Somebody in Karachi (UTC+5) who has just said this. */
function told(phrase: string, now = NOW, zone = 'Asia/Karachi'): Applicant {
  const person = withSettings(somebody(), { zone, quiet: null }, newId);
  const { what, when, deadline } = readPhrase(phrase, now, zone);
  if (when.kind === 'refused' || what === null) throw new Error(`${phrase} was refused`);
  const { wall, instant, rule } = when;
  const grown = withOwnReminder(person, { text: what, at: wall, instant, rule, deadline }, newId);
  if (!grown) throw new Error('no room');
  return grown;
}

function only({ reminders }: Applicant): Reminder {
  const [one] = reminders;
  if (!one) throw new Error('no reminder');
  return one;
}

const due = (person: Applicant) => dueAt(only(person), person.settings).toString();
const moved = (person: Applicant, zone: string) => withElapsedTimes(withSettings(person, { zone }, newId));

describe('what was said as elapsed time', () => {
  test('is due within a second of it, never before, while people read the wall clock', () => {
    const person = told('in 1 minute to call');
    expect(due(person)).toBe('2026-11-22T10:01:31Z');
    expect(only(person).at).toBe('2026-11-22T15:01');
  });

  test('stays where it is when the person changes zone; what people read follows their clock', () => {
    const person = moved(told('in 2 hours to call'), 'America/New_York');
    expect(due(person)).toBe('2026-11-22T12:00:31Z');
    expect(only(person).at).toBe('2026-11-22T07:00');
    expect(withElapsedTimes(person)).toBe(person);
  });

  test.each([
    ['forward', '2027-03-14T06:30:10Z', '2027-03-14T07:30:10Z', '2027-03-14T03:30'],
    ['back', '2027-11-07T05:30:10Z', '2027-11-07T06:30:10Z', '2027-11-07T01:30'],
  ])('is an hour long when clocks go %s', (_, now, at, wall) => {
    const person = told('in an hour to call', Temporal.Instant.from(now), 'America/New_York');
    expect(due(person)).toBe(at);
    expect(only(person).at).toBe(wall);
  });

  test('is kept by the record, and records from before it load', () => {
    const one = only(told('in an hour to call'));
    expect(reminderSchema.parse(JSON.parse(JSON.stringify(one)))).toEqual(one);
    expect(reminderSchema.parse(reminder())).toEqual(reminder());
  });

  test('gives way to a wall clock when it is moved or put off to one', () => {
    const person = told('in an hour to call');
    const wall = '2026-11-23T09:00';
    for (const changed of [
      move(person, only(person).id, wall, newId),
      snooze(person, only(person).id, wall, newId),
    ]) {
      expect(due(changed)).toBe('2026-11-23T04:00:00Z');
      expect(due(moved(changed, 'UTC'))).toBe('2026-11-23T09:00:00Z');
    }
  });
});

describe('a snooze of an hour', () => {
  const person = told('tomorrow at 9 to call');
  const snoozed = snoozeUntil(person, only(person).id, NOW.add({ hours: 1 }), newId);

  test('is an hour to the second, in any zone', () => {
    expect(only(snoozed).snoozedTo).toBe('2026-11-22T16:00');
    expect(due(snoozed)).toBe('2026-11-22T11:00:31Z');
    const away = moved(snoozed, 'UTC');
    expect(due(away)).toBe('2026-11-22T11:00:31Z');
    expect(only(away)).toMatchObject({ at: '2026-11-23T09:00', snoozedTo: '2026-11-22T11:00' });
  });

  test('ends with the snooze: the planned time counts again', () => {
    expect(dueAt(unsnoozed(only(snoozed)), snoozed.settings).toString()).toBe('2026-11-23T04:00:00Z');
    expect(due(withAllowed(snoozed, only(snoozed).id, 'reply', newId))).toBe('2026-11-23T04:00:00Z');
    const done = moved(settle(snoozed, only(snoozed).id, 'done', NOW), 'UTC');
    expect(only(done).at).toBe('2026-11-23T09:00');
  });
});
