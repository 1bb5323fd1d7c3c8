import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RowState, type Scorecard, scorecard } from '#core/pictures/scorecard.ts';
import { cases } from '../../depth.ts';
import { say } from '../../say.ts';
import { anyLabel, problemsOf, ruler, textsOf } from './inside.ts';

const CARD: Scorecard = {
  title: 'Your criteria, 22 November 2026',
  path: 'Reapply now, but only with a real change',
  borderline: true,
  groups: [
    {
      heading: 'What makes applying again reasonable',
      rows: [
        { label: 'Graduated at most 5 years ago', state: 'failed' },
        { label: 'Step 2 CK above about 235', state: 'held' },
      ],
    },
    {
      heading: 'What would outweigh them',
      rows: [
        { label: 'US clinical experience, or a realistic way to get it', state: 'unknown' },
        { label: 'No failed exam that is still open', state: 'held' },
      ],
    },
  ],
  note: 'Rules of thumb, not statistics.',
};

const state = fc.constantFrom<RowState>('held', 'failed', 'unknown');
const row = fc.record({ label: anyLabel, state });
const anyCard: fc.Arbitrary<Scorecard> = fc.record({
  title: anyLabel,
  path: anyLabel,
  borderline: fc.boolean(),
  groups: fc.array(fc.record({ heading: anyLabel, rows: fc.array(row, { minLength: 1, maxLength: 10 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
  note: anyLabel,
});

describe('the scorecard', () => {
  test('shows path, groups, labels, counts and a word for each state', () => {
    const drawing = scorecard(CARD, say, ruler);
    const texts = textsOf(drawing).map(({ text }) => text);
    expect(texts.join(' ')).toContain('Reapply now, but only with a real change');
    expect(texts).toContain('Right on the line');
    expect(texts).toContain('What would outweigh them');
    expect(texts.filter((text) => text === 'Holds')).toHaveLength(3);
    expect(texts.filter((text) => text === 'Against')).toHaveLength(2);
    expect(texts.filter((text) => text === 'Not known')).toHaveLength(2);
    expect(texts.filter((text) => /^\d$/.test(text))).toEqual(['2', '1', '1']);
    expect(problemsOf(drawing)).toEqual([]);
  });

  test('gives each state a shape of its own', () => {
    const shapes = (['held', 'failed', 'unknown'] as const).map((only) => {
      const { svg } = scorecard(
        { ...CARD, borderline: false, groups: [{ heading: 'h', rows: [{ label: 'l', state: only }] }] },
        say,
        ruler,
      );
      return svg.slice(svg.indexOf('>h<')).replaceAll(/<text.*?<\/text>|#[0-9a-f]{6}/g, '');
    });
    expect(new Set(shapes).size).toBe(3);
  });

  test('marks the line only when the path depends on it', () => {
    const { svg, alt } = scorecard({ ...CARD, borderline: false }, say, ruler);
    expect(svg + alt).not.toMatch(/right on the line/i);
  });

  test('says in words what it shows', () => {
    expect(scorecard(CARD, say, ruler).alt).toBe(
      'Your criteria, 22 November 2026: Reapply now, but only with a real change, right on the line.' +
        ' Holds (2): Step 2 CK above about 235; No failed exam that is still open.' +
        ' Against (1): Graduated at most 5 years ago.' +
        ' Not known (1): US clinical experience, or a realistic way to get it.',
    );
  });

  test('draws twenty rows and counts the others', () => {
    const rows = Array.from(
      { length: 23 },
      (_, index) => ({ label: `row ${index}`, state: 'held' }) as const,
    );
    const drawing = scorecard({ ...CARD, groups: [{ heading: 'all', rows }] }, say, ruler);
    const texts = textsOf(drawing).map(({ text }) => text);
    expect(texts).toContain('row 19');
    expect(texts).not.toContain('row 20');
    expect(texts).toContain('and 3 more');
    expect(texts).toContain('23');
  });

  test('writes what a label contains, not what it means to XML', () => {
    const label = '<b>&"x"\'';
    const drawing = scorecard(
      { ...CARD, groups: [{ heading: 'h', rows: [{ label, state: 'held' }] }] },
      say,
      ruler,
    );
    expect(drawing.svg).not.toContain('<b>');
    expect(textsOf(drawing).map(({ text }) => text)).toContain(label);
  });

  test('keeps every word in its place, whatever the words', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const drawing = scorecard(card, say, ruler);
        expect(problemsOf(drawing)).toEqual([]);
        expect(drawing.alt.length).toBeLessThanOrEqual(1000);
        expect(drawing.alt.isWellFormed()).toBe(true);
      }),
      cases(20),
    );
  });
});
