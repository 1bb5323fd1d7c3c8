import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findServer, runServer } from '#store/redis-server.ts';
import { watchedLog } from './watched-log.ts';

/** A real Redis for one test file. */
export interface TestRedis {
  /** Its unix socket, for `connect({ path }, log)`. */
  readonly path: string;
  stop(): Promise<void>;
}

/** Starts an empty private Redis in memory on a unix socket; for `beforeAll`, with `stop` in `afterAll`. */
export async function startTestRedis(): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'rematch-redis-'));
  const path = join(folder, 'redis.sock');
  const settings = ['--port', '0', '--unixsocket', path, '--dir', folder, '--save', '', '--hz', '100'];
  const server = await runServer(await findServer(), settings, path, watchedLog());
  return {
    path,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
