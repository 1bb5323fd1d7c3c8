import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { expect, vi } from 'vitest';
import { findServer, type RedisServer, runServer } from '#store/redis-server.ts';
import { watchedLog } from './watched-log.ts';

/** A real Redis Cluster of three masters behind a password, for one test file. */
export interface TestCluster {
  /** Their addresses, for `connect(cluster, log)` or, with commas, for `REDIS_URL`. */
  readonly nodes: readonly string[];
  /** Ends one node as a power cut would, with no replica to take over. */
  lose(node: number): Promise<void>;
  /** Starts a lost node again, with what it knew of the cluster but without its keys. */
  restore(node: number): Promise<void>;
  stop(): Promise<void>;
}

const NODES = 3;
const slots = Array.from({ length: 16_384 }, (_, slot) => slot);
const SHARE = Math.ceil(slots.length / NODES);
const PASSWORD = 'cluster-pass';
const silent = watchedLog();

/** For `beforeAll`, with `stop` in `afterAll`. */
export async function startTestCluster(): Promise<TestCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'rematch-cluster-'));
  const command = await findServer();
  const ports = await freePorts(NODES);
  const servers = await Promise.all(ports.map(run));
  const clients = ports.map(open);
  await Promise.all(
    clients.map(async (node, index) => {
      await node.cluster('ADDSLOTS', ...slots.slice(index * SHARE, (index + 1) * SHARE));
      await node.cluster('SET-CONFIG-EPOCH', index + 1);
    }),
  );
  for (const port of ports.slice(1)) await clients[0]?.cluster('MEET', '127.0.0.1', port);
  await vi.waitFor(async () => {
    const states = await Promise.all(clients.map((node) => node.cluster('INFO')));
    for (const state of states) expect(state).toMatch(/cluster_state:ok.*known_nodes:3/s);
  }, 30_000);
  for (const client of clients) client.disconnect();

  function open(port: number): Redis {
    return new Redis({ port, password: PASSWORD });
  }

  async function run(port: number): Promise<RedisServer> {
    const socket = join(folder, `${port}.sock`);
    const settings = {
      bind: '127.0.0.1',
      port: String(port),
      unixsocket: socket,
      dir: folder,
      save: '',
      // A node that comes back brings its data, as in production: an empty one is reported as empty.
      appendonly: 'yes',
      appendfilename: `${port}.aof`,
      hz: '100',
      'cluster-enabled': 'yes',
      'cluster-config-file': `${port}.conf`,
      'cluster-node-timeout': '1000',
    };
    const words = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
    const server = await runServer(command, words, socket, silent);
    const redis = new Redis({ path: socket });
    await redis.config('SET', 'requirepass', PASSWORD);
    redis.disconnect();
    return server;
  }

  return {
    nodes: ports.map((port) => `redis://default:${PASSWORD}@127.0.0.1:${port}`),
    async lose(node) {
      await servers[node]?.stop();
    },
    async restore(node) {
      const port = ports[node];
      if (port) servers[node] = await run(port);
    },
    async stop() {
      await Promise.all(servers.map((server) => server.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Free ports whose bus port, 10,000 higher, is free as well. */
async function freePorts(count: number): Promise<readonly number[]> {
  const found = new Set<number>();
  while (found.size < count) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    if ((await isFree(port)) && (await isFree(port + 10_000))) found.add(port);
  }
  return [...found];
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
