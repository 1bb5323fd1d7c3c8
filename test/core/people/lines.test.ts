import { readFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readLine } from '#core/people/read-line.ts';
import type { Addressee } from '#core/record/grounds.ts';
import { knowledge } from '../assessment/people.ts';

/** Lines as people write them, with what a reader takes from each; null: it says nothing of that, or names nobody. */
const rowSchema = z.object({
  line: z.string(),
  name: z.string().nullable(),
  kind: z.string().nullable(),
  known: z.string().nullable(),
  specialty: z.string().nullable(),
  place: z.string().nullable(),
  when: z.string().nullable(),
});
const TODAY = Temporal.PlainDate.from('2026-11-28');
const ROWS = readFileSync('test/fixtures/people-lines.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => rowSchema.parse(JSON.parse(line)));
/** What the reader gets right today; it may only grow. */
const WHOLE = 120;

test('lines written before the reader was are read as a person would', () => {
  const wrong = ROWS.filter((row) => !isRight(row, readLine(row.line, knowledge, TODAY)));
  expect(ROWS.length - wrong.length, wrong.map(({ line }) => line).join('\n')).toBeGreaterThanOrEqual(WHOLE);
});

function isRight(row: z.infer<typeof rowSchema>, got: Addressee | null): boolean {
  if (!got || row.name === null) return got === null && row.name === null;
  const places = [got.program, got.place, got.kind === 'program' ? got.name : null];
  return (
    plain(got.name) === plain(row.name) &&
    (row.kind === null || got.kind === row.kind) &&
    (row.known === null || got.known.some((how) => how === row.known)) &&
    got.specialty === row.specialty &&
    (row.place === null || places.some((one) => plain(one ?? '').startsWith(plain(row.place ?? '')))) &&
    // A year alone is no day to log.
    (row.when === null || row.when.length === 4 || (got.log[0]?.at.startsWith(row.when) ?? false))
  );
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
