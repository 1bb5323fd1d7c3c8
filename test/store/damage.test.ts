import { expect, test } from 'vitest';
import type { Applicant } from '#core/record/applicant.ts';
import { InvalidRecordError, isUnreadable } from '#store/document.ts';
import { createKeyRing } from '#store/key-ring.ts';
import { identityKey, personKey, sessionKey } from '#store/layout.ts';
import { NewerRecordError } from '#store/migrations.ts';
import { createPeople } from '#store/people.ts';
import { DamagedValueError, seal, WrongKeyError } from '#store/seal.ts';
import { createSessions, UnreadableSessionError } from '#store/sessions.ts';
import { everything, NOW, newId, randomKey, someone, useRedis } from './help.ts';

const clients = useRedis();
const ring = createKeyRing([randomKey()]);
const session = {
  id: 'abcd1234',
  form: 'assess',
  version: 1,
  answers: {},
  at: 'exam',
  given: {},
  initial: {},
  outer: null,
};

function stores(keys = ring) {
  const redis = clients.add();
  return {
    redis,
    people: createPeople({ redis, keys, newId }),
    sessions: createSessions({ redis, keys }),
  };
}

const paused = (person: Applicant): Applicant => ({
  ...person,
  settings: { ...person.settings, paused: true },
});

/** Every door that reads the record refuses it by name, and Redis holds what it held. */
async function refused(id: string, error: new (message: string) => Error, key = ring): Promise<void> {
  const { redis, people } = stores(key);
  const before = await everything(redis);
  await expect(people.load(id)).rejects.toThrow(error);
  await expect(people.update(id, paused)).rejects.toThrow(error);
  await expect(people.export(id)).rejects.toThrow(error);
  expect(await everything(redis)).toBe(before);
}

test('another master key opens nothing and overwrites nothing', async () => {
  const { people, sessions } = stores();
  const { id } = await people.create(someone(), NOW);
  await sessions.save(id, session, null);
  const wrong = createKeyRing([randomKey()]);
  await refused(id, WrongKeyError, wrong);
  await expect(stores(wrong).sessions.load(id)).rejects.toThrow(WrongKeyError);
  await expect(stores(wrong).sessions.save(id, { ...session, at: 'year' }, session)).rejects.toThrow(
    WrongKeyError,
  );
  expect(await sessions.load(id)).toEqual(session);
});

test.each(['k', 'd'])('a changed byte anywhere in %s is refused and kept as it is', async (field) => {
  const { redis, people } = stores();
  const { id } = await people.create(someone(), NOW);
  const whole = (await redis.hgetBuffer(personKey(id), field)) ?? Buffer.alloc(0);
  const classes = {
    format: 0,
    mark: 4,
    nonce: 12,
    text: 30,
    lastOfText: whole.length - 17,
    tag: whole.length - 1,
  };
  for (const [name, at] of Object.entries(classes)) {
    const changed = Buffer.from(whole);
    changed.writeUInt8(changed.readUInt8(at) ^ 0x10, at);
    await redis.hset(personKey(id), field, changed);
    await refused(id, name === 'mark' ? WrongKeyError : DamagedValueError);
  }
  await redis.hset(personKey(id), field, whole);
  expect((await people.load(id))?.id).toBe(id);
});

test.each(['k', 'v', 'd'])('a cut, empty or missing %s is refused and kept as it is', async (field) => {
  const { redis, people } = stores();
  const { id } = await people.create(someone(), NOW);
  const whole = (await redis.hgetBuffer(personKey(id), field)) ?? Buffer.alloc(0);
  for (const length of [0, whole.length - 1]) {
    await redis.hset(personKey(id), field, whole.subarray(0, length));
    await refused(id, DamagedValueError);
  }
  await redis.hdel(personKey(id), field);
  await refused(id, DamagedValueError);
});

test('an older record under a newer version is refused', async () => {
  const { redis, people } = stores();
  const { id } = await people.create(someone(), NOW);
  const old = await redis.hgetBuffer(personKey(id), 'd');
  await people.update(id, paused);
  await redis.hset(personKey(id), 'd', old ?? '');
  await refused(id, DamagedValueError);
});

test('an older record with its own version is accepted, as the threat model says', async () => {
  const { redis, people } = stores();
  const made = await people.create(someone(), NOW);
  const before = await redis.hgetallBuffer(personKey(made.id));
  await people.update(made.id, paused);
  await redis.hset(personKey(made.id), before);
  expect(await people.load(made.id)).toEqual(made);
});

test.each([
  ['the records', ['d'], WrongKeyError],
  ['the keys', ['k'], DamagedValueError],
  ['records and keys', ['k', 'd'], DamagedValueError],
] as const)('two people with %s swapped are both refused', async (_, fields, error) => {
  const { redis, people } = stores();
  const [one, two] = [await people.create(someone(), NOW), await people.create(someone(), NOW)];
  for (const field of fields) {
    const [first, second] = [
      await redis.hgetBuffer(personKey(one.id), field),
      await redis.hgetBuffer(personKey(two.id), field),
    ];
    await redis.hset(personKey(one.id), field, second ?? '');
    await redis.hset(personKey(two.id), field, first ?? '');
  }
  await refused(one.id, error);
  await refused(two.id, error);
});

