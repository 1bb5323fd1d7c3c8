import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type EmbeddedRedis, startEmbeddedRedis } from '#store/embedded.ts';
import { DataDirInUseError } from '#store/owner-lock.ts';
import { connect } from '#store/redis.ts';
import { RedisServerError } from '#store/redis-server.ts';
import { silent } from './help.ts';
import type { OwnerMessage, OwnerOrder } from './owner.ts';

let folder: string;
const running: EmbeddedRedis[] = [];
const owners: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rematch-data-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const owner of owners.splice(0)) {
    if (!isAlive(owner)) continue;
    order(owner, 'stop');
    await once(owner, 'exit');
  }
  await Promise.all(running.splice(0).map((redis) => redis.stop()));
  await rm(folder, { recursive: true, force: true });
});

async function start(dataDir = folder, log = silent): Promise<EmbeddedRedis> {
  const redis = await startEmbeddedRedis(dataDir, log);
  running.push(redis);
  return redis;
}

/** Starts a process of its own on the folder and waits for what it says. */
async function startOwner(dataDir = folder): Promise<{ owner: ChildProcess; said: OwnerMessage }> {
  const file = new URL('owner.ts', import.meta.url).pathname;
  const owner = fork(file, [dataDir], {
    execArgv: [],
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  owners.push(owner);
  const [said] = (await once(owner, 'message')) as [OwnerMessage];
  return { owner, said };
}

function order(owner: ChildProcess, word: OwnerOrder): void {
  // One that was refused has gone by itself.
  if (owner.connected) owner.send(word, () => undefined);
}

function isAlive(owner: ChildProcess): boolean {
  return owner.exitCode === null && owner.signalCode === null && owner.connected;
}

function pathOf(said: OwnerMessage): string {
  if (said.kind !== 'ready') throw new Error(`not ready: ${JSON.stringify(said)}`);
  return said.path;
}

async function kill9(owner: ChildProcess): Promise<void> {
  const ended = once(owner, 'exit');
  owner.kill('SIGKILL');
  await ended;
}

/** Does something on a connection of its own. */
async function on<T>(path: string, work: (redis: ReturnType<typeof connect>) => Promise<T>): Promise<T> {
  const redis = connect({ path }, silent);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

async function pidOf(path: string): Promise<number> {
  const info = await on(path, (redis) => redis.info('server'));
  return Number(/process_id:(\d+)/.exec(info)?.[1]);
}

/** Resolves when the server at `path` has gone: its end closes this connection. */
async function whenGone(path: string): Promise<() => Promise<unknown>> {
  const connection = createConnection(path);
  await once(connection, 'connect');
  const closed = new Promise((resolve) =>
    connection
      .on('error', () => undefined)
      .on('close', resolve)
      .resume(),
  );
  return () => closed;
}

const write = (path: string, value: string) => on(path, (redis) => redis.set('told', value));
const read = (path: string) => on(path, (redis) => redis.get('told'));

test('starts with the promised settings, for the owner alone, and finds its data again', async () => {
  const redis = await start(join(folder, 'a "new" folder'));
  const wanted = {
    port: '0',
    appendonly: 'yes',
    appendfsync: 'always',
    save: '',
    'maxmemory-policy': 'noeviction',
    hz: '100',
    'hash-max-ziplist-value': '1024',
    unixsocketperm: '700',
  };
  for (const [name, value] of Object.entries(wanted))
    expect(await on(redis.path, (client) => client.config('GET', name))).toEqual([name, value]);
  expect((await stat(dirname(redis.path))).mode & 0o777).toBe(0o700);

  await write(redis.path, 'first');
  await redis.stop();
  await redis.stop();
  expect(await readdir(join(folder, 'a "new" folder', 'redis'))).toEqual(['appendonlydir']);
  expect(await read((await start(join(folder, 'a "new" folder'))).path)).toBe('first');
});

test('a second start on the folder is refused while the owner lives, by whatever path it comes', async () => {
  const { owner, said } = await startOwner();
  await write(pathOf(said), 'kept');
  await expect(start()).rejects.toThrow(DataDirInUseError);
  await symlink(folder, `${folder}-link`);
  await expect(start(`${folder}-link`)).rejects.toThrow(/DATA_DIR/);
  await rm(`${folder}-link`);
  expect((await startOwner()).said).toMatchObject({ kind: 'refused', name: 'DataDirInUseError' });
  expect(await read(pathOf(said))).toBe('kept');

  order(owner, 'stop');
  await once(owner, 'exit');
  expect(await read((await start()).path)).toBe('kept');
});

test('after kill -9 of the owner the next start takes over and finds everything', async () => {
  const { owner, said } = await startOwner();
  const orphan = await pidOf(pathOf(said));
  await write(pathOf(said), 'before');
  const gone = await whenGone(pathOf(said));
  await kill9(owner);
  await write(pathOf(said), 'after');

  const next = await start();
  expect(await pidOf(next.path)).not.toBe(orphan);
  await gone();
  expect(await read(next.path)).toBe('after');
});

test('after kill -9 of both the next start finds everything', async () => {
  const { owner, said } = await startOwner();
  await write(pathOf(said), 'kept');
  const pid = await pidOf(pathOf(said));
  const gone = await whenGone(pathOf(said));
  await kill9(owner);
  process.kill(pid, 'SIGKILL');
  await gone();
  expect(await read((await start()).path)).toBe('kept');
});

test('after kill -9 of Redis its owner starts it again and connections come back', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line) => void lines.push(line) });
  const redis = await start(folder, log);
  const client = connect(redis, log, { maxRetriesPerRequest: null });
  await client.set('told', 'kept');
  const lost = once(client, 'close');
  process.kill(await pidOf(redis.path), 'SIGKILL');
  await lost;
  expect(await client.get('told')).toBe('kept');
  client.disconnect();
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual([
    'Redis ended by itself; starting it again',
    'Redis does not answer; trying again until it does',
    'Redis answers again',
  ]);
});

