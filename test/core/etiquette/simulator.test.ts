import { expect, test } from 'vitest';
import { cases } from '../../depth.ts';
import { live } from './simulator.ts';

const SEEDS = Array.from({ length: cases(2).numRuns }, (_, index) => 1 + index);

test.each(SEEDS)(
  'ten years of seed %i: nothing forbidden is sent, and every promised day is kept',
  (seed) => {
    const { wrong, sent } = live(seed);
    expect(wrong).toEqual([]);
    expect(sent).toBeGreaterThan(40);
  },
);

test('one seed tells one story', () => {
  const first = live(7);
  expect(live(7)).toEqual(first);
  expect(live(8).story).not.toEqual(first.story);
});