test.each<[string, Record<string, Buffer | null>]>([
  ['a damaged record', { d: Buffer.from('damaged') }],
  ['a damaged key', { k: Buffer.from('damaged') }],
  ['no version', { v: null }],
  ['no key and no record', { k: null, d: null }],
])('a person with %s is deleted with everything that names them', async (_, damage) => {
  const { redis, people, sessions } = stores();
  await people.create(someone(), NOW);
  const before = await everything(redis);
  const { id } = await people.create(someone('42'), NOW);
  await sessions.save(id, session, null);
  for (const [field, value] of Object.entries(damage))
    await (value ? redis.hset(personKey(id), field, value) : redis.hdel(personKey(id), field));
  await expect(people.load(id)).rejects.toThrow(DamagedValueError);
  await people.delete(id);
  expect(await everything(redis)).toBe(before);
  expect((await people.create(someone('42'), NOW)).id).not.toBe(id);
});

test.each<[string, string, new (message: string) => Error]>([
  ['does not fit the schema', '{"schema":1,"id":7}', InvalidRecordError],
  ['has no version', '{}', InvalidRecordError],
  ['is not JSON', 'text', InvalidRecordError],
  ['comes from a later version', '{"schema":99}', NewerRecordError],
])('a record that %s is refused as unreadable and kept as it is', async (_, plain, error) => {
  const { redis, people } = stores();
  const { id } = await people.create(someone(), NOW);
  const wrapped = (await redis.hgetBuffer(personKey(id), 'k')) ?? Buffer.alloc(0);
  const value = seal(ring.unwrap(id, wrapped), ['record', id, 1], Buffer.from(plain));
  await redis.hset(personKey(id), 'd', value);
  await refused(id, error);
  expect(isUnreadable(await people.load(id).catch((thrown: unknown) => thrown))).toBe(true);
});

test('an index entry that leads to somebody else opens nothing, and only it is forgotten', async () => {
  const { redis, people, sessions } = stores();
  const victim = await people.create(someone('victim'), NOW);
  await sessions.save(victim.id, session, null);
  await people.create(someone('thief'), NOW);
  await redis.set(identityKey(ring.mac('discord', 'thief')), victim.id);
  await redis.set(identityKey(ring.mac('telegram', 'stranger')), victim.id);

  const before = await everything(redis);
  for (const [platform, user] of [
    ['discord', 'thief'],
    ['telegram', 'stranger'],
  ] as const) {
    const error: unknown = await people.find(platform, user).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DamagedValueError);
    expect(isUnreadable(error)).toBe(true);
    await expect(people.create({ platform, user, address: null }, NOW)).rejects.toThrow(DamagedValueError);
    expect(await everything(redis)).toBe(before);
  }
  await people.forget('discord', 'thief');
  expect(await people.find('discord', 'thief')).toBeNull();
  expect(await people.find('discord', 'victim')).toEqual(victim);
  expect(await sessions.load(victim.id)).toEqual(session);
});

test('a person whose record cannot be read is deleted by platform and user, with everything that names them', async () => {
  const { redis, people, sessions } = stores();
  await people.create(someone(), NOW);
  const before = await everything(redis);
  const { id } = await people.create(someone('42'), NOW);
  await sessions.save(id, session, null);
  await redis.hset(personKey(id), 'd', 'damaged');
  await people.forget('discord', '42');
  await people.forget('discord', '42');
  expect(await everything(redis)).toBe(before);
});

test('a zone that is no longer known is asked for again, and nothing else is lost', async () => {
  const { redis, people } = stores();
  const made = await people.create(someone('42'), NOW);
  const wrapped = (await redis.hgetBuffer(personKey(made.id), 'k')) ?? Buffer.alloc(0);
  const old = { ...made, settings: { ...made.settings, zone: 'America/Gone_City', country: 'CA' } };
  const dataKey = ring.unwrap(made.id, wrapped);
  const value = seal(dataKey, ['record', made.id, 1], Buffer.from(JSON.stringify(old)));
  await redis.hset(personKey(made.id), 'd', value);
  const asked = { ...old, settings: { ...old.settings, zone: null } };
  expect(await people.find('discord', '42')).toEqual(asked);
  expect((await people.update(made.id, paused)).settings).toMatchObject({ zone: null, paused: true });
  await expect(people.update(made.id, () => old)).rejects.toThrow(/settings.zone/);
});

test('a damaged, swapped, foreign or newer session is told apart from the record and kept until it is dropped', async () => {
  const { redis, people, sessions } = stores();
  const [one, two] = [await people.create(someone(), NOW), await people.create(someone(), NOW)];
  await sessions.save(one.id, session, null);
  const value = (await redis.getBuffer(sessionKey(one.id))) ?? Buffer.alloc(0);

  const changed = Buffer.from(value);
  changed.writeUInt8(changed.readUInt8(40) ^ 1, 40);
  const wrapped = (await redis.hgetBuffer(personKey(one.id), 'k')) ?? Buffer.alloc(0);
  const newer = JSON.stringify({ ...session, answers: { file: { kind: 'an answer of tomorrow' } } });
  const sealed = seal(ring.unwrap(one.id, wrapped), ['session', one.id], Buffer.from(newer));
  for (const [id, content] of [
    [one.id, changed],
    [one.id, value.subarray(0, 20)],
    [two.id, value],
    [one.id, sealed],
  ] as const) {
    await redis.set(sessionKey(id), content);
    const error: unknown = await sessions.load(id).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnreadableSessionError);
    expect(isUnreadable(error)).toBe(false);
    await expect(sessions.save(id, session, null)).rejects.toThrow(UnreadableSessionError);
    expect(await redis.getBuffer(sessionKey(id))).toEqual(content);
    expect((await people.load(id))?.id).toBe(id);
  }
  await sessions.drop(one.id);
  expect(await sessions.save(one.id, session, null)).toBe(true);
});
