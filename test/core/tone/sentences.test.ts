import { expect, test } from 'vitest';
import { sentencesOf } from '#core/tone/sentences.ts';

const read = (text: string) => sentencesOf(text).map(({ from, to }) => text.slice(from, to));

test('words that are shortened end no sentence here either', () => {
  expect(read('I worked with Dr. J. Lee at St. Luke’s. She taught me.')).toEqual([
    'I worked with Dr. J. Lee at St. Luke’s',
    'She taught me',
  ]);
  expect(read('Section no. 3 is mine. He said no. Then I left.')).toEqual([
    'Section no. 3 is mine',
    'He said no',
    'Then I left',
  ]);
});

test('three dots in the middle of a thought go on, and a question asks', () => {
  expect(read('I waited... and waited. Why?')).toEqual(['I waited... and waited', 'Why']);
  expect(sentencesOf('Why?').map(({ asks }) => asks)).toEqual([true]);
});
