import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placedWords } from '#core/language/words.ts';
import { reuse } from '#core/reuse/reuse.ts';
import { apart, covered, sharedRuns } from '#core/reuse/runs.ts';
import { cases } from '../../depth.ts';
import { growth } from '../../growth.ts';
import { rules } from './rules.ts';

const OLD =
  'I grew up above my parents’ pharmacy in Lahore. The first patient I ever presented was a man with tuberculosis. He taught me to listen before I speak.';

describe('the share of a new text that the old one already had', () => {
  test('is all of it for the same text, whatever its case, quotes, hyphens, accents and line breaks', () => {
    const old = 'The résumé of a “hands-on” résident doesn’t show the well-known night shifts.';
    const made = "the resume of a\n'hands on' RESIDENT doesn't show—the well known\r\nnight-shifts!!";
    expect(reuse(old, made, rules)).toMatchObject({ share: 1, word: 'same', total: 14 });
  });

  test('is zero for runs of four words, and five count', () => {
    expect(reuse('one two three four five six', 'a one two three four b', rules).share).toBe(0);
    expect(reuse('one two three four five six', 'a one two three four five b', rules)).toMatchObject({
      share: 5 / 7,
      word: 'mostly-same',
      passages: [{ words: 'one two three four five', count: 5, from: 2, to: 25, oldFrom: 0, oldTo: 23 }],
    });
  });

  test.each([
    [9, 'same'],
    [6, 'mostly-same'],
    [5, 'reworked'],
    [0, 'new'],
  ] as const)('of %i in ten is called %s', (kept, word) => {
    const old = 'a b c d e f g h i';
    const made = [...old.split(' ').slice(0, kept), ...'q r s t u v w x y z'.split(' ')]
      .slice(0, 10)
      .join(' ');
    expect(reuse(old, made, rules)).toMatchObject({ share: kept / 10, word });
  });

  test('is separate for runs of eight words', () => {
    const made =
      'He taught me to listen, she said. The first patient I ever presented was a man with asthma.';
    const { share, inLongRuns } = reuse(OLD, made, rules);
    expect(share).toBeCloseTo(15 / 18);
    expect(inLongRuns).toEqual({ share: 10 / 18, word: 'reworked' });
  });

  test('is zero for an empty text', () => {
    expect(reuse('', '', rules)).toMatchObject({ share: 0, word: 'new', passages: [] });
    expect(reuse(OLD, ' \n', rules)).toMatchObject({ share: 0, word: 'new', passages: [] });
    expect(reuse('', OLD, rules)).toMatchObject({ share: 0, word: 'new', passages: [] });
  });
});

describe('passages', () => {
  test('give the longest first, and the words as both texts write them', () => {
    const made = `Today: he taught me to LISTEN before I speak. Also, the first patient I ever presented was a man with "tuberculosis".`;
    const { passages } = reuse(OLD, made, rules);
    expect(passages.map(({ count, words: said }) => [count, said])).toEqual([
      [11, 'the first patient I ever presented was a man with "tuberculosis'],
      [8, 'he taught me to LISTEN before I speak'],
    ]);
    const [first] = passages;
    expect(OLD.slice(first?.oldFrom, first?.oldTo)).toBe(
      'The first patient I ever presented was a man with tuberculosis',
    );
  });

  test('that would overlap leave the words to the longer one', () => {
    const runs = sharedRuns(
      placedWords('a b c d e f x c d e f g h i j'),
      placedWords('a b c d e f g h i j'),
      3,
    );
    expect(runs.map(({ start, length }) => [start, length])).toEqual([
      [0, 6],
      [2, 8],
    ]);
    expect(covered(runs)).toBe(10);
    expect(apart(runs, 3)).toEqual([{ start: 2, length: 8, oldStart: 7 }]);
    expect(apart(runs, 2)).toEqual([
      { start: 2, length: 8, oldStart: 7 },
      { start: 0, length: 2, oldStart: 0 },
    ]);
  });
});

describe('what a reader takes for the same', () => {
  test('is a sentence with a few words changed, and one that was moved', () => {
    const made =
      'He taught me to always listen well before I talk. I grew up over my father’s pharmacy in Karachi. Nothing here was ever written before by anybody.';
    const { share, alike, toReader } = reuse(OLD, made, rules);
    expect(share).toBeLessThan(0.2);
    expect(alike.map(({ words, oldWords }) => [words, oldWords])).toEqual([
      ['He taught me to always listen well before I talk.', 'He taught me to listen before I speak.'],
      ['I grew up over my father’s pharmacy in Karachi.', 'I grew up above my parents’ pharmacy in Lahore.'],
    ]);
    expect(toReader).toEqual({ share: 19 / 27, word: 'mostly-same' });
  });

  test('is not a sentence on the same subject', () => {
    expect(
      reuse(OLD, 'My parents own a pharmacy in Lahore, where I met my first patient.', rules).alike,
    ).toEqual([]);
  });
});

const words = fc.array(fc.constantFrom('ward', 'night', 'a', 'of', 'clinic', 'I'), { maxLength: 40 });

test('the share equals that of trying every run of words, and passages contain what they say', () => {
  fc.assert(
    fc.property(words, words, (old, made) => {
      const [oldText, newText] = [old.join(' '), made.join(', ')];
      const { share, passages, total } = reuse(oldText, newText, rules);
      expect(total).toBe(made.length);
      expect(share).toBe(made.length === 0 ? 0 : coveredByTrying(old, made) / made.length);
      const places = passages.toSorted((a, b) => a.from - b.from);
      for (const [index, { from, to, oldFrom, oldTo, count, words: said }] of places.entries()) {
        expect(said).toBe(newText.slice(from, to));
        expect(wordsOf(said)).toEqual(wordsOf(oldText.slice(oldFrom, oldTo)));
        expect(wordsOf(said)).toHaveLength(count);
        expect(count).toBeGreaterThanOrEqual(rules.run);
        expect(from).toBeGreaterThanOrEqual(places[index - 1]?.to ?? 0);
      }
      expect(passages.map(({ count }) => count)).toEqual(
        passages.map(({ count }) => count).toSorted((a, b) => b - a),
      );
    }),
    cases(300),
  );
});

test('any text can be compared with any', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (old, made) => {
      const { share } = reuse(old, made, rules);
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
    }),
    cases(200),
  );
});

test.each([
  ['the same text', (length: number) => 'night after night on the ward I read. '.repeat(length / 37)],
  ['one word', (length: number) => 'night '.repeat(length / 6)],
  ['a word and another', (length: number) => 'night day '.repeat(length / 10)],
  ['dots', (length: number) => '.'.repeat(length)],
  ['apostrophes', (length: number) => `a${"'".repeat(length)}`],
] as const)('eight times as long a text of %s takes about eight times as long', async (_, make) => {
  expect(await growth(make, (text) => reuse(text, text, rules), 4_000)).toBeLessThan(24);
});

function wordsOf(text: string): readonly string[] {
  return placedWords(text).map(({ word }) => word);
}

function coveredByTrying(old: readonly string[], made: readonly string[]): number {
  const known = new Set(old.map((_, at) => old.slice(at, at + rules.run).join(' ')));
  const reused = made.map(() => false);
  for (const [at] of made.entries()) {
    const run = made.slice(at, at + rules.run);
    if (run.length === rules.run && known.has(run.join(' '))) reused.fill(true, at, at + rules.run);
  }
  return reused.filter(Boolean).length;
}
