import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { readPhrase } from '#core/reminders/phrase/phrase.ts';

const NOW = Temporal.Instant.from('2026-11-22T14:20:30Z');

test.each([
  ['in two weeks at 9 to email Dr. Lee', '2026-12-06T09:00', 'email Dr. Lee'],
  ['remind me tomorrow at 9 to email Dr. Lee', '2026-11-23T09:00', 'email Dr. Lee'],
  ['Please remind me in a week about the letter to Dr. Lee', '2026-11-29T09:00', 'the letter to Dr. Lee'],
  ['friday at noon that ECFMG answers by now', '2026-11-27T12:00', 'ECFMG answers by now'],
  ['tomorrow at ten to nine to call', '2026-11-23T08:50', 'call'],
  ['tomorrow at quarter to 10 to call', '2026-11-23T09:45', 'call'],
  ['tomorrow at 10 to call the 5 programs', '2026-11-23T10:00', 'call the 5 programs'],
  ['tomorrow at 9, to call', '2026-11-23T09:00', 'call'],
  ['tomorrow to call at 5', '2026-11-23T09:00', 'call at 5'],
  ['tomorrow at 9 to **bold** <b> @everyone', '2026-11-23T09:00', '**bold** <b> @everyone'],
  ['tomorrow at 9\nto call', '2026-11-23T09:00', 'call'],
  ['tomorrow at 9', '2026-11-23T09:00', null],
  ['tomorrow at 9 to', '2026-11-23T09:00', null],
  ['tomorrow at 9 to ?!', '2026-11-23T09:00', null],
])('%s', (phrase, wall, what) => {
  expect(readPhrase(phrase, NOW, 'UTC')).toMatchObject({ what, when: { kind: 'when', wall } });
});

test.each([
  ['in two weeks at 9 email Dr. Lee', 'unknown', 'email'],
  ['to email Dr. Lee tomorrow', 'no_time', ''],
  ['in about two weeks to call', 'unknown', 'in'],
  ['friday from 9 to 10 to call', 'unknown', 'from'],
  ['whenever to call', 'unknown', 'whenever'],
])('%s is refused', (phrase, why, word) => {
  expect(readPhrase(phrase, NOW, 'UTC').when).toEqual({ kind: 'refused', why, word });
});

test.each([
  ['by friday at 23:30 to submit', true, '2026-11-27T23:30'],
  ['remind me by tomorrow at noon to submit', true, '2026-11-23T12:00'],
  ['friday at 23:30 to stop by the office', false, '2026-11-27T23:30'],
])('%s: a deadline is %s', (phrase, deadline, wall) => {
  expect(readPhrase(phrase, NOW, 'UTC')).toMatchObject({ deadline, when: { kind: 'when', wall } });
});

test('by an amount of time is no deadline', () => {
  expect(readPhrase('by in 2 hours to call', NOW, 'UTC').when).toMatchObject({ why: 'unknown', word: 'by' });
});
