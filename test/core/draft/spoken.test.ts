import { expect, test } from 'vitest';
import { isSpoken, spokenSeconds } from '#core/draft/spoken.ts';
import { knowledge } from '../assessment/people.ts';

test('what is meant to be said is told from what is read', () => {
  expect(isSpoken({ kind: 'dean-ask', template: null }, knowledge)).toBe(true);
  expect(isSpoken({ kind: 'explanation', template: 'explanation-spoken' }, knowledge)).toBe(true);
  expect(isSpoken({ kind: 'school-talking-points', template: null }, knowledge)).toBe(true);
  expect(isSpoken({ kind: 'program-feedback', template: null }, knowledge)).toBe(false);
});

test('140 words take a minute, and a dash is no word', () => {
  expect(spokenSeconds('word - '.repeat(140), knowledge)).toBe(60);
  expect(spokenSeconds('', knowledge)).toBe(0);
});
