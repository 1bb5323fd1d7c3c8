import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import {
  CLAIM_PATIENCE_MS,
  carried,
  claim,
  decide,
  markHeld,
  markRefused,
  markSent,
  nextWake,
  openDeliveries,
  stepBack,
} from '#core/reminders/delivery.ts';
import { countingIds, reminder, somebody } from './person.ts';

/** Nine in the morning in Karachi, when the reminder of `reminder()` is due. */
const DUE = Temporal.Instant.from('2026-11-23T04:00:00Z');
const BEFORE = DUE.subtract({ seconds: 1 });

const telegram = {
  platform: 'telegram',
  user: '2',
  address: '2',
  refusal: null,
  seenAt: '2026-11-20T10:00:00Z',
} as const;

function claimed(person: Applicant): Applicant {
  return claim(person, { revision: 'revision01', now: DUE, early: false });
}

describe('an alarm', () => {
  const person = somebody({ reminders: [reminder()] });

  test.each([
    ['that is due is sent', person, 'revision01', DUE, false, 'send'],
    ['that is due is sent late too', person, 'revision01', DUE.add({ hours: 9 }), false, 'send'],
    ['that comes too soon waits', person, 'revision01', BEFORE, false, 'later'],
    ['that was brought forward does not wait', person, 'revision01', BEFORE, true, 'send'],
    ['of another revision is void', person, 'revision02', DUE, false, 'drop'],
    [
      'of a person on pause is dropped',
      somebody({ reminders: [reminder()], settings: { ...person.settings, paused: true } }),
      'revision01',
      DUE,
      false,
      'drop',
    ],
    [
      'of something done is void',
      somebody({ reminders: [reminder({ state: { kind: 'done', at: '2026-11-22T10:00:00Z' } })] }),
      'revision01',
      DUE,
      false,
      'drop',
    ],
  ] as const)('%s', (_, who, revision, now, early, kind) => {
    expect(decide(who, revision, now, early).kind).toBe(kind);
  });

  test('in quiet hours waits for their end', () => {
    const night = somebody({ reminders: [reminder({ at: '2026-11-23T23:00' })] });
    const decision = decide(night, 'revision01', Temporal.Instant.from('2026-11-23T18:00:00Z'), false);
    expect(decision).toMatchObject({ kind: 'later' });
    expect(decision.kind === 'later' && decision.at.toString()).toBe('2026-11-24T02:00:00Z');
  });
});

describe('a claim', () => {
  test('takes everything that is due into one delivery, and nothing else', () => {
    const person = somebody({
      reminders: [
        reminder(),
        reminder({ id: 'reminder02', revision: 'revision02', at: '2026-11-22T09:00' }),
        reminder({ id: 'reminder03', revision: 'revision03', at: '2026-11-23T09:02' }),
      ],
    });
    const ids = carried(claimed(person), 'revision01', 'discord').map(({ id }) => id);
    expect(ids).toEqual(['reminder01', 'reminder02']);
  });

  test('that was brought forward takes only what was asked for', () => {
    const person = somebody({
      reminders: [reminder(), reminder({ id: 'reminder02', revision: 'revision02' })],
    });
    const early = claim(person, { revision: 'revision01', now: DUE, early: true });
    expect(carried(early, 'revision01', 'discord').map(({ id }) => id)).toEqual(['reminder01']);
  });

  test('goes to the platform where the person was seen last among those that are open', () => {
    const person = somebody({ reminders: [reminder()] });
    const both = { ...person, identities: [...person.identities, telegram] };
    expect(openDeliveries(claimed(both))).toEqual([
      { delivery: 'revision01', platform: 'discord', soap: false },
    ]);
    const [discord] = person.identities;
    const closed = {
      ...both,
      identities: [{ ...discord, refusal: 'closed' as const, refusedAt: '2026-11-22T10:00:00Z' }, telegram],
    } as Applicant;
    expect(openDeliveries(claimed(closed))).toEqual([
      { delivery: 'revision01', platform: 'telegram', soap: false },
    ]);
  });

  test('a second alarm for the same reminder changes nothing', () => {
    const once = claimed(somebody({ reminders: [reminder()] }));
    expect(claimed(once)).toBe(once);
  });

  test('one SOAP deadline makes the whole delivery go first', () => {
    const person = somebody({
      reminders: [reminder(), reminder({ id: 'reminder02', revision: 'revision02', urgency: 'soap' })],
    });
    expect(openDeliveries(claimed(person))).toEqual([
      { delivery: 'revision01', platform: 'discord', soap: true },
    ]);
  });
});

