import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Applicant } from '#core/record/applicant.ts';
import { takeHeld, withHeldLeft, withHeldShown } from '#core/reminders/held.ts';
import { reminder, somebody } from './person.ts';

const AT = '2026-11-22T10:00:00Z';
const NOW = Temporal.Instant.from('2026-11-23T10:00:00Z');
const someone = somebody({ reminders: [reminder({ state: { kind: 'held', at: AT } })] });

describe('what was held', () => {
  test('is taken by one answer at a time', () => {
    const { held, taken } = takeHeld(someone, NOW);
    expect(held).toHaveLength(1);
    expect(takeHeld(taken, NOW.add({ seconds: 90 })).held).toEqual([]);
  });

  test('counts as sent when it was shown, and not before', () => {
    const { held, taken } = takeHeld(someone, NOW);
    expect(taken.reminders[0]?.state.kind).toBe('held');
    expect(withHeldShown(taken, held, 'discord', NOW).reminders[0]?.state).toEqual({
      kind: 'sent',
      platform: 'discord',
      at: NOW.toString(),
      lateMs: 0,
    });
  });

  test('waits for the next visit when it was not shown', () => {
    const { held, taken } = takeHeld(someone, NOW);
    expect(withHeldLeft(taken, held)).toEqual(someone);
  });

  test('is said again when the process that was showing it died', () => {
    const { taken } = takeHeld(someone, NOW);
    expect(takeHeld(taken, NOW.add({ minutes: 3 })).held).toHaveLength(1);
  });

  test('that was answered meanwhile is left as it is', () => {
    const { held, taken } = takeHeld(someone, NOW);
    const done: Applicant = {
      ...taken,
      reminders: taken.reminders.map((one) => ({ ...one, state: { kind: 'done', at: AT } })),
    };
    expect(withHeldShown(done, held, 'discord', NOW)).toBe(done);
    expect(withHeldLeft(done, held)).toBe(done);
  });
});
