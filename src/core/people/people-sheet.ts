import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Column } from '#core/people/columns.ts';
import { type Sheet, writeSheet } from '#core/people/csv.ts';
import { dateIn } from '#core/people/line-dates.ts';
import { fieldIn } from '#core/people/line-fields.ts';
import type { LineRules } from '#core/people/line-reading.ts';
import { findPhrase, tokensOf } from '#core/people/line-words.ts';
import { readLine } from '#core/people/read-line.ts';
import {
  type Correspondent,
  correspondentKindSchema,
  correspondentSchema,
  type Known,
  knownSchema,
  letterSchema,
  type Message,
  materialSchema,
  messageSchema,
} from '#core/record/correspondent.ts';
import type { Addressee } from '#core/record/grounds.ts';

/** The people of a table, and the rows that name nobody. Rows count from 2, as a spreadsheet shows them below its headings. */
export interface SheetPeople {
  readonly named: readonly Addressee[];
  readonly unread: readonly number[];
}

/** What our own table says, in its order. */
const EXPORTED = [
  ['name', 'Name'],
  ['kind', 'Kind'],
  ['program', 'Program'],
  ['place', 'Place'],
  ['specialty', 'Specialty'],
  ['known', 'Known from'],
  ['would_train', 'Would train there'],
  ['wants_none', 'No messages'],
  ['feedback', 'Feedback'],
  ['note', 'Notes'],
  ['not_before', 'Not before'],
  ['letter_asked', 'Letter asked'],
  ['letter_answer', 'Letter answer'],
  ['letter_given', 'Letter materials'],
  ['letter_promised', 'Letter promised'],
  ['letter_received', 'Letter received'],
  ['letter_assigned', 'Letter assigned'],
  ['letter_field', 'Letter field'],
  ['log', 'Log'],
] as const satisfies readonly (readonly [Column, string])[];

/** Everything that is kept of these people, as a table that reads back without loss. */
export function sheetOf(people: readonly Correspondent[]): string {
  return writeSheet(
    EXPORTED.map(([, heading]) => heading),
    people.map((one) => EXPORTED.map(([column]) => cellOf(one, column))),
  );
}

function cellOf(one: Correspondent, column: (typeof EXPORTED)[number][0]): string {
  const { letter } = one;
  switch (column) {
    case 'name':
      return one.name;
    case 'kind':
      return one.kind;
    case 'program':
      return one.program ?? '';
    case 'place':
      return one.place ?? '';
    case 'specialty':
      return one.specialty ?? '';
    case 'known':
      return one.known.join(', ');
    case 'would_train':
      return one.wouldTrain === 'unknown' ? '' : one.wouldTrain;
    case 'wants_none':
      return one.wantsNone ? 'yes' : '';
    case 'feedback':
      return one.feedback ?? '';
    case 'note':
      return one.note ?? '';
    case 'not_before':
      return one.notBefore ?? '';
    case 'log':
      return one.log.map(lineOf).join('\n');
    case 'letter_asked':
      return letter?.asked ?? '';
    case 'letter_answer':
      return letter?.answer ?? '';
    case 'letter_given':
      return letter?.given.join(', ') ?? '';
    case 'letter_promised':
      return letter?.promised ?? '';
    case 'letter_received':
      return letter?.received ?? '';
    case 'letter_assigned':
      return letter?.assigned ?? '';
    case 'letter_field':
      return letter?.field ?? '';
    default:
      return column satisfies never;
  }
}

/** One message as a line: when, who, what, and what was said, in quotes. */
function lineOf({ at, from, kind, refused, asksNone, applied, later, says }: Message): string {
  const marks = [
    refused ? 'refused' : '',
    asksNone ? 'no-messages' : '',
    applied === undefined ? '' : applied ? 'applied' : 'not-applied',
    later ? `later:${later}` : '',
  ];
  return [
    at,
    from,
    kind,
    ...marks.filter((mark) => mark !== ''),
    ...(says === null ? [] : [JSON.stringify(says)]),
  ].join(' ');
}

const LINE =
  /^(\S+) (me|them) (\S+)((?: (?:refused|no-messages|applied|not-applied|later:\S+))*)(?: (".*"))?$/;

function messageIn(line: string): Message | null {
  const [, at, from, kind, marks = '', says] = LINE.exec(line.trim()) ?? [];
  const later = /later:(\S+)/.exec(marks)?.[1];
  const read = messageSchema.safeParse({
    at,
    from,
    kind,
    refused: marks.includes('refused'),
    ...(marks.includes('no-messages') && { asksNone: true }),
    ...(later !== undefined && { later }),
    ...(/ (?:not-)?applied/.test(marks) && { applied: !marks.includes('not-applied') }),
    says: says === undefined ? null : quoted(says),
  });
  return read.success ? read.data : null;
}

