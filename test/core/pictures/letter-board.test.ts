import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LetterBoard, type LetterLook, letterBoard } from '#core/pictures/letter-board.ts';
import { cases } from '../../depth.ts';
import { say } from '../../say.ts';
import { anyLabel, problemsOf, ruler, textsOf } from './inside.ts';

const LOOKS: readonly LetterLook[] = ['there', 'agreed', 'late', 'asked', 'open', 'left'];
const DATA: LetterBoard = {
  title: 'Your letters',
  fields: [
    {
      heading: 'Internal Medicine',
      count: "2 so far, that's enough",
      isEnough: true,
      rows: [
        { name: 'Dr. Lee', look: 'there', state: 'received on Jun 10', materials: [] },
        {
          name: 'Dr. Osei',
          look: 'agreed',
          state: 'said yes, a strong letter',
          materials: [
            { label: 'CV', given: true },
            { label: 'statement', given: false },
            { label: 'cases', given: false },
          ],
        },
      ],
    },
    { heading: 'Family Medicine', count: '0 so far, 2 more to find', isEnough: false, rows: [] },
  ],
};

const anyBoard: fc.Arbitrary<LetterBoard> = fc.record({
  title: anyLabel,
  fields: fc.array(
    fc.record({
      heading: anyLabel,
      count: anyLabel,
      isEnough: fc.boolean(),
      rows: fc.array(
        fc.record({
          name: anyLabel,
          look: fc.constantFrom(...LOOKS),
          state: anyLabel,
          materials: fc.array(fc.record({ label: anyLabel, given: fc.boolean() }), { maxLength: 3 }),
        }),
        { maxLength: 6 },
      ),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  note: anyLabel,
});

describe('the board of letters', () => {
  test('shows each field with its count, and each letter with its state and what was handed over', () => {
    const drawing = letterBoard(DATA, say, ruler);
    expect(textsOf(drawing).map(({ text }) => text)).toEqual([
      'Your letters',
      'Internal Medicine',
      "2 so far, that's enough",
      'Dr. Lee',
      'received on Jun 10',
      'Dr. Osei',
      'said yes, a strong letter',
      'CV',
      'statement',
      'cases',
      'Family Medicine',
      '0 so far, 2 more to find',
    ]);
    expect(problemsOf(drawing)).toEqual([]);
  });

  test('counts what has no room', () => {
    const [field] = DATA.fields;
    const rows = Array.from({ length: 15 }, (_, index) => ({
      name: `Dr. ${index}`,
      look: 'asked' as const,
      state: 'asked',
      materials: [],
    }));
    const drawing = letterBoard({ ...DATA, fields: field ? [{ ...field, rows }] : [] }, say, ruler);
    expect(textsOf(drawing).map(({ text }) => text)).toContain('and 3 more');
  });

  test('says in words what it shows', () => {
    expect(letterBoard(DATA, say, ruler).alt).toBe(
      "Your letters. Internal Medicine: 2 so far, that's enough. Dr. Lee: received on Jun 10." +
        ' Dr. Osei: said yes, a strong letter. Family Medicine: 0 so far, 2 more to find.',
    );
  });

  test('whatever the words, nothing leaves the page or lies over anything else', () => {
    fc.assert(
      fc.property(anyBoard, (board) => {
        expect(problemsOf(letterBoard(board, say, ruler))).toEqual([]);
      }),
      cases(40),
    );
  });
});
