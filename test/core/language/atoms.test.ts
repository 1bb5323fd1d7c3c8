import { expect, test } from 'vitest';
import { Atoms } from '#core/language/atoms.ts';
import { spellingsOf } from '#core/language/spellings.ts';

test.each<[string, readonly string[] | null]>([
  ['kill', ['kill']],
  ['kill*', ['kill*']],
  ['kill(s|ed)?', ['kills', 'killed', 'kill']],
  ['d[iy]e', ['die', 'dye']],
  ['(умер*|умру)', ['умер*', 'умру']],
  ['*rope', null],
  ['(?!this$)*', null],
])('%s is spelled out', (pattern, words) => expect(spellingsOf(pattern)).toEqual(words));

test.each(['(kms', 'kms)', '[ab'])('%s is not a word pattern', (pattern) => {
  expect(() => spellingsOf(pattern)).toThrow(SyntaxError);
});

test('a word is found by every pattern that matches it, and named only by those that spell it out', () => {
  const atoms = new Atoms();
  const [exact, beginning, ending, not] = ['rope', 'ro*', '*ope', '(?!rope$)*'].map((one) => atoms.add(one));
  expect(atoms.of('rope')).toEqual(new Set([exact, beginning, ending]));
  expect(atoms.of('rob')).toEqual(new Set([beginning, not]));
  expect([atoms.names('rope'), atoms.names('robe')]).toEqual([true, false]);
  expect(atoms.add('Rope')).toBe(exact);
});
