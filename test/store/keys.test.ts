import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkMasterKey, createIdentityMac, loadMasterKey, MasterKeyError } from '#store/keys.ts';
import { CHECK_KEY } from '#store/layout.ts';
import { DamagedValueError, WrongKeyError } from '#store/seal.ts';
import { startTestRedis, type TestRedis } from '../redis.ts';
import { connections, randomKey } from './help.ts';

describe('the master key', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rematch-key-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('comes from the setting, without a file', async () => {
    const key = randomKey();
    expect(await loadMasterKey(Buffer.from(key).toString('base64'), folder)).toEqual(Buffer.from(key));
    expect(await readdir(folder)).toEqual([]);
  });

  test.each([
    '',
    'short',
    Buffer.alloc(31).toString('base64'),
    Buffer.alloc(33).toString('base64'),
    `${Buffer.alloc(32).toString('base64')}!`,
    'x'.repeat(43).replace('x', '*'),
  ])(
    'a setting that is not 32 bytes in base64 is refused with the command that makes one: %j',
    async (secret) => {
      const refusal = loadMasterKey(secret, folder);
      await expect(refusal).rejects.toThrow(MasterKeyError);
      await expect(refusal).rejects.toThrow(/REMATCH_SECRET.*openssl rand -base64 32/);
    },
  );

  test('is made once, for the owner alone, and found again', async () => {
    const data = join(folder, 'not', 'there', 'yet');
    const made = await loadMasterKey(null, data);
    expect(made).toHaveLength(32);
    expect(await loadMasterKey(null, data)).toEqual(made);
    expect((await stat(join(data, 'master.key'))).mode & 0o777).toBe(0o600);
    expect(await readdir(data)).toEqual(['master.key']);
  });

  test('is the same for many who make it at once', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => loadMasterKey(null, folder)));
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
    expect(await readdir(folder)).toEqual(['master.key']);
  });

  test.each([0o644, 0o640, 0o604, 0o620])('a file that others can use is refused: mode %o', async (mode) => {
    await loadMasterKey(null, folder);
    await chmod(join(folder, 'master.key'), mode);
    const refusal = loadMasterKey(null, folder);
    await expect(refusal).rejects.toThrow(MasterKeyError);
    await expect(refusal).rejects.toThrow(/chmod 600/);
  });

  test.each(['', 'cut', Buffer.alloc(20).toString('base64')])(
    'a file that is not a key is refused and left as it is: %j',
    async (content) => {
      const file = join(folder, 'master.key');
      await writeFile(file, content, { mode: 0o600 });
      await expect(loadMasterKey(null, folder)).rejects.toThrow(MasterKeyError);
      expect(await readFile(file, 'utf8')).toBe(content);
    },
  );

  test('a folder that is a file is refused with a sentence', async () => {
    const file = join(folder, 'data');
    await writeFile(file, '');
    await expect(loadMasterKey(null, file)).rejects.toThrow(MasterKeyError);
  });

  test('hashes identities so that only its holder can look one up', () => {
    const [mac, other] = [createIdentityMac(randomKey()), createIdentityMac(randomKey())];
    expect(mac('discord', '42')).toBe(mac('discord', '42'));
    expect(mac('discord', '42')).not.toBe(mac('telegram', '42'));
    expect(mac('discord', '42')).not.toBe(other('discord', '42'));
    expect(mac('discord', '42')).not.toContain('42');
  });
});

describe('the check of the master key', () => {
  let server: TestRedis;
  const clients = connections(() => server);
  beforeAll(async () => {
    server = await startTestRedis();
  });
  afterEach(() => clients.close());
  afterAll(() => server.stop());

  test('lets the first key in, then only that one, and keeps what is there', async () => {
    const redis = clients.add();
    await redis.flushall();
    const key = randomKey();
    await checkMasterKey(redis, key);
    const kept = await redis.getBuffer(CHECK_KEY);

    await checkMasterKey(redis, key);
    await expect(checkMasterKey(redis, randomKey())).rejects.toThrow(WrongKeyError);
    expect(await redis.getBuffer(CHECK_KEY)).toEqual(kept);
    await checkMasterKey(redis, key);
  });

  test('of two processes with different keys on an empty server one is refused', async () => {
    const redis = clients.add();
    await redis.flushall();
    const both = await Promise.allSettled([
      checkMasterKey(redis, randomKey()),
      checkMasterKey(clients.add(), randomKey()),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('names a damaged check value and leaves it', async () => {
    const redis = clients.add();
    await redis.flushall();
    const key = randomKey();
    await checkMasterKey(redis, key);
    await redis.setrange(CHECK_KEY, 25, '\u0000\u0000\u0000');
    const damaged = await redis.getBuffer(CHECK_KEY);
    await expect(checkMasterKey(redis, key)).rejects.toThrow(DamagedValueError);
    expect(await redis.getBuffer(CHECK_KEY)).toEqual(damaged);
  });
});
