import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { guessColumns } from '#core/people/columns.ts';
import { readSheet, SHEET_LIMITS, writeSheet } from '#core/people/csv.ts';
import { peopleIn, sheetOf } from '#core/people/people-sheet.ts';
import {
  type Correspondent,
  correspondentKindSchema,
  correspondentSchema,
  knownSchema,
  letterSchema,
  messageSchema,
} from '#core/record/correspondent.ts';
import { draftKindSchema } from '#core/record/draft-kind.ts';
import { knowledge } from '../assessment/people.ts';

const TODAY = Temporal.PlainDate.from('2026-11-28');

function read(text: string) {
  const sheet = readSheet(text);
  if (!sheet) throw new Error('this is no table');
  const columns = guessColumns(sheet, knowledge.people);
  return { columns, ...peopleIn(sheet, columns, knowledge, TODAY) };
}

/** Words with everything in them that a table or a spreadsheet takes for something else. */
const words = (most: number) =>
  fc
    .array(
      fc.constantFrom(
        '=SUM(A1)',
        '+1',
        '-',
        '@x',
        ',',
        ';',
        '"',
        "'",
        '\n',
        '\t',
        '|',
        'Dr. Lee',
        'é',
        '漢',
        'no',
        '=',
        '＝1',
        '%',
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) => parts.join(' ').trim().slice(0, most).trim())
    .filter((text) => text !== '');
const named = words(60).map((text) => `L ${text}`.replaceAll('\n', ' ').trim());
const day = fc
  .integer({ min: 0, max: 4_000 })
  .map((days) => Temporal.PlainDate.from('2020-01-01').add({ days }).toString());
const orNull = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });

const message = fc
  .record({
    at: fc
      .integer({ min: 0, max: 100_000 })
      .map((hours) => Temporal.Instant.from('2020-01-01T00:00:00Z').add({ hours }).toString()),
    from: fc.constantFrom('me', 'them'),
    kind: fc.constantFrom(...draftKindSchema.options, 'mail', 'meeting'),
    refused: fc.boolean(),
    says: orNull(words(300)),
    more: fc.record({ later: day, applied: fc.boolean(), asksNone: fc.constant(true) }, { requiredKeys: [] }),
  })
  .map(({ more, ...one }) => messageSchema.parse({ ...one, ...more }));
const letter = fc
  .record({
    asked: orNull(day),
    answer: fc.constantFrom(...letterSchema.shape.answer.unwrap().options),
    given: fc.subarray(['cv', 'statement', 'cases']),
    promised: orNull(day),
    received: orNull(day),
    assigned: orNull(day),
    field: orNull(fc.constant('family')),
  })
  .map((one) => letterSchema.parse(one));
const contact: fc.Arbitrary<Correspondent> = fc
  .record({
    kind: fc.constantFrom(...correspondentKindSchema.options),
    name: named,
    program: orNull(named),
    place: orNull(words(80).map((text) => text.replaceAll('\n', ' '))),
    specialty: orNull(fc.constantFrom('family', 'internal', 'radonc')),
    known: fc.uniqueArray(fc.constantFrom(...knownSchema.options)),
    wantsNone: fc.boolean(),
    notBefore: orNull(day),
    wouldTrain: fc.constantFrom('yes', 'no', 'unknown'),
    feedback: orNull(words(1_000)),
    note: orNull(words(500)),
    letter: orNull(letter),
    log: fc.array(message, { maxLength: 5 }),
  })
  .map((one) => correspondentSchema.parse({ id: 'contact0001', ...one }));

describe('our own table', () => {
  test('reads back without loss, whatever was written', () => {
    fc.assert(
      fc.property(fc.array(contact, { minLength: 1, maxLength: 4 }), (people) => {
        const back = read(sheetOf(people));
        expect(back.unread).toEqual([]);
        expect(back.named.map((one) => ({ id: 'contact0001', ...one }))).toEqual(people);
      }),
    );
  });

  test('has no cell that a spreadsheet would run', () => {
    fc.assert(
      fc.property(fc.array(words(80), { minLength: 1, maxLength: 5 }), (cells) => {
        // Of a single column nobody could guess the delimiter.
        const text = writeSheet(
          ['a', 'b', 'c'],
          cells.map((cell) => [cell, 'b', 'c']),
        );
        const raw = readSheet(text);
        expect(raw?.rows.map(([cell]) => cell)).toEqual(cells);
        // What a spreadsheet sees: the cell without its quotes.
        for (const line of text.slice(1).split('\r\n'))
          expect(line.replace(/^"/, '')).not.toMatch(/^[=+\-@\t|%＝＋－＠]/);
      }),
    );
  });
});

describe("somebody's own table", () => {
  test.for([
    ['a comma', 'Name,Program,Specialty\nDr. Lee,Mercy,FM\n'],
    ['a semicolon, as Excel in Europe', 'sep=;\r\nName;Program;Specialty\r\nDr. Lee;Mercy;FM\r\n'],
    ['a tab, as pasted from a sheet', 'Name\tProgram\tSpecialty\nDr. Lee\tMercy\tFM'],
    [
      'a mark at its start',
      '\uFEFFcontact name,Hospital / Program,Field\n"Dr. Lee","Mercy","Family Medicine"',
    ],
    ['other headings in another order', 'Department|Site|Who|Mood\nfamily med|Mercy|Dr. Lee|ok'],
  ] as const)('is read with %s', ([, text]) => {
    expect(read(text).named).toEqual([
      expect.objectContaining({ name: 'Dr. Lee', program: 'Mercy', specialty: 'family', kind: 'attending' }),
    ]);
  });

  test('has bad rows that are named and stop nothing', () => {
    const { named: people, unread } = read('Name,Program\nDr. Lee,Mercy\n,\n--,\n12345,\nDr. Kim,"Harbor');
    expect(people.map(({ name }) => name)).toEqual(['Dr. Lee', 'Dr. Kim']);
    expect(unread).toEqual([3, 4]);
  });

  test('says days, answers and fields in its own words, and nothing is lost that nobody can place', () => {
    const [lee] = read(
      'Name,Program,Interview date,Last contacted,Would train there,Do not contact,Specialty\nDr. Lee,Mercy,12/3/2025,some day,Yes,x,Sleep medicine fellowship',
    ).named;
    expect(lee).toMatchObject({
      known: ['interviewed'],
      wouldTrain: 'yes',
      wantsNone: true,
      log: [{ at: '2025-12-03T12:00:00Z', kind: 'interview', from: 'me' }],
    });
    expect(lee?.note).toContain('some day');
  });

  test('may have no headings', () => {
    const { columns, named: people } = read('Dr. Lee,Mercy FM,interviewed\nHarbor Psychiatry,applied');
    expect(columns).toBeNull();
    expect(people).toMatchObject([
      { name: 'Dr. Lee', program: 'Mercy FM', known: ['interviewed'] },
      { name: 'Harbor Psychiatry', known: ['applied'] },
    ]);
  });

  test('is bounded, and no text breaks the reader', () => {
    const many = read(
      `Name\n${Array.from({ length: SHEET_LIMITS.rows + 50 }, (_, index) => `Dr. L${index}x`).join('\n')}`,
    );
    expect(many.named).toHaveLength(SHEET_LIMITS.rows);
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const sheet = readSheet(text);
        if (sheet) peopleIn(sheet, guessColumns(sheet, knowledge.people), knowledge, TODAY);
      }),
    );
  });
});
