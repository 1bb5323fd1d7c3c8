import { afterAll, beforeAll, describe } from 'vitest';
import { startTestCluster, type TestCluster } from '../cluster.ts';
import { runOn } from './help.ts';

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startTestCluster();
}, 60_000);
afterAll(() => cluster.stop());
runOn(async () => ({ nodes: cluster.nodes, stop: async () => undefined }));

const FILES = ['people', 'sessions', 'due', 'deletion', 'racing', 'damage', 'budget', 'seen', 'lease'];
describe.each(FILES)('%s on a cluster', async (file) => {
  await import(`./${file}.test.ts`);
});