function quoted(text: string): string | null {
  try {
    return z.string().parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/**
 * The people of a table. `columns` says what each column holds; null: it has no headings, and each row is read like a line.
 * @param today in the person's zone
 */
export function peopleIn(
  { headings, rows }: Sheet,
  columns: readonly Column[] | null,
  rules: LineRules,
  today: Temporal.PlainDate,
): SheetPeople {
  const read =
    columns === null
      ? [headings, ...rows].map((row) => readLine(row.filter((cell) => cell !== '').join(', '), rules, today))
      : rows.map((row) => personIn(row, columns, headings, rules, today));
  const first = columns === null ? 1 : 2;
  return {
    named: read.flatMap((one) => one ?? []),
    unread: read.flatMap((one, index) => (one === null ? [index + first] : [])),
  };
}

function personIn(
  row: readonly string[],
  columns: readonly Column[],
  headings: readonly string[],
  rules: LineRules,
  today: Temporal.PlainDate,
): Addressee | null {
  const cell = (column: Column): string => row[columns.indexOf(column)]?.trim() ?? '';
  const name = cell('name') || cell('program');
  if (!/\p{L}/u.test(name)) return null;
  // What a column means that nobody can place is not lost: it goes to the notes.
  const notes = [cell('note')];
  const keep = (column: Column): void => {
    notes.push(`${headings[columns.indexOf(column)]}: ${cell(column)}`);
  };
  const specialty = cell('specialty') === '' ? null : fieldIn(cell('specialty'), rules);
  if (cell('specialty') !== '' && specialty === null) keep('specialty');
  const known = knownIn(cell('known'), rules);
  if (cell('known') !== '' && known.length === 0) keep('known');
  const log = logIn(cell('log'));
  for (const [column, kind] of DATED) {
    if (cell(column) === '') continue;
    const day = dateIn(cell(column), today);
    if (day) log.push(messageOn(day.on, kind));
    else keep(column);
  }
  if (cell('interviewed_on') !== '' && !known.includes('interviewed')) known.push('interviewed');
  const isPerson = cell('name') !== '';
  const wouldTrain = yesIn(cell('would_train'));
  const read = correspondentSchema.omit({ id: true }).safeParse({
    kind:
      kindIn(cell('kind'), name, rules, today) ??
      (isPerson && cell('program') !== '' ? 'attending' : 'program'),
    name: name.slice(0, 100),
    program: isPerson ? cell('program').slice(0, 100) || null : null,
    place: cell('place').slice(0, 80) || null,
    specialty,
    known,
    wouldTrain: wouldTrain === null ? 'unknown' : wouldTrain ? 'yes' : 'no',
    wantsNone: yesIn(cell('wants_none')) ?? false,
    feedback: cell('feedback').slice(0, 1_000) || null,
    note:
      notes
        .filter((note) => note !== '')
        .join('\n')
        .slice(0, 500) || null,
    notBefore: dayIn(cell('not_before')),
    letter: letterIn(cell),
    log: log.slice(-60),
  });
  return read.success ? read.data : null;
}

const DATED = [
  ['contacted', 'mail'],
  ['interviewed_on', 'interview'],
] as const;

function messageOn(on: Temporal.PlainDate, kind: 'mail' | 'interview'): Message {
  return { at: `${on.toString()}T12:00:00Z`, from: 'me', kind, refused: false, says: null };
}

function logIn(cell: string): Message[] {
  return cell.split('\n').flatMap((line) => messageIn(line) ?? []);
}

function kindIn(
  cell: string,
  name: string,
  rules: LineRules,
  today: Temporal.PlainDate,
): Correspondent['kind'] | null {
  const plain = cell.trim().toLowerCase().replaceAll(/[ -]/g, '_');
  const exact = correspondentKindSchema.safeParse(plain);
  if (exact.success) return exact.data;
  if (cell === '') return readLine(name, rules, today)?.kind ?? null;
  return readLine(`${name}, ${cell}`, rules, today)?.kind ?? null;
}

function knownIn(cell: string, { people }: LineRules): Known[] {
  const exact = z.array(knownSchema).safeParse(cell.split(', '));
  if (exact.success) return exact.data;
  const tokens = tokensOf(cell);
  return people.wording.known
    .filter(({ as, words }) => [as, ...words].some((phrase) => findPhrase(tokens, phrase)))
    .map(({ as }) => as);
}

function yesIn(cell: string): boolean | null {
  if (/^(?:y|yes|true|x|1|✓|✔|would)$/i.test(cell)) return true;
  return /^(?:n|no|false|0|never)$/i.test(cell) ? false : null;
}

function dayIn(cell: string): string | null {
  return z.iso.date().safeParse(cell).data ?? null;
}

function letterIn(cell: (column: Column) => string): Correspondent['letter'] {
  const told = {
    asked: dayIn(cell('letter_asked')),
    answer: letterSchema.shape.answer.safeParse(cell('letter_answer').toLowerCase() || undefined).data,
    given: cell('letter_given')
      .toLowerCase()
      .split(/[,;]\s*/)
      .flatMap((one) => materialSchema.safeParse(one).data ?? []),
    promised: dayIn(cell('letter_promised')),
    received: dayIn(cell('letter_received')),
    assigned: dayIn(cell('letter_assigned')),
    field: cell('letter_field').slice(0, 40) || null,
  };
  const isEmpty =
    cell('letter_answer') === '' && !told.asked && !told.promised && !told.received && !told.assigned;
  return isEmpty ? null : letterSchema.parse(told);
}
