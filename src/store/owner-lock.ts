import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rename, rm } from 'node:fs/promises';
import { createConnection, createServer, type Server } from 'node:net';

/** Another Rematch that is alive uses this data folder. */
export class DataDirInUseError extends Error {
  override readonly name = 'DataDirInUseError';
}

export interface OwnerLock {
  release(): Promise<void>;
}

const MAX_TRIES = 5;

/**
 * Owns a folder for as long as this process lives, by listening on a unix socket in it: when the owner is killed, its
 * socket goes dead by itself, whatever process ids come to mean later or in another container.
 * @throws {DataDirInUseError}
 */
export async function own(socket: string): Promise<OwnerLock> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const server = await listen(socket);
    if (server) return { release: () => new Promise((resolve) => server.close(() => resolve())) };
    if (await answers(socket)) break;
    await clear(socket);
  }
  throw new DataDirInUseError(
    'Another Rematch is running on this data folder. Stop it, or give this one another DATA_DIR.',
  );
}

async function listen(socket: string): Promise<Server | null> {
  const server = createServer((visitor) => visitor.destroy());
  server.listen(socket);
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return null;
    throw error;
  }
  return server.unref();
}

async function answers(socket: string): Promise<boolean> {
  const visitor = createConnection(socket);
  try {
    await once(visitor, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    visitor.destroy();
  }
}

/** Moves a dead socket away before it is removed: if it turns out to be a quicker starter's, it is put back. */
async function clear(socket: string): Promise<void> {
  const moved = `${socket}.${randomBytes(3).toString('hex')}`;
  try {
    await rename(socket, moved);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (await answers(moved)) await rename(moved, socket);
  else await rm(moved, { force: true });
}
