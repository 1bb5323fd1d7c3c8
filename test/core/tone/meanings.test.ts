import { expect, test } from 'vitest';
import { toneMeaningsSchema } from '#core/knowledge/tone-meanings.ts';
import { meaningIn } from '#core/tone/meanings.ts';
import { sentencesOf } from '#core/tone/sentences.ts';

const base64 = (...bytes: readonly number[]) => btoa(String.fromCharCode(...bytes));
/** Two directions: money, and kinship. */
const told = {
  dimensions: 2,
  levels: 1,
  words: 'aunt\n  debt uncle',
  vectors: base64(0, 10, 20, 0, 0, 20),
  groups: base64(7, 0, 3, 0, 7, 0),
};
const meanings = toneMeaningsSchema.parse(told);
const meaningOf = (text: string) => Object.fromEntries(meaningIn(sentencesOf(text), meanings));

test('words that are used alike mean alike, however often they are said', () => {
  expect(meaningOf('My aunt.')).toEqual(meaningOf('Uncle, uncle!'));
  expect(meaningOf('Debt.')).toEqual({ 'v 0': 0.7, 'v 1': 0, 'c 3': 0.07 });
});

test('unknown words and quoted ones mean nothing', () => {
  expect(meaningOf('Zzyzx said "debt".')).toEqual({});
});

test('a table that is not as long as its words is refused', () => {
  expect(toneMeaningsSchema.safeParse({ ...told, words: 'aunt debt' }).success).toBe(false);
  expect(toneMeaningsSchema.safeParse({ ...told, words: 'debt aunt uncle' }).success).toBe(false);
});
