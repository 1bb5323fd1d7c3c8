import { beforeEach, expect, test } from 'vitest';
import { createKeyRing } from '#store/key-ring.ts';
import { sessionKey } from '#store/layout.ts';
import { NoSuchPersonError } from '#store/no-such-person.ts';
import { createPeople } from '#store/people.ts';
import { createSessions, type Session } from '#store/sessions.ts';
import { everything, NOW, newId, randomKey, someone, useRedis } from './help.ts';

let person: string;
const clients = useRedis();
const keys = createKeyRing([randomKey()]);
const open = () => createSessions({ redis: clients.add(), keys });
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

const first: Session = {
  id: 'abcd1234',
  form: 'assess',
  version: 1,
  answers: {},
  at: 'exam',
  given: { year: 2025, img: true, note: null },
  initial: {},
  outer: null,
};
const second: Session = { ...first, answers: { exam: 'step2' }, at: 'score' };

beforeEach(async () => {
  person = (await createPeople({ redis: clients.add(), keys, newId }).create(someone(), NOW)).id;
});

test('a session is found by another process as it was left', async () => {
  expect(await open().load(person)).toBeNull();
  expect(await open().save(person, first, null)).toBe(true);
  expect(await open().load(person)).toEqual(first);
  expect(await open().save(person, second, first)).toBe(true);
  expect(await open().load(person)).toEqual(second);
  await open().drop(person);
  expect(await open().load(person)).toBeNull();
});

test('a session is saved only over the one that was expected', async () => {
  const sessions = open();
  expect(await sessions.save(person, second, first)).toBe(false);
  expect(await sessions.load(person)).toBeNull();
  await sessions.save(person, first, null);
  expect(await sessions.save(person, second, null)).toBe(false);
  expect(await sessions.save(person, first, second)).toBe(false);
  expect(await sessions.load(person)).toEqual(first);
});

test('of thirty racing answers to one question one wins', async () => {
  const doors = Array.from({ length: 5 }, open);
  await doors[0]?.save(person, first, null);
  const answers = Array.from({ length: 30 }, (_, score) => ({ ...second, answers: { score } }));
  const won = await Promise.all(
    answers.map((answer, index) => doors[index % 5]?.save(person, answer, first)),
  );
  expect(won.filter(Boolean)).toHaveLength(1);
  expect(await open().load(person)).toEqual(answers[won.indexOf(true)]);
});

test('a session is forgotten seven days after its last answer', async () => {
  const redis = clients.add();
  const sessions = open();
  await sessions.save(person, first, null);
  expect(await redis.pttl(sessionKey(person))).toBeGreaterThan(WEEK_MS - 60_000);
  expect(await redis.pttl(sessionKey(person))).toBeLessThanOrEqual(WEEK_MS);

  await redis.expire(sessionKey(person), 1000);
  await sessions.save(person, second, first);
  expect(await redis.pttl(sessionKey(person))).toBeGreaterThan(WEEK_MS - 60_000);

  await redis.pexpireat(sessionKey(person), 1);
  expect(await sessions.load(person)).toBeNull();
  expect(await sessions.save(person, first, null)).toBe(true);
});

test('Redis shows nothing of the answers', async () => {
  await open().save(person, second, null);
  const seen = await everything(clients.add());
  for (const word of ['step2', 'score', 'assess', 'abcd1234']) expect(seen).not.toContain(word);
});

test('an older session put back is accepted, as the threat model says', async () => {
  const redis = clients.add();
  await open().save(person, first, null);
  const older = await redis.getBuffer(sessionKey(person));
  await open().save(person, second, first);
  await redis.set(sessionKey(person), older ?? '');
  expect(await open().load(person)).toEqual(first);
});

test('nothing is kept for someone who has no record', async () => {
  const stranger = newId();
  expect(await open().load(stranger)).toBeNull();
  await expect(open().save(stranger, first, null)).rejects.toThrow(NoSuchPersonError);
  expect(await clients.add().exists(sessionKey(stranger))).toBe(0);
});

test('a session that does not fit the schema is not saved', async () => {
  await expect(open().save(person, { ...first, id: 'no id' }, null)).rejects.toThrow();
  expect(await open().load(person)).toBeNull();
});
