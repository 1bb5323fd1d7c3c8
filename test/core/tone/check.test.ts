import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draftKindSchema } from '#core/record/draft-kind.ts';
import { keyOf } from '#core/tone/remark.ts';
import { DEPTH } from '../../depth.ts';
import { growth, SHAPES } from '../../growth.ts';
import { categoriesIn, check, grounds } from './people.ts';

test('a finding points to its words, and says why and what is better', () => {
  const text = 'Dear Dr. Lee,\n\nI am begging you for one chance.\n';
  const { findings, ready } = check(text, 'networking');
  const [first] = findings;
  expect(first).toMatchObject({ category: 'begging', severity: 'must' });
  expect(text.slice(first?.from, first?.to)).toBe(first?.words);
  expect(first?.words).toContain('begging you');
  expect(ready).toBe(false);
});

test('a good text has no finding, is ready, and is told what is good', () => {
  const { findings, good, ready } = check(
    'Dear Dr. Lee,\nThank you for your time on the wards in June. I did not match this year. Over the next months I will work in the Tuesday diabetes clinic and sit Step 3. Could you tell me one thing that would have made my application stronger?\nSincerely,\nA. Rao',
    'networking',
  );
  expect(findings).toEqual([]);
  expect(ready).toBe(true);
  expect(good.length).toBeGreaterThan(1);
});

test.each([
  ['denied', 'I am not asking you to make an exception, and I am not begging.'],
  ['quoted', 'A poster said "this system is a complete scam" and I moved on.'],
  ['reported', 'My uncle told me that the Match is rigged.'],
])('what is %s is nobody’s own tone', (_, text) => {
  expect(categoriesIn(text, 'networking')).toEqual([]);
});

test('words of despair are not called begging alone', () => {
  const found = categoriesIn('I want to die. Nobody would miss me.', 'networking');
  expect(found).not.toContain('begging');
});

test('a dismissal belongs to the words of one draft, not to a rule', () => {
  const [first] = check('I beg you for one chance.', 'networking').findings;
  const [moved] = check('Hello.\nI beg  you for one chance.', 'networking').findings;
  const [other] = check('I plead with you for an answer.', 'networking').findings;
  expect(first && moved && keyOf(first)).toBe(moved && keyOf(moved));
  expect(first && keyOf(first)).not.toBe(other && keyOf(other));
});

test('any text of any kind is checked, and every finding lies in it', () => {
  const about = grounds({
    profile: { exams: [{ exam: 'step1', on: '2024-05', outcome: 'fail', score: null }], target: 'family' },
    to: { kind: 'program', name: 'Mercy Hospital', log: [] },
  });
  const words = fc.array(
    fc.oneof(
      fc.string(),
      fc.constantFrom(
        'Step 1',
        'I failed',
        '245',
        '[x]',
        'beg',
        '"',
        '’',
        '\n',
        'rank you first',
        'in May 2024',
        'Mercy',
      ),
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(words, fc.constantFrom(...draftKindSchema.options), (all, as) => {
      const text = all.join(' ');
      const { findings, ready } = check(text, as, about);
      for (const { from, to, words: said } of findings) expect(text.slice(from, to)).toBe(said);
      expect(ready).toBe(!findings.some(({ severity }) => severity === 'must'));
    }),
    { numRuns: 30 * DEPTH },
  );
});

const HARD = [
  ...SHAPES,
  ['quotes', (length: number) => '"a '.repeat(length / 3)],
  ['apostrophes', (length: number) => "'a' ".repeat(length / 4)],
  ['names of hospitals', (length: number) => 'Mercy Hospital of '.repeat(length / 18)],
  ['blanks that never close', (length: number) => '[{{<'.repeat(length / 4)],
  ['scores', (length: number) => 'Step 1 score 245 '.repeat(length / 17)],
  ['pleas', (length: number) => 'please I beg you '.repeat(length / 17)],
] as const;

describe('the work grows with the length of a text and no faster', () => {
  test.each(HARD)('%s', async (_, make) => {
    expect(await growth(make, (text) => check(text, 'statement'), 2_000)).toBeLessThan(24);
  });
});
