import { expect, test } from 'vitest';
import { softSchema, type ToneWeights } from '#core/knowledge/tone.ts';
import { windowsOf } from '#core/tone/features.ts';
import { toneReaderFor } from '#core/tone/reader.ts';
import { sentencesOf } from '#core/tone/sentences.ts';
import { allowanceFor, weigh } from '#core/tone/weigh.ts';
import { knowledge } from './people.ts';

const reader = toneReaderFor(knowledge.tone);

/** Models in which nothing weighs anything, but for one category. */
function weights(begging: Partial<ToneWeights['begging']>): ToneWeights {
  const none = { bias: 0, threshold: 1, doubt: -1, weights: new Map<string, number>() };
  const all = softSchema.options.map((category) => [
    category,
    category === 'begging' ? { ...none, ...begging } : none,
  ]);
  return Object.fromEntries(all);
}

function judged(text: string, begging: Partial<ToneWeights['begging']>) {
  const sentences = sentencesOf(text);
  const hits = reader.find(sentences);
  const windows = windowsOf(text, sentences, 'statement', reader, hits, knowledge.toneMeanings);
  const { hits: kept, found } = weigh(sentences, windows, hits, weights(begging));
  return {
    rules: kept.map(({ rule }) => rule.id),
    found: found.map(({ sentence: { from, to } }) => text.slice(from, to)),
  };
}

test('a rule stands where the model says nothing, and falls where it contradicts', () => {
  const text = 'I am begging you for one chance.';
  expect(judged(text, {}).rules).toContain('plea');
  expect(judged(text, { weights: new Map([['w begging', -30]]) }).rules).not.toContain('plea');
});

test('the model alone finds one sentence, where no rule holds in it', () => {
  const heavy = { weights: new Map([['w crumbs', 30]]) };
  const text = 'I like rounds. I would live on crumbs.';
  expect(judged(text, heavy).found).toEqual(['I would live on crumbs']);
  expect(judged('I beg you for crumbs.', heavy).found).toEqual([]);
});

test('words after a no weigh apart from the same words without it', () => {
  const heavy = { weights: new Map([['w crumbs', 30]]) };
  expect(judged('I do not live on crumbs.', heavy).found).toEqual([]);
});

test('of more sentences each has to score higher', () => {
  expect(allowanceFor(3)).toBe(0);
  expect(allowanceFor(40)).toBeGreaterThan(allowanceFor(10));
});
