import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { between, PAGES, table } from '../docs/generate.ts';

test.each(PAGES)('$path is what `npm run docs` writes', async ({ path, write }) => {
  const current = await readFile(new URL(`../${path}`, import.meta.url), 'utf8');
  expect(await write(current)).toBe(current);
});

test('only what stands between the markers is written anew', () => {
  const page = 'before\n<!-- a -->\nold\n<!-- /a -->\nafter\n';
  expect(between(page, 'a', 'new\n')).toBe('before\n<!-- a -->\nnew\n<!-- /a -->\nafter\n');
  expect(() => between(page, 'b', 'new')).toThrow('<!-- b -->');
  expect(() => between('<!-- /a --><!-- a -->', 'a', 'new')).toThrow('<!-- /a --> is missing');
});

test('a cell cannot break its table', () => {
  expect(table(['a', 'b'], [['on|off', 'c']])).toBe(
    '| a       | b   |\n| ------- | --- |\n| on\\|off | c   |',
  );
});

test('every line of the threat model names a test that is there', async () => {
  const root = new URL('../', import.meta.url);
  const page = await readFile(new URL('docs/threat-model.md', root), 'utf8');
  const lines = page
    .split(/\n- /)
    .slice(1)
    .map((line) => (line.split('\n\n')[0] ?? '').replace(/\s+/g, ' '));
  expect(lines.length).toBeGreaterThan(20);
  for (const line of lines) {
    const named = [...line.matchAll(/`(test\/[\w./-]+)` "([^"]+)"/g)];
    if (!line.includes('No test:')) expect(named, line).not.toEqual([]);
    for (const [, file = '', title = ''] of named) {
      const test = (await readFile(new URL(file, root), 'utf8')).replace(/\\'/g, "'");
      expect(
        [`'${title}'`, `"${title}"`].some((quoted) => test.includes(quoted)),
        `${file}: ${title}`,
      ).toBe(true);
    }
  }
});
