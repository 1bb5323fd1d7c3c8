import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp } from '#app/app.ts';
import { systemClock } from '#app/clock.ts';
import { parseSettings } from '#app/settings.ts';
import { watchedLog } from '../watched-log.ts';
import { type Running, startRematch } from './process.ts';

function isJson(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}

/** The first Node on the path that no package brought. */
function nodeOfTheMachine(): string | undefined {
  const folders = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'));
  return folders.map((folder) => join(folder, 'node')).find(existsSync);
}

let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rematch-start-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

describe('npm start', () => {
  describe('without any setting', () => {
    let rematch: Running;
    beforeAll(async () => {
      rematch = await startRematch({ DATA_DIR: dataDir });
    });
    afterAll(async () => expect(await rematch.stop()).toBe(0));

    test('ends with the address of the playground, healthy, and stops when asked', async () => {
      expect(rematch.output()).toMatch(/Playground: http:\/\/127\.0\.0\.1:\d+\/\n$/);
      const health = await fetch(`${rematch.address}/health`);
      expect(await health.json()).toEqual({ ready: true, parts: { redis: true, playground: true } });
      const metrics = await (await fetch(`${rematch.address}/metrics`)).text();
      expect(metrics).toContain('rematch_answer_seconds');
      expect(metrics).toMatch(/^rematch_deliveries_total\{platform="telegram",outcome="sent"\} 0$/m);
    });

    test('on a folder that is in use says so and leaves the first one alone', async () => {
      await expect(startRematch({ DATA_DIR: dataDir })).rejects.toThrow('Rematch did not start');
      expect((await fetch(`${rematch.address}/health`)).status).toBe(200);
    });
  });

  test('reads the knowledge again on SIGHUP, and prints nothing but JSON and what a person reads', async () => {
    const folder = join(dataDir, 'traced');
    const rematch = await startRematch({ DATA_DIR: folder, LOG_LEVEL: 'trace' });
    process.kill(rematch.pid, 'SIGHUP');
    await expect.poll(rematch.output, { timeout: 30_000 }).toContain('config/knowledge was read again');
    expect((await fetch(`${rematch.address}/health`)).status).toBe(200);
    expect(await rematch.stop()).toBe(0);
    const lines = rematch.stdout().trim().split('\n');
    expect(lines.filter((line) => !isJson(line) && !line.startsWith('Rematch '))).toEqual([]);
    expect(lines.length).toBeGreaterThan(1);
  });

  test.each(['20.19.0', '26.1.0'])('on Node %s is refused in a sentence', async (version) => {
    const versions = `Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`;
    const args = ['--import', `data:text/javascript,${encodeURIComponent(versions)}`, 'src/main.ts'];
    const failure = await promisify(execFile)(process.execPath, args).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 1, stdout: '' });
    const sentence = `Rematch needs Node 24, and this is Node ${version}: start it with "npm start", which brings its own.\n`;
    expect(failure).toMatchObject({ stderr: sentence });
  });

  test('on the Node of this machine, where that is another one, is refused in a sentence', async ({
    skip,
  }) => {
    const node = nodeOfTheMachine();
    if (!node) return skip('no Node on the path but ours');
    const { stdout: version } = await promisify(execFile)(node, ['--version']);
    if (version.startsWith('v24.')) return skip('the Node of this machine is ours');
    const args = ['--import', './src/node-version.js', 'src/main.ts'];
    const failure = await promisify(execFile)(node, args).catch((error: unknown) => error);
    const sentence = `Rematch needs Node 24, and this is Node ${version.trim().slice(1)}: start it with "npm start", which brings its own.\n`;
    expect(failure).toMatchObject({ code: 1, stdout: '', stderr: sentence });
  });

  test('with wrong settings says one line for each', async () => {
    const wrong = { DATA_DIR: dataDir, HTTP_PORT: '99999', ROLE: 'boss' };
    const said = await startRematch(wrong).catch((error: Error) => error.message);
    expect(said).toMatch(/HTTP_PORT.*\n.*ROLE/);
  });

  test('with the master key of another folder refuses to start', async () => {
    const folder = join(dataDir, 'keyed');
    const settings = parseSettings({ DATA_DIR: folder, HTTP_PORT: '0' });
    const app = await startApp({ settings, clock: systemClock, log: watchedLog() });
    await app.stop();
    const other = { DATA_DIR: folder, REMATCH_SECRET: Buffer.alloc(32, 7).toString('base64') };
    await expect(startRematch(other)).rejects.toThrow(/key/);
  });
});
