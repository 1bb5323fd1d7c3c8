import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { helplinesFor } from '#core/crisis/helplines.ts';
import { helplinesSchema } from '#core/knowledge/helplines.ts';

const file = new URL('../../../config/knowledge/helplines.yaml', import.meta.url);
const helplines = helplinesSchema.parse(parse(readFileSync(file, 'utf8')));

test('a country has its emergency number, its lines and a directory', () => {
  const { emergency, lines } = helplinesFor(helplines, 'PK');
  expect(emergency).toBe('15 (police), 1122 (ambulance)');
  expect(lines.map(({ kind }) => kind)).toEqual(['helpline', 'directory']);
});

test('everywhere else there is the directory', () => {
  for (const country of [null, 'FJ']) {
    const { emergency, lines } = helplinesFor(helplines, country);
    expect(emergency).toBeNull();
    expect(lines).toEqual([expect.objectContaining({ kind: 'directory', reach: 'See findahelpline.com.' })]);
  }
});

test('a number that sources dispute is not given as a line, and a weak one is said to be unofficial', () => {
  expect(helplinesFor(helplines, 'PK').lines.some(({ name }) => name === 'Umang')).toBe(false);
  const weak = helplinesFor(helplines, 'JP').lines.find(({ name }) => name === 'Yorisoi Hotline');
  expect(weak?.isUnofficial).toBe(true);
  expect(weak?.sources[0]?.address).toContain('open-helplines');
});

test('at least a hundred countries have an emergency number', () => {
  expect(Object.keys(helplines.countries).length).toBeGreaterThanOrEqual(100);
});
