import { expect, test } from 'vitest';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { carried, claim, markSent } from '#core/reminders/delivery.ts';
import { instantOf } from '#core/time/wall.ts';
import { reminder, somebody } from './person.ts';

const NINE = instantOf('2026-11-24T09:00', 'Asia/Karachi');
const at = (time: string, change: Partial<Reminder> = {}): Reminder =>
  reminder({ id: `reminder${time}`, revision: `revision${time}`, at: `2026-11-24T${time}`, ...change });
const SOAP = {
  about: { kind: 'soap', year: 2027, moment: 'opens', instant: '2026-11-24T04:01:00Z' },
} as const;

/** What one delivery takes along that the nine o'clock alarm begins. */
function together(
  others: readonly Reminder[],
  change: Partial<Applicant> = {},
  now = NINE,
  early = false,
): readonly string[] {
  const person = somebody({ reminders: [at('09:00'), ...others], ...change });
  const claimed = claim(person, { revision: 'revision09:00', now, early });
  return carried(claimed, 'revision09:00', 'discord').map((one) => one.at.slice(11));
}

test.each([
  ['at the same minute', [at('09:00', { id: 'twin', revision: 'twin' })], ['09:00', '09:00']],
  ['a minute later', [at('09:01')], ['09:00', '09:01']],
  ['two minutes later', [at('09:02')], ['09:00']],
  ['snoozed into that minute', [at('08:00', { snoozedTo: '2026-11-24T09:01' })], ['09:00', '08:00']],
  ['snoozed out of it', [at('09:01', { snoozedTo: '2026-11-24T10:00' })], ['09:00']],
  ['said already', [at('09:01', { state: { kind: 'done', at: NINE.toString() } })], ['09:00']],
  ['a moment of Match Week that is still to come', [at('09:01', SOAP)], ['09:00']],
  ['a moment of Match Week that is here', [at('09:00', { ...SOAP, revision: 'soap' })], ['09:00', '09:00']],
])('%s', (_, others, expected) => {
  expect(together(others)).toEqual(expected);
});

test('one that is asked for early comes alone', () => {
  expect(together([at('09:01')], {}, NINE.subtract({ hours: 1 }), true)).toEqual(['09:00']);
});

test('what waits for the end of quiet hours is not woken with what does not', () => {
  const { settings } = somebody();
  const quiet = { settings: { ...settings, quiet: { from: '08:59', to: '09:30' } } };
  const urgent = at('09:00', { ...SOAP, urgency: 'soap' });
  const person = somebody({ reminders: [urgent, at('09:01')], ...quiet });
  const claimed = claim(person, {
    revision: urgent.revision,
    now: NINE,
    early: false,
  });
  expect(carried(claimed, urgent.revision, 'discord')).toHaveLength(1);
});

test('however close they are, two messages are never within a minute', () => {
  const minutes = Array.from({ length: 30 }, (_, index) => (index * 7) % 20);
  let person = somebody({
    reminders: minutes.map((minute, index) =>
      at(`09:${String(minute).padStart(2, '0')}`, { id: `reminder${index}`, revision: `revision${index}` }),
    ),
  });
  const said: number[] = [];
  for (let second = 0; second <= 1200; second += 1) {
    const now = NINE.add({ seconds: second });
    for (const { revision, state } of person.reminders) {
      if (state.kind !== 'waiting') continue;
      const claimed = claim(person, { revision, now, early: false });
      if (claimed === person) continue;
      person = markSent(claimed, revision, 'discord', { now, address: '1' });
      said.push(second);
    }
  }
  expect(person.reminders.every(({ state }) => state.kind === 'sent')).toBe(true);
  expect(said.slice(1).every((second, index) => second - (said[index] ?? 0) > 60)).toBe(true);
});
