import { expect, test } from 'vitest';
import { cases } from '../../depth.ts';
import { live } from './simulator.ts';

const SEEDS = Array.from({ length: cases(2).numRuns }, (_, index) => 1 + index);
const lives = SEEDS.map(live);

test.each(lives)('ten years of a seed: nothing forbidden is sent, and every promised day is kept', (one) => {
  expect(one.wrong).toEqual([]);
  expect(one.sent).toBeGreaterThan(40);
});

test('one seed tells one story', () => {
  const [first, second] = lives;
  expect(live(1)).toEqual(first);
  expect(second?.story).not.toEqual(first?.story);
});
