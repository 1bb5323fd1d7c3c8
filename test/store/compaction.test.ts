import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { startCompaction } from '#store/compaction.ts';
import { type EmbeddedRedis, startEmbeddedRedis } from '#store/embedded.ts';
import { createKeyRing } from '#store/key-ring.ts';
import { papersKey, personKey } from '#store/layout.ts';
import { createPeople } from '#store/people.ts';
import { connect } from '#store/redis.ts';
import { createSessions } from '#store/sessions.ts';
import { NOW, newId, randomKey, silent, someone } from './help.ts';

const WRAPPED_BYTES = 69;
const keys = createKeyRing([randomKey()]);
let folder: string;
let server: EmbeddedRedis;
const ends: (() => unknown)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rematch-files-'));
  server = await startEmbeddedRedis(folder, silent);
});
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A house on the embedded Redis; `soonMs`: how soon it tidies, or null for never. */
function open(soonMs: number | null) {
  const redis = connect(server, silent);
  ends.push(() => redis.disconnect());
  const compaction = soonMs === null ? null : startCompaction(redis, silent, soonMs);
  ends.push(() => compaction?.stop());
  const onDeleted = () => compaction?.soon();
  return {
    redis,
    people: createPeople({ redis, keys, newId, onDeleted }),
    sessions: createSessions({ redis, keys }),
  };
}

async function files(): Promise<Buffer> {
  const names = await readdir(join(folder, 'redis'), { recursive: true, withFileTypes: true });
  const contents = names
    .filter((entry) => entry.isFile())
    .map((entry) => readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0)));
  return Buffer.concat(await Promise.all(contents));
}

/** What the files hold of somebody: data keys that the master key still opens, and values under their data key. */
async function traces({
  id,
  wrapped,
  value,
}: {
  id: string;
  wrapped: Buffer;
  value: Buffer;
}): Promise<number> {
  const all = await files();
  const opened = offsets(all, wrapped.subarray(0, 9)).filter((at) => {
    try {
      return keys.unwrap(id, all.subarray(at, at + WRAPPED_BYTES)).length === 32;
    } catch {
      return false;
    }
  });
  return opened.length + offsets(all, value.subarray(0, 9)).length;
}

function offsets(all: Buffer, part: Buffer): readonly number[] {
  const found: number[] = [];
  for (let at = all.indexOf(part); at >= 0; at = all.indexOf(part, at + 1)) found.push(at);
  return found;
}

/** Somebody with everything that we keep about a person. */
async function somebody({ redis, people, sessions }: ReturnType<typeof open>) {
  const { id } = await people.create(someone(), NOW);
  await people.update(id, (person) => ({ ...person, settings: { ...person.settings, country: 'CA' } }));
  const session = {
    id: 'abcd1234',
    form: 'f',
    version: 1,
    answers: {},
    at: 'a',
    given: {},
    initial: {},
    outer: null,
  };
  await sessions.save(id, session, null);
  const notes = { name: 'notes', schema: z.array(z.string()) };
  await people.papers.add(id, notes, 'Notes', ['in my own words'], NOW);
  const wrapped = (await redis.hgetBuffer(personKey(id), 'k')) ?? Buffer.alloc(0);
  const value = (await redis.hgetBuffer(personKey(id), 'd')) ?? Buffer.alloc(0);
  expect(await redis.exists(papersKey(id))).toBe(1);
  return { id, wrapped, value };
}

test('soon after a deletion the files hold nothing that opens, and those who stay are whole', async () => {
  const house = open(20);
  const [gone, stays] = [await somebody(house), await somebody(house)];
  expect(await traces(gone)).toBeGreaterThan(0);
  await house.people.delete(gone.id);
  await expect.poll(() => traces(gone), { timeout: 20_000 }).toBe(0);
  expect(await traces(stays)).toBeGreaterThan(0);

  house.redis.disconnect();
  await server.stop();
  server = await startEmbeddedRedis(folder, silent);
  expect(await traces(gone)).toBe(0);
  expect((await open(null).people.load(stays.id))?.settings.country).toBe('CA');
});

test('what a killed process did not tidy is tidied at the next start', async () => {
  const house = open(null);
  const gone = await somebody(house);
  await house.people.delete(gone.id);
  expect(await traces(gone)).toBeGreaterThan(0);
  house.redis.disconnect();
  await server.stop();
  server = await startEmbeddedRedis(folder, silent);
  expect(await traces(gone)).toBeGreaterThan(0);
  open(20);
  await expect.poll(() => traces(gone), { timeout: 20_000 }).toBe(0);
});

test('of many deletions in a row none is left in the files', async () => {
  const house = open(5);
  const people = await Promise.all(Array.from({ length: 20 }, () => somebody(house)));
  for (const { id } of people) await house.people.delete(id);
  for (const one of people) await expect.poll(() => traces(one), { timeout: 20_000 }).toBe(0);
});
