import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { findAmong, readLines } from '#core/people/read-lines.ts';
import { knowledge } from '../assessment/people.ts';

const TODAY = Temporal.PlainDate.from('2026-11-28');
const read = (text: string) => readLines(text, knowledge, TODAY).flatMap(({ named }) => named ?? []);

describe('a line that names somebody', () => {
  test.for([
    [
      "St. Luke's Family Medicine, Dr. Lee, interviewed",
      { kind: 'attending', name: 'Dr. Lee', program: "St. Luke's Family Medicine", known: ['interviewed'] },
    ],
    [
      '- met Dr. Okafor, Mercy IM, Tulsa',
      { kind: 'attending', name: 'Dr. Okafor', program: 'Mercy IM', place: 'Tulsa', known: ['conversation'] },
    ],
    [
      '2. Harbor Psychiatry, we talked twice',
      { kind: 'program', name: 'Harbor Psychiatry', program: null, known: ['conversation'] },
    ],
    ['Valley FM', { kind: 'program', name: 'Valley FM', known: [] }],
    [
      'Prof Adeyemi; rotated in May, wrote my letter',
      { kind: 'letter_writer', name: 'Prof Adeyemi', program: null, known: ['rotated', 'letter'] },
    ],
  ] as const)('%s', ([line, named]) => expect(read(line)).toEqual([expect.objectContaining(named)]));

  test('is left out where it names nobody', () => expect(read('\n , ;\ninterviewed\n')).toEqual([]));

  test('has a name of a length that can be kept', () => {
    const [long] = read('x'.repeat(400));
    expect(long?.name).toHaveLength(100);
  });
});

test('somebody is found again however the name is typed, and not at another program', () => {
  const [lee] = read('Dr. Lee, Mercy IM').map((one) => ({ id: 'person0001', ...one }));
  if (!lee) throw new Error('nobody was read');
  const again = (text: string) => read(text).flatMap((one) => findAmong([lee], one) ?? []);
  expect(again('DR LEE')).toEqual([lee]);
  expect(again('dr. lee, mercy im, interviewed')).toEqual([lee]);
  expect(again('Dr. Lee, Harbor IM')).toEqual([]);
});
