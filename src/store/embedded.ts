import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { access, chmod, constants, lstat, mkdir, realpath } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { DataDirInUseError, own } from '#store/owner-lock.ts';
import { findServer, RedisServerError, runServer } from '#store/redis-server.ts';

/** The private Redis of this process. */
export interface EmbeddedRedis {
  /** Its unix socket, for `connect({ path })`. */
  readonly path: string;
  /** Stops it once everything is written; call it after all connections are closed. */
  stop(): Promise<void>;
}

/** `sun_path` holds 104 bytes on macOS, 108 on Linux, with the closing zero (unix(4), unix(7)). */
const MAX_SOCKET_BYTES = 103;
/** The longest name in the sockets' folder: that of the lock. */
const LONGEST_NAME = 'owner.ffffffff.sock';
const SOCKET = 'redis.sock';
const ORPHAN_STOP_MS = 15_000;

/**
 * Starts a Redis on a unix socket with its data in `<dataDir>/redis`, for this process alone. One that a killed process
 * left running is stopped first; no acknowledged write is ever lost.
 * @throws {DataDirInUseError} while another live process owns the folder
 * @throws {RedisServerError} when there is no suitable Redis or it does not start
 */
export async function startEmbeddedRedis(dataDir: string, log: Logger): Promise<EmbeddedRedis> {
  const command = await findServer();
  const home = await homeIn(dataDir);
  const folder = await socketFolder(home);
  const lock = await own(folder);
  const path = join(folder, SOCKET);
  try {
    await stopOrphan(path);
    const server = await runServer(command, serverSettings(home, path), path, log);
    return {
      path,
      async stop() {
        await server.stop();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/**
 * The Redis of a data folder for a short task: the one a running Rematch has started, else one of our own until
 * `stop`.
 * @throws {RedisServerError}
 */
export async function visitEmbeddedRedis(dataDir: string, log: Logger): Promise<EmbeddedRedis> {
  try {
    return await startEmbeddedRedis(dataDir, log);
  } catch (error) {
    if (!(error instanceof DataDirInUseError)) throw error;
    const folder = await socketFolder(await realpath(join(dataDir, 'redis')));
    return { path: join(folder, SOCKET), stop: async () => undefined };
  }
}

/** The data folder, accessible to us alone. @throws {RedisServerError} when it cannot be created or written to */
async function homeIn(dataDir: string): Promise<string> {
  const wanted = join(dataDir, 'redis');
  try {
    await mkdir(wanted, { recursive: true, mode: 0o700 });
    const home = await realpath(wanted);
    await access(home, constants.W_OK);
    await chmod(home, 0o700);
    return home;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new RedisServerError(
      `${wanted} cannot be written to (${code}). Check who owns it and whether its disk is read-only, or choose another DATA_DIR.`,
    );
  }
}

/** The settings of our own Redis, on a unix socket with its data in `home`. */
export function serverSettings(home: string, socket: string): string[] {
  return Object.entries({
    port: '0',
    unixsocket: socket,
    unixsocketperm: '700',
    dir: home,
    appendonly: 'yes',
    appendfsync: 'always',
    save: '',
    'maxmemory-policy': 'noeviction',
    // Delayed jobs wake within 10 ms instead of 100.
    hz: '100',
    // The name in Redis 6.2, which later versions and Valkey still accept; it keeps BullMQ's jobs compact.
    'hash-max-ziplist-value': '1024',
  }).flatMap(([name, value]) => [`--${name}`, value]);
}

/** The data folder itself or, if its path is too long for a socket, a private one named after it. */
async function socketFolder(home: string): Promise<string> {
  if (fits(home)) return home;
  const folder = join(tmpdir(), `rematch-${createHash('sha256').update(home).digest('hex').slice(0, 16)}`);
  if (!fits(folder))
    throw new RedisServerError(`The path of ${folder} is too long for a socket. Choose a shorter DATA_DIR.`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o077) !== 0)
    throw new RedisServerError(`${folder} is not ours alone. Remove it, or choose a shorter DATA_DIR.`);
  return folder;
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, LONGEST_NAME)) <= MAX_SOCKET_BYTES;
}

/** Ends the Redis that a killed owner left behind; when it closes our connection, it is gone. */
async function stopOrphan(socket: string): Promise<void> {
  const connection = createConnection(socket);
  connection.on('connect', () => connection.write('SHUTDOWN NOSAVE\r\n')).resume();
  try {
    await once(connection, 'close', { signal: AbortSignal.timeout(ORPHAN_STOP_MS) });
  } catch (error) {
    connection.destroy();
    // Otherwise refused, absent or reset: nobody is there, or not any more.
    if ((error as Error).name === 'AbortError')
      throw new RedisServerError(`An earlier Redis on ${socket} does not stop. End it, then start again.`);
  }
}
