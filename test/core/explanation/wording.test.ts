import { describe, expect, test } from 'vitest';
import { clausesIn } from '#core/explanation/clauses.ts';
import { explanationReaderFor } from '#core/explanation/reader.ts';
import { explanationRulesSchema, type Sign } from '#core/knowledge/explanation.ts';
import { rules } from './rules.ts';

const reader = explanationReaderFor(rules);
const has = (sign: string, text: string) =>
  clausesIn(text, rules).some((sentence) => reader.read(sentence).of(sign as Sign).length > 0);
const signs = Object.entries({ ...rules.signs, ...rules.weak });

describe.each(signs)('%s', (sign, { takes, leaves }) => {
  test.each(takes)('is in: %s', (text) => expect(has(sign, text)).toBe(true));
  test.runIf(leaves.length > 0).each(leaves)('is not in: %s', (text) => expect(has(sign, text)).toBe(false));
});

test('a class within brackets is refused, for there it would be a word', () => {
  const { success, error } = explanationRulesSchema.safeParse({
    ...rules,
    words: { ...rules.words, bad: ['i (@exam|it)'] },
  });
  expect(success).toBe(false);
  expect(error?.message).toContain('write @class/word');
});
