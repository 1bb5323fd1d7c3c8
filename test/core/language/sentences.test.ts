import { expect, test } from 'vitest';
import { isShortened, placedSentences, sentencesByLine } from '#core/language/sentences.ts';
import { placedWords } from '#core/language/words.ts';
import { growth, SHAPES } from '../../growth.ts';

const sentences = (text: string) => placedSentences(text).map(({ from, to }) => text.slice(from, to));

test.each<[string, readonly string[]]>([
  ['I failed. I studied.', ['I failed.', 'I studied.']],
  [
    'I worked with Dr. Lee at St. Luke’s. She said “well done.” Then I passed!',
    ['I worked with Dr. Lee at St. Luke’s.', 'She said “well done.”', 'Then I passed!'],
  ],
  [
    'From 6 a.m. to 3.5 hours later. So did I. Next.',
    ['From 6 a.m. to 3.5 hours later.', 'So did I.', 'Next.'],
  ],
  ['A heading\n\nA line\nthat goes on.', ['A heading', 'A line\nthat goes on.']],
  [
    'Since then:\n- one thing\n- another\n1. a third',
    ['Since then:', '- one thing', '- another', '1. a third'],
  ],
  ['I failed the exam.Then I passed it...', ['I failed the exam.', 'Then I passed it...']],
  ['No. 3 is mine. He said no. Then he left.', ['No. 3 is mine.', 'He said no.', 'Then he left.']],
  [' \n\n… ', []],
])('the sentences of %j', (text, expected) => expect(sentences(text)).toEqual(expected));

test.each<[string, readonly string[]]>([
  ['Dr. J. Lee saw me. Prof. Ahmed did, too.', ['Dr. J. Lee saw me.', 'Prof. Ahmed did, too.']],
  [
    'I rotated at Mt. Sinai, dept. of medicine. It went well.',
    ['I rotated at Mt. Sinai, dept. of medicine.', 'It went well.'],
  ],
  [
    'I scored approx. 230, i.e. I passed. So did J. R. Smith.',
    ['I scored approx. 230, i.e. I passed.', 'So did J. R. Smith.'],
  ],
  ['He and I. Then nobody.', ['He and I.', 'Then nobody.']],
  [
    'John Smith Jr. was there. Mrs. Brown vs. the board.',
    ['John Smith Jr. was there.', 'Mrs. Brown vs. the board.'],
  ],
  ['We met in the U.S. in May. Then I left.', ['We met in the U.S. in May.', 'Then I left.']],
])('shortened words do not end one: %j', (text, expected) => expect(sentences(text)).toEqual(expected));

test('in a letter each line is a sentence at least, and keeps its place', () => {
  const text = 'Dear Dr. Lee,\n\nI failed. I passed.\nSam Rivera, MD\n12345678';
  const lines = sentencesByLine(text);
  expect(lines.map(({ from, to }) => text.slice(from, to))).toEqual([
    'Dear Dr. Lee,',
    'I failed.',
    'I passed.',
    'Sam Rivera, MD',
    '12345678',
  ]);
});

test('only a single dot can belong to a word', () => {
  expect(isShortened('Dr. Lee', '.', 2)).toBe(true);
  expect(isShortened('Dr! Lee', '!', 2)).toBe(false);
  expect(isShortened('Dr... Lee', '...', 2)).toBe(false);
});

test('lines of a list are known as such', () => {
  expect(placedSentences('I have:\n• one\n• two').map(({ isItem }) => isItem)).toEqual([false, true, true]);
});

test('words lose case, accents, apostrophes and marks, and keep their position', () => {
  const text = 'Don’t—re\u00adread “Ça”, 3.5';
  expect(placedWords(text).map(({ word, from, to }) => [word, text.slice(from, to)])).toEqual([
    ['dont', 'Don’t'],
    ['reread', 're\u00adread'],
    ['ca', 'Ça'],
    ['3', '3'],
    ['5', '5'],
  ]);
});

test.each([...SHAPES, ['dots and a letter', (length: number) => `${'.'.repeat(length)}x`] as const])(
  'an eight times longer text of %s takes about eight times as long',
  async (_, make) => {
    const read = (text: string) => [placedSentences(text), placedWords(text)];
    expect(await growth(make, read, 20_000)).toBeLessThan(24);
  },
);
