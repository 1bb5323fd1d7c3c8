import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '#app/app.ts';
import { systemClock } from '#app/clock.ts';
import { newId } from '#app/ids.ts';
import { parseSettings } from '#app/settings.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { newKey } from '#store/seal.ts';
import { startTestCluster, type TestCluster } from '../cluster.ts';
import { type FakeTelegram, startFakeTelegram } from '../fakes/telegram.ts';
import { watchedLog } from '../watched-log.ts';
import { type Running, startRematch } from './process.ts';

const PEOPLE = 50;
let cluster: TestCluster;
let telegram: FakeTelegram;
let env: Readonly<Record<string, string>>;
let app: App;
let running: Running[];

beforeAll(async () => {
  cluster = await startTestCluster();
  telegram = await startFakeTelegram({ perSecond: null });
  env = {
    REDIS_URL: cluster.nodes.join(','),
    REMATCH_SECRET: Buffer.from(newKey()).toString('base64'),
    TELEGRAM_TOKEN: telegram.token,
    TELEGRAM_API_URL: telegram.url,
    HTTP_PORT: '0',
  };
  app = await startApp({
    settings: parseSettings({ ...env, ROLE: 'worker' }),
    clock: systemClock,
    log: watchedLog(),
  });
  // The second finds the others through one node.
  const [one = ''] = cluster.nodes;
  running = await Promise.all([
    startRematch({ ...env, ROLE: 'worker', REDIS_URL: one }),
    startRematch({ ...env, ROLE: 'bot' }),
  ]);
}, 60_000);
afterAll(async () => {
  await app.stop();
  expect(await Promise.all(running.map((one) => one.stop()))).toEqual([0, 0]);
  await telegram.stop();
  await cluster.stop();
}, 60_000);

const said = () =>
  telegram.calls.filter(({ method }) => method === 'sendMessage').map(({ payload }) => String(payload.text));

// In this order: what is queued before all nodes were away may come late, so nothing may be away before everybody is told.
describe('a bot and two workers on a cluster', { shuffle: false }, () => {
  test('answer everybody and tell each reminder once', async () => {
    expect((await telegram.person('ann').say('/help')).text).not.toBe('');
    for (const { address } of running) expect((await fetch(`${address}/health`)).status).toBe(200);

    const people = await Promise.all(Array.from({ length: PEOPLE }, (_, number) => somebody(number)));
    await Promise.all(people.map((person) => app.agenda.bringForward(person)));
    const told = () => said().flatMap((text) => /call number \d+/.exec(text) ?? []);
    await expect.poll(() => new Set(told()).size, { timeout: 30_000 }).toBe(PEOPLE);
    expect(told()).toHaveLength(PEOPLE);
    expect(telegram.violations).toEqual([]);
    const lines = running.flatMap((one) => one.output().split('\n'));
    expect(lines.filter((line) => /"level":[4-6]0/.test(line))).toEqual([]);
  }, 60_000);

  test('say so when they lose a node, or all of them, and go on when it is back', async () => {
    const isWell = async () =>
      (await Promise.all(running.map(({ address }) => fetch(`${address}/health`)))).every(({ ok }) => ok);
    const losses = [[0], [1], [2], [0, 1, 2]];
    for (const nodes of losses) {
      await Promise.all(nodes.map((node) => cluster.lose(node)));
      await expect.poll(isWell, { timeout: 30_000 }).toBe(false);
      await Promise.all(nodes.map((node) => cluster.restore(node)));
      await expect.poll(isWell, { timeout: 30_000 }).toBe(true);
    }

    expect((await telegram.person('bob').say('/help')).text).not.toBe('');
    await app.agenda.bringForward(await somebody(PEOPLE));
    await expect
      .poll(said, { timeout: 30_000 })
      .toContainEqual(expect.stringContaining(`call number ${PEOPLE}`));
  }, 90_000);
});

async function somebody(number: number): Promise<Applicant> {
  const writer = telegram.person(`person${number}`);
  writer.room.door = 'open';
  const user = String(writer.id);
  const { id } = await app.people.create(
    { platform: 'telegram', user, address: user },
    systemClock().toString(),
  );
  return app.people.update(id, (person) => ({
    ...person,
    reminders: [
      {
        id: newId(),
        revision: newId(),
        about: { kind: 'own', text: `call number ${number}` },
        at: '2099-01-01T12:00',
        snoozedTo: null,
        urgency: 'normal',
        state: { kind: 'waiting' },
      },
    ],
  }));
}
