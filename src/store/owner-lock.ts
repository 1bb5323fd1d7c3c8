import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, rm } from 'node:fs/promises';
import { createConnection, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Another running Rematch uses this data folder. */
export class DataDirInUseError extends Error {
  override readonly name = 'DataDirInUseError';
}

export interface OwnerLock {
  release(): Promise<void>;
}

const OWNER_SOCKET = /^owner\.[0-9a-f]{8}\.sock$/;

const MAX_TRIES = 20;
const MAX_PAUSE_MS = 50;

/**
 * Owns a folder while this process lives, by listening on a unix socket in it: when the owner is killed, its
 * socket goes dead by itself, even if its process id is reused or means something else in another container. Each starter first
 * listens under its own name and then looks for others, so of two, at least the later one sees the earlier.
 * @throws {DataDirInUseError}
 */
export async function own(folder: string): Promise<OwnerLock> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    if ((await others(folder)).alive) break;

    const mine = `owner.${randomBytes(4).toString('hex')}.sock`;
    const server = await listen(join(folder, mine));
    const { alive, dead } = await others(folder, mine);
    if (!alive) {
      // Only an owner may tidy up: one that is just about to listen looks dead too, but will then see us.
      await Promise.all(dead.map((name) => rm(join(folder, name), { force: true })));
      return { release: () => close(server) };
    }
    await close(server);
    await pause(Math.random() * MAX_PAUSE_MS);
  }
  throw new DataDirInUseError(
    'Another Rematch is running on this data folder. Stop it, or give this one another DATA_DIR.',
  );
}

async function others(folder: string, mine?: string): Promise<{ alive: boolean; dead: readonly string[] }> {
  const names = (await readdir(folder)).filter((name) => OWNER_SOCKET.test(name) && name !== mine);
  const answers = await Promise.all(names.map((name) => isAlive(join(folder, name))));
  return { alive: answers.includes(true), dead: names };
}

async function listen(socket: string): Promise<Server> {
  const server = createServer((visitor) => visitor.destroy());
  server.listen(socket);
  await once(server, 'listening');
  return server.unref();
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/** Anything but a clear no counts as alive: a stopped owner with a full backlog still owns the folder. */
async function isAlive(socket: string): Promise<boolean> {
  const visitor = createConnection(socket);
  try {
    await once(visitor, 'connect');
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code !== 'ECONNREFUSED' && code !== 'ENOENT';
  } finally {
    visitor.destroy();
  }
}
