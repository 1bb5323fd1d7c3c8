import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm, type FormView } from '#bots/chat/form.ts';
import type { Given } from '#bots/chat/form-data.ts';
import { Refused } from '#bots/chat/refused.ts';
import { agreeChoices, keep, type Read, readParts } from '#bots/commands/people/agree.ts';
import { peopleOf, todayOf } from '#bots/commands/people/owned.ts';
import { button } from '#core/button.ts';
import { COLUMNS, type Column, guessColumns } from '#core/people/columns.ts';
import { readSheet, type Sheet } from '#core/people/csv.ts';
import { peopleIn, sheetOf } from '#core/people/people-sheet.ts';
import { CORRESPONDENT_LIMITS } from '#core/record/correspondent.ts';
import { type Part, type Reply, words } from '#core/reply.ts';

const MOST_BYTES = 1_000_000;
/** A table waits in the session until somebody agrees to it, packed to no more than this. */
const MOST_PACKED = 96_000;
const MOST_PASTED = 3_500;
const MIME = 'text/csv';

/** Somebody's own table, as a file or pasted. */
export const sheetForm = defineForm({
  id: 'people.sheet',
  version: 1,
  questions: [
    { id: 'how', type: 'choice', choices: ['file', 'paste'] },
    {
      id: 'table',
      type: 'file',
      accepts: [
        '.csv',
        '.tsv',
        '.txt',
        MIME,
        'text/plain',
        'text/tab-separated-values',
        'application/vnd.ms-excel',
      ],
      most: MOST_BYTES,
      read: (bytes) => packed(textIn(bytes)),
      when: ({ how }) => how === 'file',
    },
    { id: 'pasted', type: 'long', maxLength: MOST_PASTED, when: ({ how }) => how === 'paste' },
  ],
  schema: z.object({
    how: z.enum(['file', 'paste']),
    table: z.string().nullable(),
    pasted: z.string().nullable(),
  }),
  finish: async (context, { table, pasted }) => {
    const kept = table ?? packed(pasted ?? '');
    const sheet = sheetIn(kept);
    return openColumns(context, kept, guessColumns(sheet, context.knowledge.people));
  },
});

const columnSchema = z.enum(COLUMNS);
/** What a table of somebody's own can say; ours brings the rest by its own headings. */
const OWN_COLUMNS = COLUMNS.filter(
  (one) => !one.startsWith('letter_') && one !== 'log' && one !== 'not_before',
);
const givenSchema = z.object({ table: z.string(), columns: z.array(columnSchema).nullable() });

/** What was read from it: agreed to, or a column put right and shown again. */
export const columnsForm = defineForm({
  id: 'people.columns',
  version: 1,
  given: givenSchema,
  questions: [
    { id: 'agree', type: 'choice', choices: choicesIn },
    {
      id: 'column',
      type: 'choice',
      choices: ({ given }) =>
        headingsIn(given).map((heading, index) => ({ value: String(index), label: heading })),
      when: ({ agree }) => agree === 'fix',
    },
    { id: 'means', type: 'choice', choices: OWN_COLUMNS, when: ({ agree }) => agree === 'fix' },
  ],
  schema: z.object({
    agree: z.enum(['keep', 'separate', 'drop', 'fix']),
    column: z.string().nullable(),
    means: columnSchema.nullable(),
  }),
  preview: ({ context, given, answers }) => (answers.agree === undefined ? previewParts(context, given) : []),
  finish: async (context, { agree, column, means }, { given }) => {
    if (agree === 'drop') return [context.say.text('people.dropped')];
    if (agree === 'fix')
      return openColumns(context, given.table, withColumn(given, Number(column), means ?? 'none'));
    return keep(context, readIn(context, given), agree === 'separate');
  },
});

function openColumns(context: Context, table: string, columns: readonly Column[] | null): Promise<Reply> {
  return context.open(columnsForm, { given: { table, columns: columns && [...columns] } });
}

