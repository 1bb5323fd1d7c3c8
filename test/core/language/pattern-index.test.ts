import { expect, test } from 'vitest';
import { Atoms } from '#core/language/atoms.ts';
import { type Pattern, parsePatterns } from '#core/language/grammar.ts';
import { PatternIndex } from '#core/language/pattern-index.ts';

const atoms = new Atoms();
const read = (written: string) => parsePatterns(written, atoms, (name) => name === 'wish');
const classes = new Map<string, readonly Pattern[]>([
  ['wish', [...read('want to'), ...read('hop(e|ing) to')]],
]);
const WRITTEN = ['@wish ..2 leave', '@wish', 'leave/go ..1 home', '(stay here|go)', '{not} ..2', 'leave*'];
const index = new PatternIndex(
  WRITTEN.map((written) => [written, read(written)] as const),
  classes,
);
const among = (text: string) =>
  WRITTEN.filter((one) =>
    index.among(new Set(text.split(' ').flatMap((word) => [...atoms.of(word)]))).has(one),
  );

test.each<[string, readonly string[]]>([
  ['i want to leave', ['@wish ..2 leave', '@wish', '{not} ..2', 'leave*']],
  ['i am hoping to go home', ['@wish', 'leave/go ..1 home', '(stay here|go)', '{not} ..2']],
  ['leaves fall', ['{not} ..2', 'leave*']],
  ['nothing of it', ['{not} ..2']],
])('of all patterns "%s" may hold those whose rarest word it has', (text, expected) => {
  expect(among(text)).toEqual(expected);
});

test('a pattern without any word it needs may hold anywhere', () => {
  expect([...index.among(new Set()).keys()]).toEqual(['{not} ..2']);
});
