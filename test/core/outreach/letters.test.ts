import { expect, test } from 'vitest';
import { assess } from '#core/assessment/assess.ts';
import { untoldLetters } from '#core/outreach/letters.ts';
import { correspondentSchema } from '#core/record/correspondent.ts';
import { profileSchema } from '#core/record/profile.ts';
import { knowledge, NOW, solid } from '../assessment/people.ts';

const writer = (letter: object) =>
  correspondentSchema.parse({ id: 'contact001', kind: 'attending', name: 'Dr. Lee', letter });
const inHand = writer({ asked: '2026-09-01', answer: 'strong', received: '2026-10-01' });
const assessments = [assess(solid, knowledge, NOW)];

test('letters in hand that the assessment does not know are counted', () => {
  const count = (people: readonly ReturnType<typeof writer>[], profile: object) =>
    untoldLetters({ assessments, profile: profileSchema.parse(profile), people: [...people] });
  expect(count([inHand, inHand], { strongLetters: 1 })).toBe(1);
  expect(count([inHand], { strongLetters: 2 })).toBe(0);
  expect(count([inHand], { letters: [{ from: 'us_hands_on', specialty: null, strong: 'yes' }] })).toBe(0);
  expect(count([writer({ asked: '2026-09-01', answer: 'strong' })], {})).toBe(0);
  expect(count([writer({ answer: 'hesitant', received: '2026-10-01' })], {})).toBe(0);
});

test('before an assessment nothing is missing from it', () => {
  expect(untoldLetters({ assessments: [], profile: profileSchema.parse({}), people: [inHand] })).toBe(0);
});
