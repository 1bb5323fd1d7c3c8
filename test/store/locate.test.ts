import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { locate, RedisAddressError } from '#store/locate.ts';
import { findServer, type RedisServer, runServer } from '#store/redis-server.ts';
import { silent } from './help.ts';

let folder: string;
const servers: RedisServer[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rematch-locate-'));
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await rm(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  return port;
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A real Redis on a loopback port. */
async function serve(options: readonly string[], tls = false): Promise<string> {
  const port = String(await freePort());
  const socket = join(folder, `${port}.sock`);
  const ports = tls ? ['--port', '0', '--tls-port', port] : ['--port', port];
  const settings = ['--bind', '127.0.0.1', '--unixsocket', socket, '--dir', folder, '--save', ''];
  servers.push(await runServer(await findServer(), [...ports, ...settings, ...options], socket, silent));
  return `127.0.0.1:${port}`;
}

async function refusal(address: string): Promise<string> {
  const error: unknown = await locate(address).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(RedisAddressError);
  return (error as Error).message;
}

test('a Redis that answers is taken', async () => {
  const address = await serve([]);
  expect(await locate(`redis://${address}`)).toBe(`redis://${address}`);
});

test.each([
  ['redis://127.0.0.1:1', /REDIS_URL: nobody listens there/],
  ['redis://no-such-host.invalid', /REDIS_URL: that host name is not known/],
  ['/nonexistent/redis.sock', /REDIS_URL: there is no such socket/],
])('%s is refused in one line', async (address, said) => {
  expect(await refusal(address)).toMatch(said);
});

test('a wrong password and a missing one are named, and none is told', async () => {
  const address = await serve([]);
  const redis = new Redis(`redis://${address}`);
  await redis.config('SET', 'requirepass', 'right-pass');
  await redis.quit();
  expect(await refusal(`redis://:wrong-pass@${address}`)).toBe(
    'REDIS_URL: that Redis refuses the user name or the password.',
  );
  expect(await refusal(`redis://${address}`)).toMatch(/wants a password/);
  expect(await locate(`redis://:right-pass@${address}`)).toContain(address);
});

test('a server that hangs up or says nothing is named', async () => {
  const rude = createServer((socket) => socket.destroy());
  const mute = createServer(() => undefined);
  const [rudePort, mutePort] = [await listen(rude), await listen(mute)];
  expect(await refusal(`redis://127.0.0.1:${rudePort}`)).toMatch(/hangs up.*rediss:\/\//);
  expect(await refusal(`redis://127.0.0.1:${mutePort}`)).toBe('REDIS_URL: no answer within 5 seconds.');
  rude.close();
  mute.close();
});

test('TLS where there is none, none where there is, and an unknown certificate are told apart', async (context) => {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const openssl = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=localhost'];
  const plain = await serve([]);
  const secure = await promisify(execFile)('openssl', [...openssl, '-keyout', key, '-out', cert])
    .then(() =>
      serve(
        [
          ...['--tls-cert-file', cert, '--tls-key-file', key],
          ...['--tls-ca-cert-file', cert, '--tls-auth-clients', 'no'],
        ],
        true,
      ),
    )
    .catch(() => context.skip('no openssl, or a Redis without TLS'));
  expect(await refusal(`rediss://${plain}`)).toMatch(/no answer.*write redis:\/\//);
  expect(await refusal(`redis://${secure}`)).toMatch(/write rediss:\/\//);
  expect(await refusal(`rediss://${secure}`)).toMatch(/certificate.*NODE_EXTRA_CA_CERTS/);
});

test('of several nodes one that answers is enough, and none of them is said once', async () => {
  const address = `redis://${await serve([])}`;
  const nodes = { nodes: ['redis://127.0.0.1:1', address] };
  expect(await locate(`redis://127.0.0.1:1, ${address}`)).toEqual(nodes);
  expect(await refusal('redis://127.0.0.1:1,redis://127.0.0.1:2')).toMatch(/nobody listens/);
});
