import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '#core/record/applicant.ts';
import { stepOf } from '#core/reminders/kinds/step.ts';
import { move, settle, snooze, upcoming, withPlanReminders, withSettings } from '#core/reminders/schedule.ts';
import { findZones } from '#core/time/find-zones.ts';
import { countingIds, reminder, somebody, step } from './person.ts';

const NOW = Temporal.Instant.from('2026-11-22T10:00:00Z');
const plan = (steps: readonly ReturnType<typeof step>[]) => ({
  ...somebody(),
  plan: { ...emptyPlan(), steps: [...steps] },
});

function emptyPlan() {
  return { madeAt: '2026-11-22T10:00:00Z', path: 'delay', steps: [] } as unknown as NonNullable<
    ReturnType<typeof somebody>['plan']
  >;
}

describe('reminders of a plan', () => {
  test('speak up at nine on the day of their step', () => {
    const person = withPlanReminders(plan([step({ on: '2026-12-01' })]), NOW, countingIds());
    expect(person.reminders.map(({ at }) => at)).toEqual(['2026-12-01T09:00']);
  });

  test('of today, past nine, speak up in half an hour', () => {
    const person = withPlanReminders(plan([step({ on: '2026-11-22' })]), NOW, countingIds());
    expect(person.reminders[0]?.at).toBe('2026-11-22T15:30');
  });

  test('of today, late in the evening, wait until quiet hours end', () => {
    const late = Temporal.Instant.from('2026-11-22T16:45:00Z');
    const person = withPlanReminders(plan([step({ on: '2026-11-22' })]), late, countingIds());
    expect(person.reminders[0]?.at).toBe('2026-11-23T07:00');
  });

  test('are added once, and let go with their step', () => {
    const newId = countingIds();
    const once = withPlanReminders(plan([step(), step({ id: 'steppppp02' })]), NOW, newId);
    expect(withPlanReminders(once, NOW, newId).reminders).toEqual(once.reminders);
    const dropped = {
      ...once,
      plan: { ...emptyPlan(), steps: [step({ state: 'dropped' }), step({ id: 'steppppp02' })] },
    };
    expect(withPlanReminders(dropped, NOW, newId).reminders.map(stepOf)).toEqual(['steppppp02']);
  });

  test('at the cap, the oldest settled ones make room', () => {
    const done = { kind: 'done', at: '2026-11-22T10:00:00Z' } as const;
    const many = Array.from({ length: LIMITS.reminders }, (_, index) =>
      reminder({
        id: `r${String(index).padStart(9, '0')}`,
        about: { kind: 'step', step: `s${index}` },
        state: done,
      }),
    );
    const person = withPlanReminders({ ...plan([step()]), reminders: many }, NOW, countingIds());
    expect(person.reminders).toHaveLength(LIMITS.reminders);
    expect(person.reminders[0]?.id).toBe('r000000001');
    expect(person.reminders.map(stepOf).at(-1)).toBe('steppppp01');
  });
});

describe('answers to a reminder', () => {
  const person = { ...plan([step()]), reminders: [reminder()] };

  test.each([
    ['done', 'done'],
    ['skipped', 'dropped'],
  ] as const)('%s settles the step too', (as, state) => {
    const settled = settle(person, 'reminder01', as, NOW);
    expect(settled.reminders[0]?.state.kind).toBe(as);
    expect(settled.plan?.steps[0]?.state).toBe(state);
    expect(upcoming(settled)).toEqual([]);
  });

  test('a snooze stands beside the planned time and voids the old alarm', () => {
    const [snoozed] = snooze(person, 'reminder01', '2026-11-23T10:00', countingIds()).reminders;
    expect(snoozed).toMatchObject({
      at: '2026-11-23T09:00',
      snoozedTo: '2026-11-23T10:00',
      revision: 'id000001',
    });
  });

  test('a move takes the plan step along', () => {
    const moved = move(person, 'reminder01', '2026-12-05T18:30', countingIds());
    expect(moved.reminders[0]).toMatchObject({
      at: '2026-12-05T18:30',
      snoozedTo: null,
      revision: 'id000001',
    });
    expect(moved.plan?.steps[0]?.on).toBe('2026-12-05');
  });

  test('of somebody else changes nothing', () => {
    expect(settle(person, 'reminder99', 'done', NOW)).toBe(person);
  });

  test('a new time zone voids every alarm and keeps every wall-clock time', () => {
    const moved = withSettings(person, { zone: 'America/New_York' }, countingIds());
    expect(moved.reminders[0]).toMatchObject({ at: '2026-11-23T09:00', revision: 'id000001' });
  });
});

describe('finding a time zone', () => {
  test.each([
    ['karachi', 'Asia/Karachi'],
    ['  New York ', 'America/New_York'],
    ['america/new_york', 'America/New_York'],
    ['Lahore', 'Asia/Karachi'],
    ['São Paulo', 'America/Sao_Paulo'],
    ['utc', 'UTC'],
  ])('%s', (typed, zone) => {
    expect(findZones(typed)[0]?.value).toBe(zone);
  });

  test.each(['EST', 'PST', '', '🙂', 'xyzzy', '\u0000'])('nothing for %j', (typed) => {
    expect(findZones(typed)).toEqual([]);
  });

  test('never more than Discord shows', () => {
    expect(findZones('a').length).toBeLessThanOrEqual(25);
  });
});
