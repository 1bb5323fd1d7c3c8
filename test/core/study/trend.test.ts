import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { trendOf } from '#core/study/trend.ts';
import { cases } from '../../depth.ts';

const spots = (values: readonly number[]) => values.map((value, index) => ({ day: index * 7, value }));

describe('the trend of practice scores', () => {
  test('fewer than three days have none, whatever was taken on one day', () => {
    expect(trendOf(spots([210, 220]), 3, 0.8)).toBeNull();
    expect(trendOf([{ day: 0, value: 210 }, ...spots([215, 220])], 3, 0.8)).toBeNull();
  });

  test('is the median of the slopes, which one odd day hardly moves', () => {
    expect(trendOf(spots([210, 217, 224, 231]), 3, 0.8)?.slope).toBeCloseTo(1);
    expect(trendOf(spots([210, 217, 150, 231, 238]), 3, 0.8)?.slope).toBeCloseTo(1);
  });

  // Of the n! orders of three days two are sorted, and of the eight signs two are equal: 1 - 2/6 - 2/8.
  test('says how sure so few points can be', () => {
    expect(trendOf(spots([210, 217, 224]), 3, 0.8)?.confidence).toBeCloseTo(1 - 2 / 6 - 2 / 8);
    expect(trendOf(spots([210, 217, 224, 231]), 3, 0.8)?.confidence).toBeCloseTo(1 - 2 / 24 - 2 / 16);
    for (let count = 5; count <= 40; count += 1) {
      const trend = trendOf(
        spots(Array.from({ length: count }, (_, index) => 200 + ((index * 37) % 23))),
        3,
        0.8,
      );
      expect(trend?.confidence).toBeGreaterThanOrEqual(0.8);
      expect(trend?.confidence).toBeLessThan(1);
    }
  });

  test('its band holds the line, and is as wide as what a brute search over all kept slopes finds', () => {
    const values = fc.array(fc.integer({ min: 180, max: 270 }), { minLength: 3, maxLength: 9 });
    fc.assert(
      fc.property(values, (all) => {
        const trend = trendOf(spots(all), 3, 0.8);
        if (!trend) throw new Error('no trend');
        for (const { day, line, low, high } of trend.levels) {
          expect(low).toBeLessThanOrEqual(line);
          expect(high).toBeGreaterThanOrEqual(line);
          // With nothing cut, every value shifted along every kept slope lies inside.
          if (all.length < 5)
            for (let step = 0; step <= 20; step += 1) {
              const slope = trend.least + ((trend.most - trend.least) * step) / 20;
              for (const [index, value] of all.entries()) {
                const shifted = value + slope * (day - index * 7);
                expect(shifted).toBeGreaterThanOrEqual(low - 1e-9);
                expect(shifted).toBeLessThanOrEqual(high + 1e-9);
              }
            }
        }
      }),
      cases(100),
    );
  });

  test('its band holds a true line as often as it says', () => {
    // A small generator of our own, so that the count is the same each time.
    let state = 12345;
    const next = () => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return state / 2147483648;
    };
    for (const count of [4, 6, 12]) {
      let held = 0;
      const rounds = 300;
      let sure = 0;
      for (let round = 0; round < rounds; round += 1) {
        const noise = () => (next() + next() + next() - 1.5) * 12;
        const trend = trendOf(
          Array.from({ length: count }, (_, index) => ({ day: index * 5, value: 200 + index * 2 + noise() })),
          3,
          0.8,
        );
        if (!trend) throw new Error('no trend');
        sure = trend.confidence;
        if (trend.levels.every(({ day, low, high }) => low <= 200 + day * 0.4 && 200 + day * 0.4 <= high))
          held += 1;
      }
      expect(held / rounds).toBeGreaterThan(sure - 0.06);
    }
  });
});
