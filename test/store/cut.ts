import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A network that can break at the worst moment: the server has done what was asked, its answer is lost. */
export interface Cut {
  readonly path: string;
  /** The next answer of the server is lost and the connection with it, or the one so many answers later. */
  loseAnswer(later?: number): void;
  readonly lost: number;
  stop(): Promise<void>;
}

export async function startCut(target: string): Promise<Cut> {
  const folder = await mkdtemp(join(tmpdir(), 'rematch-cut-'));
  const path = join(folder, 'cut.sock');
  const sockets = new Set<Socket>();
  let left: number | null = null;
  let lost = 0;
  const server = createServer((client) => {
    const upstream = createConnection(target);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    client.on('data', (chunk) => upstream.write(chunk)).on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    upstream.on('data', (chunk) => {
      if (left === null) return void client.write(chunk);
      if (left-- > 0) return void client.write(chunk);
      left = null;
      lost += 1;
      client.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    path,
    loseAnswer: (later = 0) => {
      left = later;
    },
    get lost() {
      return lost;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
