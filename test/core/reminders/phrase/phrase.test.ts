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
  ['to email Dr. Lee in two weeks at 9', '2026-12-06T09:00', 'email Dr. Lee'],
  ['remind me to call home, tomorrow at 5pm.', '2026-11-23T17:00', 'call home'],
  ['to call home 5pm tomorrow', '2026-11-23T17:00', 'call home'],
  ['to read chapter 9 tomorrow', '2026-11-23T09:00', 'read chapter 9'],
  ['to meet on campus tomorrow at 9', '2026-11-23T09:00', 'meet on campus'],
  ['to register for step 2 on dec 5', '2026-12-05T09:00', 'register for step 2'],
  ['to call the office every friday at 9', '2026-11-27T09:00', 'call the office'],
  ['about the letter tonight', '2026-11-22T21:00', 'the letter'],
  ['monday to friday at 9 to study', '2026-11-23T09:00', 'study'],
  ['in about two weeks to call', '2026-12-06T09:00', 'call'],
  ['tomorrow at 9', '2026-11-23T09:00', null],
  ['tomorrow at 9 to', '2026-11-23T09:00', null],
  ['tomorrow at 9 to ?!', '2026-11-23T09:00', null],
])('%s', (phrase, wall, what) => {
  expect(readPhrase(phrase, NOW, 'UTC')).toMatchObject({ what, when: { kind: 'when', wall } });
});

test.each([
  ['in two weeks at 9 email Dr. Lee', 'unknown', 'email'],
  ['to prepare for friday', 'no_time', ''],
  ['to ask about may 5', 'no_time', ''],
  ['to go to bed', 'no_time', ''],
  ['to log in at 9 tomorrow', 'no_time', ''],
  ['to register friday 9-10am tomorrow', 'no_time', ''],
  ['to call home on friday at midnight', 'midnight', ''],
  ['to call home on monday at 3', 'half', '03:00'],
  ['friday from 9 to 10 to call', 'unknown', 'from'],
  ['whenever to call', 'unknown', 'whenever'],
])('%s is refused', (phrase, why, word) => {
  expect(readPhrase(phrase, NOW, 'UTC').when).toEqual({ kind: 'refused', why, word });
});

test.each([
  ['by friday at 23:30 to submit', true, '2026-11-27T23:30'],
  ['no later than friday at noon to submit', true, '2026-11-27T12:00'],
  ['to submit by friday at noon', true, '2026-11-27T12:00'],
  ['by the end of the month to submit', true, '2026-11-30T09:00'],
  ['remind me by tomorrow at noon to submit', true, '2026-11-23T12:00'],
  ['friday at 23:30 to stop by the office', false, '2026-11-27T23:30'],
])('%s: a deadline is %s', (phrase, deadline, wall) => {
  expect(readPhrase(phrase, NOW, 'UTC')).toMatchObject({ deadline, when: { kind: 'when', wall } });
});

test('by an amount of time is no deadline', () => {
  expect(readPhrase('by in 2 hours to call', NOW, 'UTC').when).toMatchObject({ why: 'unknown', word: 'by' });
});
