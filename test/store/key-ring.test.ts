import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createKeyRing, type KeyRing, openKeyRing } from '#store/key-ring.ts';
import { CHECK_KEY } from '#store/layout.ts';
import { MasterKeyError } from '#store/master-key.ts';
import { createPeople } from '#store/people.ts';
import { rewrap } from '#store/rewrap.ts';
import { DamagedValueError, seal, WrongKeyError } from '#store/seal.ts';
import { createSessions } from '#store/sessions.ts';
import { everything, NOW, newId, randomKey, someone, useRedis } from './help.ts';

const clients = useRedis();
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rematch-ring-'));
});
afterEach(() => rm(folder, { recursive: true }));

const newSecret = (): string => Buffer.from(randomKey()).toString('base64');
const ring = (secret: string | null, ...oldSecrets: string[]): Promise<KeyRing> =>
  openKeyRing(clients.add(), { secret, oldSecrets, dataDir: folder });
const peopleWith = (keys: KeyRing) => createPeople({ redis: clients.add(), keys, newId });

describe('the check of the master key', () => {
  test('lets the first key in, then only that one, and keeps what is there', async () => {
    const redis = clients.add();
    const secret = newSecret();
    await ring(secret);
    const kept = await redis.getBuffer(CHECK_KEY);
    await ring(secret);
    await expect(ring(newSecret())).rejects.toThrow(WrongKeyError);
    await expect(ring(newSecret())).rejects.toThrow(/REMATCH_OLD_SECRETS/);
    expect(await redis.getBuffer(CHECK_KEY)).toEqual(kept);
  });

  test('of two processes with different keys on an empty server one is refused', async () => {
    const both = await Promise.allSettled([ring(newSecret()), ring(newSecret())]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('names a damaged check and leaves it', async () => {
    const redis = clients.add();
    const secret = newSecret();
    await ring(secret);
    await redis.setrange(CHECK_KEY, 25, '\u0000\u0000\u0000');
    const damaged = await redis.getBuffer(CHECK_KEY);
    await expect(ring(secret)).rejects.toThrow(DamagedValueError);
    expect(await redis.getBuffer(CHECK_KEY)).toEqual(damaged);
  });

  test('missing beside records refuses the start and writes none, whatever key is given', async () => {
    const redis = clients.add();
    const secret = newSecret();
    await peopleWith(await ring(secret)).create(someone(), NOW);
    await redis.del(CHECK_KEY);
    const before = await everything(redis);
    for (const given of [secret, newSecret(), null])
      await expect(ring(given)).rejects.toThrow(MasterKeyError);
    expect(await everything(redis)).toBe(before);
    expect(await readdir(folder)).toEqual([]);
  });

  test('makes a key file on an empty server, and none for one whose key is missing', async () => {
    await ring(null);
    expect(await readdir(folder)).toEqual(['master.key']);
    await rm(join(folder, 'master.key'));
    await expect(ring(null)).rejects.toThrow(MasterKeyError);
    await expect(ring(null)).rejects.toThrow(/no master\.key.*REMATCH_SECRET/);
    expect(await readdir(folder)).toEqual([]);
  });

  test('of the version before the ring opens, and finds everybody', async () => {
    const secret = newSecret();
    const key = Buffer.from(secret, 'base64');
    const made = await peopleWith(createKeyRing([key])).create(someone('42'), NOW);
    await clients.add().set(CHECK_KEY, seal(key, ['check'], Buffer.from('rematch')));
    expect(await peopleWith(await ring(secret)).find('discord', '42')).toEqual(made);
  });
});

test('a mac can be made only with the key, and tells platforms apart', () => {
  const [one, other] = [createKeyRing([randomKey()]), createKeyRing([randomKey()])];
  expect(one.mac('discord', '42')).toBe(one.mac('discord', '42'));
  expect(one.mac('discord', '42')).not.toBe(one.mac('telegram', '42'));
  expect(one.mac('discord', '42')).not.toBe(other.mac('discord', '42'));
  expect(one.mac('discord', '42')).not.toContain('42');
});

describe('a new master key', () => {
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

  test('wraps what is new, while the old one still opens and everybody is found', async () => {
    const [before, after] = [newSecret(), newSecret()];
    const old = await peopleWith(await ring(before)).create(someone('old'), NOW);
    const both = await ring(after, before);
    const made = await peopleWith(both).create(someone('new'), NOW);
    expect(await peopleWith(both).find('discord', 'old')).toEqual(old);
    expect(await peopleWith(both).find('discord', 'new')).toEqual(made);
    await expect(ring(after)).rejects.toThrow(WrongKeyError);
    await expect(peopleWith(await ring(before)).load(made.id)).rejects.toThrow(WrongKeyError);
  });

  test('after rewrapping opens everything alone, and the old one opens nothing', async () => {
    const [before, after] = [newSecret(), newSecret()];
    const redis = clients.add();
    const old = await ring(before);
    const made = await peopleWith(old).create(someone('42'), NOW);
    await createSessions({ redis, keys: old }).save(made.id, session, null);

    const both = await ring(after, before);
    expect(await rewrap({ redis, keys: both, onProgress: () => undefined })).toEqual({
      wrapped: 1,
      failed: 0,
    });
    expect(await rewrap({ redis, keys: both, onProgress: () => undefined })).toEqual({
      wrapped: 0,
      failed: 0,
    });

    const alone = await ring(after);
    expect(await peopleWith(alone).find('discord', '42')).toEqual(made);
    expect(await createSessions({ redis, keys: alone }).load(made.id)).toEqual(session);
    await expect(ring(before)).rejects.toThrow(WrongKeyError);
    await expect(peopleWith(old).load(made.id)).rejects.toThrow(WrongKeyError);
  });

  test('while people come, change and go is put in place for all who stay', async () => {
    const [before, after] = [newSecret(), newSecret()];
    const redis = clients.add();
    const people = peopleWith(await ring(before));
    const made = await Promise.all(
      Array.from({ length: 60 }, (_, index) => people.create(someone(`u${index}`), NOW)),
    );
    const both = await ring(after, before);
    const busy = peopleWith(both);
    const [done] = await Promise.all([
      rewrap({ redis, keys: both, onProgress: () => undefined }),
      ...made.map(({ id }, index) =>
        index % 3 === 0
          ? busy.delete(id)
          : busy.update(id, (person) => ({ ...person, settings: { ...person.settings, paused: true } })),
      ),
      busy.create(someone('late'), NOW),
    ]);
    expect(done.failed).toBe(0);
    const alone = peopleWith(await ring(after));
    for (const [index, { id }] of made.entries())
      expect((await alone.load(id))?.settings.paused).toBe(index % 3 === 0 ? undefined : true);
    expect(await alone.find('discord', 'late')).not.toBeNull();
  });

  test('stays beside the old one while a record cannot be rewrapped', async () => {
    const [before, after] = [newSecret(), newSecret()];
    const redis = clients.add();
    const made = await peopleWith(await ring(before)).create(someone('42'), NOW);
    await peopleWith(createKeyRing([randomKey()])).create(someone('foreign'), NOW);
    const both = await ring(after, before);
    expect(await rewrap({ redis, keys: both, onProgress: () => undefined })).toEqual({
      wrapped: 1,
      failed: 1,
    });
    await expect(ring(after)).rejects.toThrow(WrongKeyError);
    expect(await peopleWith(await ring(after, before)).find('discord', '42')).toEqual(made);
  });
});