/** Each meaning stands for one column: the column that had it before loses it. */
function withColumn(
  { table, columns }: z.infer<typeof givenSchema>,
  index: number,
  means: Column,
): readonly Column[] {
  const before = columns ?? sheetIn(table).headings.map((): Column => 'none');
  return before.map((one, at) => (at === index ? means : one === means ? 'none' : one));
}

function choicesIn({ context, given }: FormView) {
  const { say } = context;
  const told = givenSchema.parse(given);
  const fix = { value: 'fix', label: say.plain('people.agree.fix') };
  const choices = agreeChoices(context, readIn(context, told));
  return [...choices.slice(0, -1), fix, ...choices.slice(-1)];
}

function headingsIn(given: Given): readonly string[] {
  const { headings } = sheetIn(givenSchema.parse(given).table);
  return headings.slice(0, 24).map((heading, index) => heading.slice(0, 60) || `${index + 1}`);
}

function readIn(context: Context, { table, columns }: z.infer<typeof givenSchema>): Read {
  const { say, knowledge } = context;
  const { named, unread } = peopleIn(sheetIn(table), columns, knowledge, todayOf(context));
  return { named, unread: unread.map((row) => say.plain('people.read.row', { number: row })) };
}

/** Which column means what, and what that gives. */
function previewParts(context: Context, given: Given): Reply {
  const { say } = context;
  const told = givenSchema.parse(given);
  const sheet = sheetIn(told.table);
  const { columns } = told;
  const rows = (columns ?? []).flatMap((column, index) =>
    column === 'none'
      ? []
      : [
          {
            label: words(sheet.headings[index] ?? ''),
            value: say.line(`people.columns.form.means.choices.${column}`),
          },
        ],
  );
  const unused = sheet.headings.filter((_, index) => columns?.[index] === 'none');
  const parts: Part[] =
    columns === null
      ? [say.text('people.columns.no_headings')]
      : [{ kind: 'facts', title: say.line('people.columns.title'), rows }];
  if (unused.length > 0 && columns !== null)
    parts.push(say.text('people.columns.unused', { headings: unused.join(', ').slice(0, 300) }));
  if (sheet.left > 0)
    parts.push(say.text('people.columns.left', { count: sheet.left, most: CORRESPONDENT_LIMITS.people }));
  return [...parts, ...readParts(context, readIn(context, told))];
}

function packed(text: string): string {
  const table = brotliCompressSync(text).toString('base64');
  if (table.length > MOST_PACKED) throw new Refused('people.sheet_too_large');
  return table;
}

/** @throws {Refused} where it is no table */
function sheetIn(table: string): Sheet {
  const text = brotliDecompressSync(Buffer.from(table, 'base64'), {
    maxOutputLength: MOST_BYTES * 3,
  }).toString();
  const sheet = readSheet(text);
  if (!sheet) throw new Refused('people.no_table');
  return sheet;
}

/** Text in UTF-8, in UTF-16 with its mark, or as Excel writes it on Windows. @throws {Refused} for anything else */
function textIn(bytes: Uint8Array): string {
  const text = decoded(bytes);
  if (text.includes('\0') || text.trim() === '') throw new Refused('chat.file_unreadable');
  if (!readSheet(text)) throw new Refused('people.no_table');
  return text;
}

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** `in`: reads a table. `out`: everything that is kept of these people, as one. */
async function sheet(context: Context, id: string): Promise<Reply> {
  const { say } = context;
  if (id !== 'out') return context.open(sheetForm);
  const people = peopleOf(context);
  if (people.length === 0) throw new Refused('people.nobody_yet');
  return [
    {
      kind: 'file',
      name: 'people.csv',
      mime: MIME,
      caption: say.line('people.sheet_caption', { count: people.length }),
      bytes: Buffer.from(sheetOf(people)),
    },
    { kind: 'buttons', buttons: [button(say, 'people', '0', 'people.button.all')] },
  ];
}

export const sheetPresses = { personsheet: { redraw: false, run: sheet } } as const;
