import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';

/** Redis cannot be started here. The message says what to do. */
export class RedisServerError extends Error {
  override readonly name = 'RedisServerError';
}

/** Our own Redis, kept running until it is stopped. */
export interface RedisServer {
  stop(): Promise<void>;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

const RESTART_MS = 1000;
const STOP_MS = 10_000;
const LAST_LINES = 5;
const PROBE_MS = 25;

/** The first of `redis-server` and `valkey-server` on the path that is new enough. @throws {RedisServerError} */
export async function findServer(): Promise<string> {
  const found: string[] = [];
  for (const name of ['redis-server', 'valkey-server']) {
    const version = await versionOf(name);
    if (!version) continue;
    // 6.2: `ZADD LT` and `SET` with all its options.
    if (version.major > 6 || (version.major === 6 && version.minor >= 2)) return name;
    found.push(`${name} ${version.major}.${version.minor}`);
  }
  const problem = found.length > 0 ? `${found.join(' and ')} is too old` : 'no Redis is on the path';
  throw new RedisServerError(
    `Rematch needs Redis 6.2 or later, or Valkey, and ${problem}. Run ./setup, or set REDIS_URL to a server.`,
  );
}

async function versionOf(name: string): Promise<{ major: number; minor: number } | null> {
  const output = await promisify(execFile)(name, ['--version']).then(
    ({ stdout }) => stdout,
    () => '',
  );
  const [, major, minor] = /\bv=(\d+)\.(\d+)/.exec(output) ?? [];
  return major && minor ? { major: Number(major), minor: Number(minor) } : null;
}

/**
 * Starts a Redis as a child process and resolves when it answers with its data loaded. If it ends by itself, it is restarted.
 * It has its own session, so that Ctrl-C in the terminal stops us first and Redis last.
 * @param socket the unix socket that `settings` makes it listen on
 * @throws {RedisServerError} with its last words when it does not start
 */
export async function runServer(
  command: string,
  settings: readonly string[],
  socket: string,
  log: Logger,
): Promise<RedisServer> {
  let stopping: Promise<void> | undefined;
  let restart: NodeJS.Timeout | undefined;
  const lastLines: string[] = [];
  let child = launch();
  // SIGKILL loses nothing with `appendfsync always`; a slower end might remove our successor's socket.
  const killNow = () => void child.kill('SIGKILL');
  process.once('exit', killNow);

  function launch(): Child {
    const started = spawn(command, settings, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    started.on('error', (error) => log.error({ error: error.name }, 'Redis cannot be started'));
    for (const input of [started.stdout, started.stderr])
      createInterface({ input }).on('line', (line) => {
        log.debug({ line }, 'redis');
        if (lastLines.push(line) > LAST_LINES) lastLines.shift();
      });
    return started;
  }

  function keepRunning(): void {
    child.once('exit', (code, signal) => {
      if (stopping) return;
      log.error({ code, signal }, 'Redis ended by itself; starting it again');
      restart = setTimeout(() => {
        child = launch();
        keepRunning();
      }, RESTART_MS);
    });
  }

  async function stop(): Promise<void> {
    clearTimeout(restart);
    if (child.pid && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      const deadline = setTimeout(killNow, STOP_MS);
      child.kill('SIGTERM');
      await ended;
      clearTimeout(deadline);
    }
    process.off('exit', killNow);
  }

  try {
    await ready(child, socket, lastLines);
  } catch (error) {
    await stop();
    throw error;
  }
  keepRunning();
  return {
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** Resolves when the server answers with its data loaded, however long that takes; rejects if it ends first. */
async function ready(child: Child, socket: string, lastLines: readonly string[]): Promise<void> {
  const redis = new Redis({ path: socket, retryStrategy: () => PROBE_MS, maxLoadingRetryTime: PROBE_MS });
  redis.on('error', () => undefined);
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = () => reject(new RedisServerError(`Redis ended while starting:\n${lastLines.join('\n')}`));
      child.once('close', fail).once('error', fail);
      redis.once('ready', resolve);
    });
  } finally {
    redis.disconnect();
  }
}
