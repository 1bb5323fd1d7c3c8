import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { locate } from '#store/locate.ts';
import { connect } from '#store/redis.ts';
import { startTestCluster, type TestCluster } from '../cluster.ts';
import { startTestRedis } from '../redis.ts';
import { runOn } from './help.ts';

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startTestCluster();
}, 60_000);
afterAll(() => cluster.stop());
runOn(async () => ({ nodes: cluster.nodes, stop: async () => undefined }));

describe('a connection', () => {
  test('needs one node to find the others, and is a plain one where there is no cluster', async () => {
    const [one = ''] = cluster.nodes;
    expect(await locate(one)).toEqual({ nodes: [one] });
    const server = await startTestRedis();
    expect(await locate(server.path)).toBe(server.path);
    await server.stop();
  });

  test('that loses a node fails in time, says so once, and once that it is back', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'info' }, { write: (line) => void lines.push(line) });
    const redis = connect(cluster, log);
    const write = () =>
      Promise.all(Array.from({ length: 30 }, (_, key) => redis.set(`key${key}`, 'secret-value')));
    await write();
    await cluster.lose(1);
    try {
      const before = performance.now();
      // Which of the two comes first depends on how busy the machine is.
      await expect(write()).rejects.toThrow(/redirections|timed out/);
      expect(performance.now() - before).toBeLessThan(10_000);
      expect(lines).toHaveLength(1);
    } finally {
      await cluster.restore(1);
    }
    await expect
      .poll(
        () =>
          write().then(
            () => true,
            () => false,
          ),
        { timeout: 20_000 },
      )
      .toBe(true);
    await redis.quit();
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toMatch(/secret|127\.0|pass/);
  }, 60_000);
});

const FILES = [
  'people',
  'papers',
  'document',
  'sessions',
  'due',
  'deletion',
  'racing',
  'damage',
  'budget',
  'seen',
  'lease',
];
describe.each(FILES)('%s on a cluster', async (file) => {
  await import(`./${file}.test.ts`);
});
