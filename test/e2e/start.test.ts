import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRematch } from './process.ts';

let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rematch-start-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

describe('npm start', () => {
  test('without any setting ends with the address of the playground, healthy, and stops when asked', async () => {
    const rematch = await startRematch({ DATA_DIR: dataDir });
    expect(rematch.output()).toMatch(/Playground: http:\/\/127\.0\.0\.1:\d+\/\n$/);
    const health = await fetch(`${rematch.address}/health`);
    expect(await health.json()).toEqual({ ready: true, parts: { redis: true, playground: true } });
    const metrics = await (await fetch(`${rematch.address}/metrics`)).text();
    expect(metrics).toContain('rematch_answer_seconds');
    expect(await rematch.stop()).toBe(0);
  });

  test('on a folder that is in use says so and leaves the first one alone', async () => {
    const rematch = await startRematch({ DATA_DIR: dataDir });
    await expect(startRematch({ DATA_DIR: dataDir })).rejects.toThrow('Rematch did not start');
    expect((await fetch(`${rematch.address}/health`)).status).toBe(200);
    expect(await rematch.stop()).toBe(0);
  });

  test('with wrong settings says one line for each', async () => {
    const wrong = { DATA_DIR: dataDir, HTTP_PORT: '99999', ROLE: 'boss' };
    const said = await startRematch(wrong).catch((error: Error) => error.message);
    expect(said).toMatch(/HTTP_PORT.*\n.*ROLE/);
  });

  test('with the master key of another folder refuses to start', async () => {
    const rematch = await startRematch({ DATA_DIR: dataDir });
    await rematch.stop();
    const other = { DATA_DIR: dataDir, REMATCH_SECRET: Buffer.alloc(32, 7).toString('base64') };
    await expect(startRematch(other)).rejects.toThrow(/key/);
  });
});
