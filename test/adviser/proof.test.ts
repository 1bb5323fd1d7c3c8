import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chainOf } from '#core/study/chain.ts';
import { logOf } from '../core/study/logs.ts';
import { ask } from './ask.ts';

const study = logOf([
  {
    kind: 'routine',
    routine: { exam: 'step2ck', days: [1, 4], time: '19:00', hours: 10, from: '2026-06-01' },
  },
  { kind: 'check', check: { on: '2026-06-01', answer: 'done', hours: 4, blocks: 2, percent: null } },
  { kind: 'oversight', on: '2026-06-01', who: 'Dr. Lee', what: 'my question log' },
]);

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rematch-proof-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function proof(value: unknown): Promise<Record<string, unknown>> {
  const file = join(dir, 'given.json');
  await writeFile(file, JSON.stringify(value));
  const run = await ask(['proof', file]);
  expect(run).toMatchObject({ code: 0, err: '' });
  return JSON.parse(run.out);
}

test('prints the page and whether its seals hold', async () => {
  const said = await proof({ study });
  expect(said).toMatchObject({ holds: true, broken: null, entries: 3, seal: study.log[2]?.seal });
  expect(said.page).toContain('- Jun 1, 2026: Dr. Lee: my question log');
});

test('names the first entry that is not as it was written', async () => {
  const log = study.log.map((entry, index) =>
    index === 1 ? { ...entry, at: '2026-06-01T10:00:00Z' } : entry,
  );
  const said = await proof({ study: { ...study, log } });
  expect(said).toMatchObject({ holds: false, broken: { place: 2, kind: 'check' } });
});

test('checks a chain with entries left out, and finds one that was exchanged', async () => {
  const chain = chainOf(study, new Set(['names', 'hours'] as const));
  expect(await proof(chain)).toMatchObject({
    holds: true,
    entries: 3,
    left_out: 3,
    seal: study.log[2]?.seal,
  });
  const links = [...chain.links.slice(0, 1), ...chain.links.slice(2)];
  expect(await proof({ ...chain, links })).toMatchObject({ holds: false, broken: 2 });
});

test('what is no record is refused with one line', async () => {
  const file = join(dir, 'other.json');
  await writeFile(file, '{"study":{"log":[{"id":"x"}]}}');
  const run = await ask(['proof', file]);
  expect(run.code).toBe(2);
  expect(run.err).toContain('study.log.0.id');
});
