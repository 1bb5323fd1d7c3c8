import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Balance, balance } from '#core/pictures/balance.ts';
import { cases } from '../../depth.ts';
import { say } from '../../say.ts';
import { anyLabel, problemsOf, ruler, textsOf } from './inside.ts';

const DATA: Balance = {
  title: 'Your explanation, part by part',
  rows: [
    { label: 'Own it', share: 0.35, target: 0.2 },
    { label: 'The cause', share: 0.25, target: 0.2 },
    { label: 'What changed', share: 0.4, target: 0.4 },
    { label: 'The plan', share: 0, target: 0.2 },
  ],
  words: 66,
  sentences: 5,
  seconds: 28,
  note: 'A guide to length, no rule.',
};

const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyBalance: fc.Arbitrary<Balance> = fc.record({
  title: anyLabel,
  rows: fc.array(fc.record({ label: anyLabel, share, target: share }), { minLength: 1, maxLength: 4 }),
  words: fc.nat(9_999),
  sentences: fc.nat(999),
  seconds: fc.nat(9_999),
  note: anyLabel,
});

describe('the balance', () => {
  test('shows each part with its share and the share it should have, and what is missing', () => {
    const drawing = balance(DATA, say, ruler);
    const texts = textsOf(drawing).map(({ text }) => text);
    expect(texts).toEqual(
      expect.arrayContaining(['Own it', '35%', 'What changed', '40%', 'missing', '66', '28']),
    );
    expect(texts.filter((text) => text === 'Should be about 20% of the words')).toHaveLength(3);
    expect(problemsOf(drawing)).toEqual([]);
  });

  test('draws a bar as long as its share, and none where the part is missing', () => {
    const bars = [
      ...balance(DATA, say, ruler).svg.matchAll(/width="([\d.]+)" height="56" rx="12" fill="#1c5a9c"/g),
    ].map(([, width]) => Number(width));
    expect(bars).toHaveLength(3);
    expect((bars[0] ?? 0) / (bars[2] ?? 1)).toBeCloseTo(0.35 / 0.4);
  });

  test('says in words what it shows', () => {
    expect(balance(DATA, say, ruler).alt).toBe(
      'Your explanation, part by part. Own it: 35% of the words, should be about 20%.' +
        ' The cause: 25% of the words, should be about 20%.' +
        ' What changed: 40% of the words, should be about 40%.' +
        ' The plan: 0% of the words, should be about 20%.' +
        ' Words: 66; sentences: 5; seconds aloud: 28.',
    );
  });

  test('keeps every word in its place, whatever the words', () => {
    fc.assert(
      fc.property(anyBalance, (data) => {
        const drawing = balance(data, say, ruler);
        expect(problemsOf(drawing)).toEqual([]);
        expect(drawing.alt.length).toBeLessThanOrEqual(1000);
      }),
      cases(20),
    );
  });
});
