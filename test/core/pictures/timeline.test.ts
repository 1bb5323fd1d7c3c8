import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COLOURS } from '#core/pictures/drawing.ts';
import { timeline } from '#core/pictures/timeline.ts';
import type { EntryState, Timeline } from '#core/pictures/timeline-shape.ts';
import { cases } from '../../depth.ts';
import { say } from '../../say.ts';
import { anyLabel, problemsOf, ruler, textsOf } from './inside.ts';

const YEAR: Timeline = {
  title: 'Your year',
  now: { at: 20, heading: 'November 2026', label: 'Today, 22 November' },
  entries: [
    { at: 30, heading: 'December 2026', when: '6 Dec', label: 'Book the exam', state: 'open' },
    { at: 10, heading: 'November 2026', when: '18 Nov', label: 'Write down three facts', state: 'done' },
    { at: 60, heading: 'March 2027', when: '15 Mar', label: 'Read your status', state: 'provisional' },
    { at: 70, heading: 'March 2027', when: '19 Mar', label: 'Match Day', state: 'quiet' },
  ],
  bands: [{ at: 60, until: 70, heading: 'March 2027', label: 'No contact with programs' }],
  note: 'Times are those of Chicago.',
};
const IN_ORDER = [
  'Your year',
  'November 2026',
  '18 Nov',
  'Write down three facts',
  'Today, 22 November',
  'December 2026',
  '6 Dec',
  'Book the exam',
  'March 2027',
  'No contact with programs',
  '15 Mar',
  'provisional',
  'Read your status',
  '19 Mar',
  'Match Day',
  'Times are those of Chicago.',
];

const at = fc.integer({ min: 0, max: 50 });
const anyTimeline: fc.Arbitrary<Timeline> = fc.record({
  title: anyLabel,
  now: fc.record({ at, heading: anyLabel, label: anyLabel }),
  entries: fc.array(
    fc.record({
      at,
      heading: fc.oneof(fc.constantFrom('March', 'April'), anyLabel),
      when: anyLabel,
      label: anyLabel,
      state: fc.constantFrom<EntryState>('open', 'done', 'provisional', 'quiet'),
    }),
    { maxLength: 25 },
  ),
  bands: fc.array(fc.record({ at, until: at, heading: fc.constant('March'), label: anyLabel }), {
    maxLength: 4,
  }),
  note: anyLabel,
});

describe('the timeline', () => {
  test('puts everything in chronological order, under headings', () => {
    const drawing = timeline(YEAR, say, ruler);
    expect(textsOf(drawing).map(({ text }) => text)).toEqual(IN_ORDER);
    expect(problemsOf(drawing)).toEqual([]);
  });

  test('says in words what it shows', () => {
    expect(timeline(YEAR, say, ruler).alt).toBe(
      'Your year. November 2026: 18 Nov Write down three facts (done); Today, 22 November;' +
        ' December 2026: 6 Dec Book the exam; March 2027: No contact with programs;' +
        ' 15 Mar Read your status (provisional); 19 Mar Match Day;',
    );
  });

  test('tints a span from its words to the last thing in it, and no further', () => {
    const drawing = timeline(YEAR, say, ruler);
    const [, y = '', height = ''] =
      drawing.svg.match(new RegExp(`y="([\\d.]+)"[^>]*height="([\\d.]+)"[^>]*${COLOURS.sand}`)) ?? [];
    const [top, bottom] = [Number(y), Number(y) + Number(height)];
    const tinted = textsOf(drawing)
      .filter((text) => text.top >= top && text.bottom <= bottom)
      .map(({ text }) => text);
    expect(tinted).toEqual(IN_ORDER.slice(9, 13));
  });

  test('makes the next thing to do bold, and nothing else of that kind', () => {
    const later = {
      at: 31,
      heading: 'December 2026',
      when: '7 Dec',
      label: 'And then',
      state: 'open',
    } as const;
    const { svg } = timeline({ ...YEAR, entries: [...YEAR.entries, later] }, say, ruler);
    const weightOf = (label: string) => svg.match(new RegExp(`font-weight="(\\d+)"[^>]*>${label}<`))?.[1];
    expect(weightOf('Book the exam')).toBe('700');
    expect(weightOf('And then')).toBe('400');
    expect(weightOf('Write down three facts')).toBe('400');
  });

  test('gives each state a shape of its own', () => {
    const shapes = (['open', 'done', 'provisional', 'quiet'] as const).map((state) => {
      const entries = [{ at: 1, heading: 'h', when: 'w', label: 'l', state }];
      const { svg } = timeline({ ...YEAR, bands: [], entries }, say, ruler);
      return [...svg.matchAll(/<(circle|path) [^>]*>/g)]
        .map(([shape]) => shape.replaceAll(/#[0-9a-f]{6}/g, ''))
        .join();
    });
    expect(new Set(shapes).size).toBe(4);
  });

  test('counts what no longer fits, and stays short enough for a phone', () => {
    const entries = Array.from(
      { length: 80 },
      (_, index) =>
        ({ at: index, heading: 'All', when: `${index}`, label: `step ${index}`, state: 'open' }) as const,
    );
    const drawing = timeline({ ...YEAR, bands: [], entries }, say, ruler);
    const texts = textsOf(drawing).map(({ text }) => text);
    const drawn = texts.filter((text) => text.startsWith('step ')).length;
    expect(drawn).toBeGreaterThan(20);
    expect(texts).toContain(`and ${80 - drawn} more`);
    expect(drawing.height).toBeLessThan(3300);
  });

  test('is never cut between a heading and what is under it', () => {
    const entry = { when: '1 May', label: 'a step', state: 'open' } as const;
    const cuts = Array.from({ length: 4 }, (_, lead) => {
      const entries = Array.from({ length: 60 }, (_, index) => {
        const heading = index < lead ? 'Now' : `Month ${index}`;
        return { ...entry, at: index, heading };
      });
      const now = { at: -1, heading: 'Now', label: 'Today' };
      const texts = textsOf(timeline({ title: 'Year', now, bands: [], entries }, say, ruler));
      return texts.at(-2)?.text;
    });
    expect(cuts).toEqual(['a step', 'a step', 'a step', 'a step']);
  });

  test('keeps every word in its place, whatever the words', () => {
    fc.assert(
      fc.property(anyTimeline, (data) => {
        const drawing = timeline(data, say, ruler);
        expect(problemsOf(drawing)).toEqual([]);
        expect(drawing.height).toBeLessThan(4000);
        expect(drawing.alt.length).toBeLessThanOrEqual(1000);
        expect(drawing.alt.isWellFormed()).toBe(true);
      }),
      cases(20),
    );
  });
});
