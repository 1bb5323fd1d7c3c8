import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { categorySchema } from '#core/knowledge/tone.ts';
import { draftKindSchema } from '#core/record/draft-kind.ts';
import { addresseeSchema, type Grounds, groundsSchema } from '#core/record/grounds.ts';

const FOLDER = new URL('./', import.meta.url);

const sharedSchema = z.object({
  as: draftKindSchema,
  text: z.string().min(1),
  /** Everything that is wrong with it. */
  categories: z.array(categorySchema),
});
/** A whole text, sent at a moment by somebody with a record. */
const wholeSchema = sharedSchema.extend({
  id: z.string(),
  at: z.iso.datetime({ offset: true }),
  record: z.string(),
  /** Overrides whom the record is for. */
  to: addresseeSchema.nullable().optional(),
});
/** A few sentences of a text, of which nothing else is known. */
const excerptSchema = sharedSchema.extend({ pair: z.int() });

export interface Text extends z.infer<typeof sharedSchema> {
  readonly id: string;
  readonly at: string;
  readonly grounds: Grounds;
  /** The file it is from, without `.jsonl`: one author each. */
  readonly author: string;
  /** What is written about one matter, to be told apart; whole texts are each their own. */
  readonly pair: string;
  readonly isExcerpt: boolean;
}

/** Nothing bars a message on such a day. */
const PLAIN_DAY = '2026-06-10T15:00:00Z';
const NOBODY = groundsSchema.parse({ profile: {} });

/**
 * The texts of every file whose name begins so.
 * @throws {Error} for a line that is no text, or names a record that is in no file
 */
export function textsOf(beginning: string): readonly Text[] {
  const records = recordsIn();
  return namesOf(beginning, '.jsonl').flatMap((name) =>
    readFileSync(new URL(name, FOLDER), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line, at) => textOf(JSON.parse(line), name.slice(0, -'.jsonl'.length), at, records)),
  );
}

function textOf(told: unknown, author: string, at: number, records: ReadonlyMap<string, Grounds>): Text {
  const id = `${author}:${at + 1}`;
  const excerpt = excerptSchema.safeParse(told);
  if (excerpt.success) {
    const pair = `${author}/${excerpt.data.pair}`;
    return { ...excerpt.data, id, at: PLAIN_DAY, grounds: NOBODY, author, pair, isExcerpt: true };
  }
  const whole = wholeSchema.parse(told);
  const record = records.get(whole.record);
  if (!record) throw new Error(`${whole.id}: there is no record "${whole.record}"`);
  const grounds = whole.to === undefined ? record : { ...record, to: whole.to };
  return { ...whole, grounds, author, pair: whole.id, isExcerpt: false };
}

function namesOf(beginning: string, ending: string): readonly string[] {
  return readdirSync(fileURLToPath(FOLDER))
    .filter((name) => name.startsWith(beginning) && name.endsWith(ending))
    .toSorted();
}

function recordsIn(): ReadonlyMap<string, Grounds> {
  const all = namesOf('records-', '.json').flatMap((name): [string, unknown][] =>
    Object.entries(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))),
  );
  return new Map(all.map(([name, told]) => [name, groundsSchema.parse(told)]));
}