test('of many who start at once on a folder whose owner was killed one gets it', async () => {
  const { owner } = await startOwner();
  await kill9(owner);
  const said = (await Promise.all(Array.from({ length: 6 }, () => startOwner()))).map((each) => each.said);
  expect(said.filter(({ kind }) => kind === 'ready')).toHaveLength(1);
  for (const each of said) if (each.kind === 'refused') expect(each.name).toBe('DataDirInUseError');
});

test('Redis dies with a process that exits without stopping it', async () => {
  const { owner, said } = await startOwner();
  const gone = await whenGone(pathOf(said));
  const ended = once(owner, 'exit');
  order(owner, 'exit');
  await Promise.all([gone(), ended]);
  await write((await start()).path, 'works');
});

test('Ctrl-C reaches the owner and not its Redis', async () => {
  const { owner, said } = await startOwner();
  const pid = await pidOf(pathOf(said));
  const interrupted = once(owner, 'message');
  process.kill(-Number(owner.pid), 'SIGINT');
  expect((await interrupted)[0]).toEqual({ kind: 'interrupted' });
  // Redis looks for a signal a hundred times a second; it answers this after a fifth of one.
  expect(await on(pathOf(said), (redis) => redis.blpop('nothing', 0.2))).toBeNull();
  expect(await pidOf(pathOf(said))).toBe(pid);
});

test('a path too long for a socket gets a private folder of its own, the same each time', async () => {
  const long = join(folder, 'x'.repeat(120));
  const redis = await start(long);
  expect(Buffer.byteLength(redis.path)).toBeLessThan(104);
  expect((await stat(dirname(redis.path))).mode & 0o777).toBe(0o700);
  await write(redis.path, 'kept');
  await expect(start(long)).rejects.toThrow(DataDirInUseError);
  await redis.stop();

  await chmod(dirname(redis.path), 0o755);
  await expect(start(long)).rejects.toThrow(/not ours alone/);
  await chmod(dirname(redis.path), 0o700);
  const next = await start(long);
  expect(next.path).toBe(redis.path);
  expect(await read(next.path)).toBe('kept');
  await next.stop();
  await rm(dirname(redis.path), { recursive: true });
});

test.each([
  ['a disk that takes nothing', '/sys/rematch'],
  ['a file in its place', null],
])('%s is refused by the name of the setting', async (_, place) => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  const refusal = start(place ?? join(file, 'data'));
  await expect(refusal).rejects.toThrow(RedisServerError);
  await expect(refusal).rejects.toThrow(/cannot be written to \(E\w+\).*DATA_DIR/);
});

test('a Redis that cannot start says its last words, and the folder is free again', async () => {
  const file = join(folder, 'redis', 'appendonlydir');
  await mkdir(dirname(file));
  await writeFile(file, 'not a folder');
  await expect(start()).rejects.toThrow(RedisServerError);
  await expect(start()).rejects.toThrow(/Redis ended while starting:\n.*append/s);
  await rm(file);
  await write((await start()).path, 'works');
});

test.each([
  ['no server', {}, /no Redis is on the path.*\.\/setup/],
  ['an old server', { 'redis-server': '6.0.16' }, /redis-server 6\.0 is too old/],
  [
    'two old servers',
    { 'redis-server': '5.0.1', 'valkey-server': '6.1.0' },
    /redis-server 5\.0 and valkey-server 6\.1/,
  ],
])('with %s on the path it says the one thing to do', async (_, programs, sentence) => {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  for (const [name, version] of Object.entries(programs))
    await writeFile(join(bin, name), `#!/bin/sh\necho "Redis server v=${version} sha=0"\n`, { mode: 0o755 });
  vi.stubEnv('PATH', bin);
  const refusal = start();
  await expect(refusal).rejects.toThrow(RedisServerError);
  await expect(refusal).rejects.toThrow(sentence);
});
