import { mkdtemp, rm } from 'node:fs/promises';
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
import { type Held, traces } from './traces.ts';

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

/** What the files hold of somebody. */
const tracesOf = (held: Held): Promise<number> => traces(join(folder, 'redis'), keys, held);

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
  expect(await tracesOf(gone)).toBeGreaterThan(0);
  await house.people.delete(gone.id);
  await expect.poll(() => tracesOf(gone), { timeout: 20_000 }).toBe(0);
  expect(await tracesOf(stays)).toBeGreaterThan(0);

  house.redis.disconnect();
  await server.stop();
  server = await startEmbeddedRedis(folder, silent);
  expect(await tracesOf(gone)).toBe(0);
  expect((await open(null).people.load(stays.id))?.settings.country).toBe('CA');
});

test('what a killed process did not tidy is tidied at the next start', async () => {
  const house = open(null);
  const gone = await somebody(house);
  await house.people.delete(gone.id);
  expect(await tracesOf(gone)).toBeGreaterThan(0);
  house.redis.disconnect();
  await server.stop();
  server = await startEmbeddedRedis(folder, silent);
  expect(await tracesOf(gone)).toBeGreaterThan(0);
  open(20);
  await expect.poll(() => tracesOf(gone), { timeout: 20_000 }).toBe(0);
});

test('of many deletions in a row none is left in the files', async () => {
  const house = open(5);
  const people = await Promise.all(Array.from({ length: 20 }, () => somebody(house)));
  for (const { id } of people) await house.people.delete(id);
  for (const one of people) await expect.poll(() => tracesOf(one), { timeout: 20_000 }).toBe(0);
});
