import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findMasterKey, MasterKeyError, makeMasterKey } from '#store/master-key.ts';
import { randomKey } from './help.ts';

describe('the master key', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rematch-key-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('comes from the setting, without a file', async () => {
    const key = randomKey();
    expect(await findMasterKey(Buffer.from(key).toString('base64'), folder)).toEqual(Buffer.from(key));
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
      const refusal = findMasterKey(secret, folder);
      await expect(refusal).rejects.toThrow(MasterKeyError);
      await expect(refusal).rejects.toThrow(/REMATCH_SECRET.*openssl rand -base64 32/);
    },
  );

  test('is made once, for the owner alone, and found again', async () => {
    const data = join(folder, 'not', 'there', 'yet');
    expect(await findMasterKey(null, data)).toBeNull();
    const made = await makeMasterKey(data);
    expect(made).toHaveLength(32);
    expect(await findMasterKey(null, data)).toEqual(made);
    expect(await makeMasterKey(data)).toEqual(made);
    expect((await stat(join(data, 'master.key'))).mode & 0o777).toBe(0o600);
    expect(await readdir(data)).toEqual(['master.key']);
  });

  test('in a folder that nobody may write to is refused by the name of the setting', async () => {
    await expect(makeMasterKey('/sys/rematch')).rejects.toThrow(/DATA_DIR/);
  });

  test('is the same for many who make it at once', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => makeMasterKey(folder)));
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
    expect(await readdir(folder)).toEqual(['master.key']);
  });

  test.each([0o644, 0o640, 0o604, 0o620])('a file that others can use is refused: mode %o', async (mode) => {
    await makeMasterKey(folder);
    await chmod(join(folder, 'master.key'), mode);
    const refusal = findMasterKey(null, folder);
    await expect(refusal).rejects.toThrow(MasterKeyError);
    await expect(refusal).rejects.toThrow(/chmod 600/);
  });

  test.each(['', 'cut', Buffer.alloc(20).toString('base64')])(
    'a file that is not a key is refused and left as it is: %j',
    async (content) => {
      const file = join(folder, 'master.key');
      await writeFile(file, content, { mode: 0o600 });
      await expect(findMasterKey(null, folder)).rejects.toThrow(MasterKeyError);
      expect(await readFile(file, 'utf8')).toBe(content);
    },
  );

  test('a folder that is a file is refused with a sentence', async () => {
    const file = join(folder, 'data');
    await writeFile(file, '');
    await expect(makeMasterKey(file)).rejects.toThrow(MasterKeyError);
    await expect(makeMasterKey(file)).rejects.toThrow(/DATA_DIR/);
  });
});
