import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { type Applicant, applicantSchema, LIMITS } from '#core/record/applicant.ts';
import { MOST_OWN, withOwnReminder } from '#core/reminders/own.ts';
import { settle } from '#core/reminders/schedule.ts';
import { countingIds, reminder, somebody } from './person.ts';

const NOW = Temporal.Instant.from('2026-11-22T10:00:00Z');
const TOLD = { text: 'Email Dr. Lee', at: '2026-12-01T09:00', rule: null, deadline: false };

function filled(): Applicant {
  const newId = countingIds();
  return Array.from({ length: MOST_OWN }).reduce<Applicant>((person) => {
    const grown = withOwnReminder(person, TOLD, newId);
    if (!grown) throw new Error('no room before the cap');
    return grown;
  }, somebody());
}

test('a reminder in own words waits for its time and fits the record', () => {
  const person = withOwnReminder(somebody(), TOLD, countingIds());
  expect(person?.reminders).toMatchObject([
    { about: { kind: 'own', text: 'Email Dr. Lee' }, at: TOLD.at, state: { kind: 'waiting' } },
  ]);
  expect(applicantSchema.safeParse(person).success).toBe(true);
});

test('at the cap there is no room until one is settled', () => {
  const full = filled();
  const [first] = full.reminders;
  expect(withOwnReminder(full, TOLD, countingIds())).toBeNull();
  const room = settle(full, first?.id ?? '', 'done', NOW);
  expect(withOwnReminder(room, TOLD, () => 'id000099')?.reminders).toHaveLength(MOST_OWN + 1);
});

test('a record full of open reminders loses none of them', () => {
  const reminders = Array.from({ length: LIMITS.reminders }, (_, index) =>
    reminder({ id: `r${String(index).padStart(9, '0')}`, about: { kind: 'step', step: `s${index}` } }),
  );
  expect(withOwnReminder(somebody({ reminders }), TOLD, countingIds())).toBeNull();
});
