import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runErrand } from '#app/errands.ts';
import { claim } from '#core/reminders/delivery.ts';
import { rearm } from '#jobs/rearm.ts';
import { DUE_KEY, personKey } from '#store/layout.ts';
import { startRematch } from '../e2e/process.ts';
import { openJobs, reminder } from './house.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PAST = '2026-01-01T09:00';
const FUTURE = '2099-01-01T09:00';

type Env = Readonly<Record<string, string>>;

/** What `npm run admin -- …` does with these settings. */
async function admin(args: readonly string[], env: Env) {
  const said = { stdout: '', stderr: '' };
  const into = (stream: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      said[stream] += text;
    },
  });
  const desk = { env: { LOG_LEVEL: 'warn', ...env }, stdout: into('stdout'), stderr: into('stderr') };
  return { code: await runErrand(args, desk), ...said };
}

/** The same in a process of its own. */
async function adminProcess(args: readonly string[], env: Env) {
  const options = { cwd: ROOT, env: { PATH: process.env.PATH ?? '', LOG_LEVEL: 'warn', ...env } };
  const run = promisify(execFile)(process.execPath, ['src/admin.ts', ...args], options);
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code: code as number, stdout: String(stdout), stderr: String(stderr) }),
  );
}

describe('rearm', () => {
  let jobs: Awaited<ReturnType<typeof openJobs>>;
  const env = () => ({ REDIS_URL: jobs.address, REMATCH_SECRET: jobs.secret });

  beforeEach(async () => {
    jobs = await openJobs(null);
  });
  afterEach(() => jobs.stop());

  test('after every queue was lost lets everything arrive once, and a second time changes nothing', async () => {
    const past = Array.from({ length: 40 }, () => reminder(PAST));
    for (const [index, one] of past.entries()) await jobs.somebody(`late${index}`, [one]);
    const later = reminder(FUTURE);
    await jobs.somebody('early', [later]);
    await jobs.loseQueues();
    await jobs.redis.del(DUE_KEY);

    const said = await admin(['rearm'], env());
    expect(said).toMatchObject({ code: 0, stderr: '' });
    expect(said.stdout).toBe('People looked at: 41\nDone: every alarm is set.\n');
    expect(await jobs.redis.zcard(DUE_KEY)).toBe(41);
    const alarm = await jobs.queues.of('telegram').getJob(later.revision);
    expect((alarm?.timestamp ?? 0) + (alarm?.delay ?? 0)).toBeCloseTo(Date.parse(`${FUTURE}Z`), -3);

    jobs.startWorkers();
    const again = admin(['rearm'], env());
    await expect.poll(() => new Set(jobs.told()).size, { timeout: 15_000 }).toBe(past.length);
    expect((await again).code).toBe(0);
    await expect.poll(() => jobs.queues.of('telegram').getJobCountByTypes()).toBe(1);
    expect(jobs.told().toSorted()).toEqual(past.map(({ id }) => id).toSorted());
  });

  test('sets a delivery again that was claimed', async () => {
    const one = reminder(PAST);
    const person = await jobs.somebody('ann', [one]);
    const options = { revision: one.revision, now: jobs.clock(), early: false };
    await jobs.people.update(person.id, (current) => claim(current, options));
    await jobs.loseQueues();
    jobs.startWorkers();
    await rearm({ ...jobs, onProgress: () => undefined });
    await expect.poll(() => jobs.told()).toEqual([one.id]);
  });

  test('passes over a record that cannot be read, and says so', async () => {
    const one = reminder(FUTURE);
    const broken = await jobs.somebody('bob', []);
    await jobs.somebody('ann', [one]);
    await jobs.redis.hset(personKey(broken.id), 'd', 'x'.repeat(64));
    await jobs.loseQueues();
    const said = await admin(['rearm'], env());
    expect(said.code).toBe(1);
    expect(said.stdout).toContain('People looked at: 2, of whom unreadable: 1');
    expect(await jobs.queues.of('telegram').getJob(one.revision)).toBeDefined();
    expect(said.stdout + said.stderr).not.toContain(broken.id);
  });

  test('with another master key touches nothing', async () => {
    await admin(['rearm'], env());
    const wrong = { ...env(), REMATCH_SECRET: Buffer.alloc(32, 7).toString('base64') };
    const said = await admin(['rearm'], wrong);
    expect(said).toMatchObject({ code: 1, stdout: '' });
    expect(said.stderr).toContain('master key');
  });
});

test('rewrap lets the new master key open everything, while nobody has to stop', async () => {
  const jobs = await openJobs(null);
  await jobs.somebody('ann', []);
  const secret = Buffer.alloc(32, 7).toString('base64');
  const both = { REDIS_URL: jobs.address, REMATCH_SECRET: secret, REMATCH_OLD_SECRETS: jobs.secret };
  expect(await admin(['rewrap'], both)).toEqual({
    code: 0,
    stdout:
      'Keys wrapped anew: 1\nDone: the newest master key opens everything. REMATCH_OLD_SECRETS can go.\n',
    stderr: '',
  });
  const { REMATCH_OLD_SECRETS: _, ...alone } = both;
  expect((await admin(['rearm'], alone)).code).toBe(0);
  await jobs.stop();
});

describe('npm run admin', () => {
  test('works on the embedded Redis, whether Rematch is running or not', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'rematch-admin-'));
    const rematch = await startRematch({ DATA_DIR: dataDir });
    const beside = await adminProcess(['rearm'], { DATA_DIR: dataDir });
    expect((await fetch(`${rematch.address}/health`)).status).toBe(200);
    expect(await rematch.stop()).toBe(0);
    const alone = await admin(['rearm'], { DATA_DIR: dataDir });
    await rm(dataDir, { recursive: true, force: true });
    expect(beside).toEqual({ code: 0, stdout: 'Done: every alarm is set.\n', stderr: '' });
    expect(alone).toEqual(beside);
  });

  test('says what it knows when it is asked for something else', async () => {
    const said = await adminProcess(['dance'], {});
    expect(said).toMatchObject({ code: 2, stdout: 'Say what to do: npm run admin -- rearm | rewrap\n' });
  });
});
