import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COLOURS, PAGE } from '#core/pictures/drawing.ts';
import { type ScoreChart, scoreChart } from '#core/pictures/score-chart.ts';
import { cases } from '../../depth.ts';
import { say } from '../../say.ts';
import { anyLabel, problemsOf, ruler, textsOf } from './inside.ts';

const DATA: ScoreChart = {
  title: 'Step 2 CK practice scores',
  scores: [
    { day: 0, value: 205, label: '205' },
    { day: 14, value: 221, label: '221' },
    { day: 30, value: 233, label: '233' },
  ],
  from: 'Oct 20',
  until: 'Nov 19',
  mark: { value: 218, label: 'Pass mark 218' },
  trend: {
    says: 'Up about 6 points a week.',
    levels: [
      { day: 0, line: 205, low: 195, high: 214 },
      { day: 30, line: 233, low: 222, high: 246 },
    ],
  },
  notes: ['The line is the median of the slopes between your scores.'],
};

const anyScores = fc
  .array(fc.tuple(fc.nat({ max: 200 }), fc.integer({ min: 0, max: 999 })), { minLength: 1, maxLength: 60 })
  .map((all) =>
    all.toSorted(([a], [b]) => a - b).map(([day, value]) => ({ day, value, label: String(value) })),
  );
const anyChart: fc.Arbitrary<ScoreChart> = fc.record({
  title: anyLabel,
  scores: anyScores,
  from: anyLabel,
  until: anyLabel,
  mark: fc.option(fc.record({ value: fc.integer({ min: 1, max: 999 }), label: anyLabel })),
  trend: fc.option(
    fc.record({
      says: anyLabel,
      levels: fc.constant([
        { day: 0, line: 200, low: -5000, high: 5000 },
        { day: 30, line: 240, low: 230, high: 250 },
      ]),
    }),
  ),
  notes: fc.array(anyLabel, { maxLength: 3 }),
});

/** Places of marks by role, as they stand in the SVG. */
function placed(svg: string, role: string, field: string): readonly number[] {
  const tags = svg.match(new RegExp(`<\\w+ data-role="${role}"[^>]*>`, 'g')) ?? [];
  return tags.map((tag) => Number(new RegExp(` ${field}="([^"]+)"`).exec(tag)?.[1]));
}

function spread(scores: ScoreChart['scores'], mark: number): number {
  const all = [mark, ...scores.map(({ value }) => value)];
  return Math.max(...all) - Math.min(...all);
}

describe('the picture of practice scores', () => {
  test('its pass line lies on the row that the scores around it give, in the SVG and painted', () => {
    const drawing = scoreChart(DATA, say, ruler);
    const [low = 0, middle = 0, high = 0] = placed(drawing.svg, 'score', 'cy');
    const rows = (low - high) / (233 - 205);
    expect(Number.isInteger(rows)).toBe(true);
    expect(middle).toBe(low - (221 - 205) * rows);
    const expected = low - (218 - 205) * rows;
    const [top = 0] = placed(drawing.svg, 'mark', 'y');
    expect([top, ...placed(drawing.svg, 'mark', 'height')]).toEqual([expected - 1, 3]);
    const { pixels, width } = new Resvg(drawing.svg, { font: { loadSystemFonts: false } }).render();
    const rust = Number.parseInt(COLOURS.rust.slice(1), 16);
    const [x = 0] = placed(drawing.svg, 'mark', 'x');
    const colourAt = (y: number): number => pixels.readUIntBE((y * width + Math.round(x) + 2) * 4, 3);
    const painted = Array.from({ length: drawing.height }, (_, y) => y).filter((y) => colourAt(y) === rust);
    expect(painted).toEqual([expected - 1, expected, expected + 1]);
  });

  test('a value has the same distance to the pass line whatever else is shown', () => {
    fc.assert(
      fc.property(anyScores, fc.integer({ min: 1, max: 999 }), (scores, value) => {
        const { svg } = scoreChart({ ...DATA, scores, mark: { value, label: 'Pass mark' } }, say, ruler);
        const [top = 0] = placed(svg, 'mark', 'y');
        const rows = placed(svg, 'score', 'cy').map((y, index) => [
          top + 1 - y,
          (scores[index]?.value ?? 0) - value,
        ]);
        for (const [distance = 0, points = 0] of rows) {
          expect(distance * points).toBeGreaterThanOrEqual(0);
          if (points !== 0 && spread(scores, value) <= 490)
            expect(Number.isInteger(distance / points)).toBe(true);
        }
      }),
      cases(60),
    );
  });

  test('nothing is smaller than what can be read on a phone of 390 pixels', () => {
    const sizes = [...scoreChart(DATA, say, ruler).svg.matchAll(/font-size="(\d+)"/g)].map(([, size]) =>
      Number(size),
    );
    expect((Math.min(...sizes) * 390) / PAGE.width).toBeGreaterThanOrEqual(12);
  });

  test('the newest and the oldest score are always named where they stand apart', () => {
    const texts = textsOf(scoreChart(DATA, say, ruler)).map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining(['233', '205', '221', 'Pass mark 218', 'Oct 20', 'Nov 19']));
  });

  test('says in words what it shows', () => {
    expect(scoreChart(DATA, say, ruler).alt).toBe(
      'Step 2 CK practice scores. Pass mark 218. Up about 6 points a week. 3 scores, the newest first: 233, 221, 205.',
    );
  });

  test('whatever the scores and words, nothing leaves the page or lies over anything else', () => {
    fc.assert(
      fc.property(anyChart, (chart) => {
        expect(problemsOf(scoreChart(chart, say, ruler))).toEqual([]);
      }),
      cases(60),
    );
  });
});