describe('a delivery', () => {
  const person = claimed(somebody({ reminders: [reminder()] }));
  const sentAt = { now: DUE.add({ seconds: 3 }), address: 'dm7' };

  test('once sent is marked with how late it was, and the address is kept', () => {
    const sent = markSent(person, 'revision01', 'discord', sentAt);
    expect(sent.reminders[0]?.state).toEqual({
      kind: 'sent',
      platform: 'discord',
      at: sentAt.now.toString(),
      lateMs: 3000,
    });
    expect(sent.identities[0]).toMatchObject({ address: 'dm7', refusal: null });
  });

  test('is not late for having waited for the end of quiet hours', () => {
    const night = claim(somebody({ reminders: [reminder({ at: '2026-11-22T23:30' })] }), {
      revision: 'revision01',
      now: DUE,
      early: false,
    });
    const morning = Temporal.Instant.from('2026-11-23T02:00:00Z');
    const sent = markSent(night, 'revision01', 'discord', {
      now: morning.add({ seconds: 2 }),
      address: 'dm7',
    });
    expect(sent.reminders[0]?.state).toMatchObject({ kind: 'sent', lateMs: 2000 });
  });

  test('of which nothing is left marks nothing', () => {
    expect(markSent(person, 'revision02', 'discord', sentAt)).toBe(person);
  });

  test('refused for good goes to the other platform', () => {
    const both = { ...person, identities: [...person.identities, telegram] };
    const refused = markRefused(both, 'revision01', 'discord', { now: DUE, refusal: 'closed' });
    expect(openDeliveries(refused)).toEqual([{ delivery: 'revision01', platform: 'telegram', soap: false }]);
    expect(refused.identities[0]?.refusal).toBe('closed');
  });

  test('refused everywhere is held for the next visit', () => {
    const refused = markRefused(person, 'revision01', 'discord', { now: DUE, refusal: 'blocked' });
    expect(refused.reminders[0]?.state).toEqual({ kind: 'held', at: DUE.toString() });
  });

  test('whose message no platform takes is held', () => {
    expect(markHeld(person, 'revision01', DUE).reminders[0]?.state.kind).toBe('held');
  });
});

describe('while a delivery is stuck', () => {
  const OUTAGE = DUE.add({ minutes: 6 });
  const second = (change: Partial<Reminder> = {}) =>
    reminder({ id: 'reminder02', revision: 'revision02', at: '2026-11-23T09:05', ...change });
  /** The first is on its way since it was due, the second is due now. */
  const stuck = (change?: Partial<Reminder>) =>
    claimed(somebody({ reminders: [reminder(), second(change)] }));
  const claimSecond = (person: Applicant, now: Temporal.Instant): Applicant =>
    claim(person, { revision: 'revision02', now, early: false });
  const newId = countingIds();

  test('what comes due waits for it, and goes with it once it steps back', () => {
    const person = stuck();
    expect(claimSecond(person, OUTAGE)).toBe(person);
    const free = stepBack(person, 'revision01', OUTAGE, newId);
    expect(free.reminders.map(({ state }) => state.kind)).toEqual(['waiting', 'waiting']);
    expect(free.reminders[0]?.revision).not.toBe('revision01');
    expect(carried(claimSecond(free, OUTAGE), 'revision02', 'discord')).toHaveLength(2);
  });

  test('SOAP overtakes everything but SOAP', () => {
    expect(openDeliveries(claimSecond(stuck({ urgency: 'soap' }), OUTAGE))).toHaveLength(2);
    const both = claimed(
      somebody({ reminders: [reminder({ urgency: 'soap' }), second({ urgency: 'soap' })] }),
    );
    expect(claimSecond(both, OUTAGE)).toBe(both);
  });

  test('a short silence makes nothing wait, and takes nothing back', () => {
    const soon = DUE.add({ minutes: 5 });
    const person = stuck();
    expect(openDeliveries(claimSecond(person, soon))).toHaveLength(2);
    expect(stepBack(person, 'revision01', soon, newId)).toBe(person);
  });

  test('with nothing to join it goes on under its own name, so that a repeat is recognised', () => {
    const alone = claimed(somebody({ reminders: [reminder(), second({ at: '2026-11-23T10:00' })] }));
    expect(stepBack(alone, 'revision01', OUTAGE, newId)).toBe(alone);
  });

  test('of two that are stuck one steps back and the other takes all', () => {
    const two = claimSecond(stuck(), DUE.add({ minutes: 5 }));
    const later = DUE.add({ hours: 1 });
    const one = stepBack(two, 'revision01', later, newId);
    expect(openDeliveries(one).map(({ delivery }) => delivery)).toEqual(['revision02']);
    const [first] = one.reminders;
    const waits = claim(one, {
      revision: first?.revision ?? '',
      now: later,
      early: false,
    });
    expect(waits).toBe(one);
    expect(openDeliveries(stepBack(one, 'revision02', later, newId))).toEqual([]);
  });
});

describe('the next reading of a record', () => {
  test.each([
    ['is when the next reminder may be said', somebody({ reminders: [reminder()] }), DUE.epochMilliseconds],
    [
      'is soon after an open claim',
      claimed(somebody({ reminders: [reminder()] })),
      DUE.epochMilliseconds + CLAIM_PATIENCE_MS,
    ],
    ['is never, with nothing to come', somebody(), null],
    [
      'is never on pause',
      somebody({ reminders: [reminder()], settings: { ...somebody().settings, paused: true } }),
      null,
    ],
  ])('%s', (_, person, at) => {
    expect(nextWake(person)).toBe(at);
  });
});
