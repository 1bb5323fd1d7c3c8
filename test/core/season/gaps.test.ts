import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { loadKnowledgeFor, SeasonMissingError } from '#app/load-knowledge.ts';
import { createLog } from '#app/log.ts';
import { gapsAt } from '#core/season/gaps.ts';
import { knowledge } from '../assessment/people.ts';

const KNOWLEDGE = fileURLToPath(new URL('../../../config/knowledge/', import.meta.url));
const folders: string[] = [];
const lines: string[] = [];
const log = createLog({ level: 'info', secrets: [], to: { write: (line) => void lines.push(line) } });

beforeEach(() => lines.splice(0));
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** The real knowledge without some files. */
async function without(...names: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rematch-seasons-'));
  folders.push(folder);
  await cp(KNOWLEDGE, folder, { recursive: true });
  await Promise.all(names.map((name) => rm(join(folder, 'seasons', name))));
  return folder;
}

const gaps = (known: readonly number[], now: string) =>
  gapsAt(
    knowledge.seasons.filter(({ year }) => known.includes(year)),
    Temporal.Instant.from(now),
  );

test.each([
  { known: [2026, 2027, 2028, 2029], now: '2026-11-27T12:00:00Z', missing: [], unwritten: null },
  { known: [2026, 2028, 2029], now: '2026-11-27T12:00:00Z', missing: [2027], unwritten: null },
  { known: [2028, 2029], now: '2026-11-27T12:00:00Z', missing: [2027], unwritten: null },
  { known: [2026, 2027, 2029], now: '2026-11-27T12:00:00Z', missing: [2028], unwritten: null },
  { known: [2026, 2027], now: '2026-11-27T12:00:00Z', missing: [], unwritten: 2028 },
  { known: [2026], now: '2026-11-27T12:00:00Z', missing: [2027], unwritten: 2028 },
  { known: [2029], now: '2026-11-27T12:00:00Z', missing: [2027, 2028], unwritten: null },
  { known: [2027, 2028, 2029], now: '2027-03-15T12:00:00Z', missing: [], unwritten: null },
  // The season of 2026 is over: nobody misses it.
  { known: [2027, 2028], now: '2026-06-20T12:00:00Z', missing: [], unwritten: null },
  { known: [2026, 2027, 2028, 2029], now: '2029-03-17T16:00:00Z', missing: [], unwritten: 2030 },
  { known: [2026, 2027, 2028, 2029], now: '2029-12-01T12:00:00Z', missing: [2030], unwritten: 2031 },
])('with the files $known, at $now, $missing are missing and $unwritten is not written', (row) => {
  expect(gaps(row.known, row.now)).toEqual({ missing: row.missing, unwritten: row.unwritten });
});

test('nothing starts if the file of the current season is missing, and one line says which', async () => {
  const folder = await without('2027.yaml');
  const start = loadKnowledgeFor(Temporal.Instant.from('2026-11-27T12:00:00Z'), folder, log);
  const error: unknown = await start.catch((thrown: unknown) => thrown);
  if (!(error instanceof SeasonMissingError)) throw new Error('it started');
  expect(error.message).toContain('config/knowledge/seasons/2027.yaml is missing');
  expect(error.message).not.toContain('\n');
});

test('it starts if the current and the next season are there, whatever is missing after them', async () => {
  const folder = await without('2026.yaml', '2029.yaml');
  const { seasons } = await loadKnowledgeFor(Temporal.Instant.from('2026-11-27T12:00:00Z'), folder, log);
  expect(seasons.map(({ year }) => year)).toEqual([2027, 2028]);
  expect(lines).toEqual([]);
});

test('it starts with a warning while nobody has written the season that comes next', async () => {
  const folder = await without('2028.yaml', '2029.yaml');
  await loadKnowledgeFor(Temporal.Instant.from('2026-11-27T12:00:00Z'), folder, log);
  expect(lines.join()).toContain('config/knowledge/seasons/2028.yaml is not written yet');
});
