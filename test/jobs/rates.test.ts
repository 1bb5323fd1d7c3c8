import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { createDiscordSender } from '#bots/discord/sender.ts';
import { BusyError } from '#core/platform.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { alarmSchema } from '#jobs/payloads.ts';
import { createFakeDiscord } from '../fakes/discord.ts';
import { watchedLog } from '../watched-log.ts';
import { openJobs, rateOn, reminder } from './house.ts';

const PAST = '2026-01-01T09:00';
const log = watchedLog();
type Jobs = Awaited<ReturnType<typeof openJobs>>;

let jobs: Jobs;
afterEach(() => jobs.stop());

const soapOf = (all: readonly Reminder[]) =>
  all.filter(({ urgency }) => urgency === 'soap').map(({ id }) => id);

describe('everybody at once', () => {
  test('150 people on Telegram: no 429, SOAP first, none lost or repeated, by two processes', async () => {
    jobs = await openJobs(30);
    await jobs.pause();
    const all = await jobs.crowd(150, (index) => reminder(PAST, index % 3 === 2 ? 'soap' : 'normal'));
    jobs.startWorkers();
    jobs.startWorkers();
    await jobs.resume();
    await jobs.settled(all.length, 40_000);

    const told = jobs.told();
    expect(told.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
    const lastSoap = Math.max(...soapOf(all).map((id) => told.indexOf(id)));
    // What two processes have in hand, twenty each, goes by turns; by chance all 50 would never be among the first 110.
    expect(lastSoap).toBeLessThan(110);
  }, 60_000);

  test('120 people on Discord: no 429, none lost or repeated', async () => {
    jobs = await openJobs(null);
    const fake = await createFakeDiscord();
    await jobs.pause();
    const all: Reminder[] = [];
    for (let index = 0; index < 120; index += 1) {
      const user = fake.user(`person${index}`);
      const one = reminder(PAST);
      all.push(one);
      await jobs.member({ platform: 'discord', user: user.id, address: user.dm }, [one]);
    }
    jobs.startWorkers(createDiscordSender({ token: fake.token, apiUrl: fake.apiUrl, log }));
    await jobs.resume();
    const texts = () => fake.calls.flatMap(({ body }) => (hasContent(body) ? [body.content] : []));
    await expect.poll(() => texts().length, { timeout: 30_000 }).toBeGreaterThanOrEqual(120);
    expect(texts().toSorted()).toEqual(all.map(({ id }) => id).toSorted());
    await fake.stop();
  }, 60_000);
});

function hasContent(body: unknown): body is { readonly content: string } {
  return typeof body === 'object' && body !== null && 'content' in body;
}

describe('a platform that asks to wait', () => {
  test('is left alone by everybody for as long as it asked', async () => {
    jobs = await openJobs(null);
    const fake = await createFakeDiscord();
    const when = ({ path }: { readonly path: string }) => path.endsWith('/messages');
    const people = Array.from({ length: 20 }, (_, index) => fake.user(`person${index}`));
    await jobs.pause();
    for (const { id, dm } of people)
      await jobs.member({ platform: 'discord', user: id, address: dm }, [reminder(PAST)]);
    fake.fail({ when, how: 'busy', waitMs: 5000, global: true, times: 1 });
    const arrivals = people.map((person) => fake.arrives(person));
    const sender = () => createDiscordSender({ token: fake.token, apiUrl: fake.apiUrl, log });
    jobs.startWorkers(sender());
    jobs.startWorkers(sender());
    await jobs.resume();
    const pace = rateOn(jobs.redis, 'discord').pace;
    await expect.poll(() => fake.calls.filter(when).length).toBeGreaterThan(0);
    await expect.poll(() => pace.answer(), { timeout: 5000 }).toBeGreaterThan(500);
    await Promise.all(arrivals);
    // One was refused and told again.
    expect(fake.calls.filter(when).length).toBe(people.length + 1);
    await fake.stop();
  }, 30_000);

  test('and does not say whom it meant, meant the chat, unless it has taken all it takes and refuses two', async () => {
    jobs = await openJobs(null);
    const rate = rateOn(jobs.redis, 'telegram');
    const busy = new BusyError(5000, 'unknown');
    expect([await rate.busy('ann', busy), await rate.busy('bob', busy)]).toEqual(['chat', 'chat']);
    expect(await rate.pace.answer()).toBe(0);
    for (let turn = 0; turn < 30; turn += 1) await rate.pace.answer();
    expect([await rate.busy('ann', busy), await rate.busy('ann', busy)]).toEqual(['chat', 'chat']);
    expect(await rate.busy('bob', busy)).toBe('platform');
    expect(await rate.pace.answer()).toBeGreaterThan(4000);
  });
});

describe('a chat that is busy', () => {
  test('on Telegram waits alone, though Telegram does not say so', async () => {
    jobs = await openJobs(null);
    await jobs.pause();
    const all = await jobs.crowd(40, () => reminder(PAST));
    // More than this test has time for: if all had to wait for that chat, nobody else would hear anything.
    jobs.telegram.trouble({ how: 'busy', method: 'sendMessage', times: 1, retryAfter: 3600 });
    jobs.startWorkers();
    await jobs.resume();
    const queue = jobs.queues.of('telegram');
    await expect.poll(() => queue.getJobCountByTypes(), { timeout: 20_000 }).toBe(1);
    await expect.poll(() => queue.getDelayedCount()).toBe(1);
    expect(jobs.told()).toHaveLength(all.length);
    const [busy] = await queue.getDelayed();
    expect(busy?.delay).toBeGreaterThan(3_000_000);
    await busy?.promote();
    await jobs.settled(all.length, 20_000);
    expect(jobs.told()).toHaveLength(all.length + 1);
  }, 60_000);

  test('waits alone, while everybody else is written to', async () => {
    jobs = await openJobs(null);
    const fake = await createFakeDiscord();
    const [busy, other] = [fake.user('busy'), fake.user('other')];
    const remind = ({ id, dm }: typeof busy) =>
      jobs.member({ platform: 'discord', user: id, address: dm }, [reminder(PAST)]);
    const when = ({ path }: { readonly path: string }) => path === `/channels/${busy.dm}/messages`;
    fake.fail({ when, how: 'busy', waitMs: 5000, times: 1 });
    const tries = () => fake.calls.filter(when).length;
    jobs.startWorkers(createDiscordSender({ token: fake.token, apiUrl: fake.apiUrl, log }));
    await remind(busy);
    await expect.poll(tries).toBe(1);
    await remind(other);
    await fake.arrives(other);
    expect(tries()).toBe(1);
    await fake.arrives(busy);
    expect(tries()).toBe(2);
    await fake.stop();
  }, 30_000);
});

describe('strangers', () => {
  test('on Discord are written to at a pace of their own, while others are not kept waiting', async () => {
    jobs = await openJobs(null);
    const fake = await createFakeDiscord();
    await jobs.pause();
    for (let index = 0; index < 15; index += 1) {
      const { id } = fake.user(`stranger${index}`);
      await jobs.member({ platform: 'discord', user: id, address: null }, [reminder(PAST)]);
    }
    const known = fake.user('known');
    await jobs.member({ platform: 'discord', user: known.id, address: known.dm }, [reminder(PAST)]);
    const arrival = fake.arrives(known);
    jobs.startWorkers(createDiscordSender({ token: fake.token, apiUrl: fake.apiUrl, log }));
    await jobs.resume();
    await arrival;
    const opened = () => fake.calls.filter(({ path }) => path === '/users/@me/channels').length;
    const queue = jobs.queues.of('discord');
    await expect
      .poll(() => queue.getJobCounts('delayed', 'active', 'prioritized'), { timeout: 20_000 })
      .toEqual({
        active: 0,
        delayed: 5,
        prioritized: 0,
      });
    expect(opened()).toBe(10);
    const [waiting] = await queue.getDelayed();
    expect(alarmSchema.parse(waiting?.data).mayOpen).toBe(true);
    expect(waiting?.delay).toBeGreaterThan(50_000);
    await fake.stop();
  }, 30_000);
});

describe('answers', () => {
  test('go out at once while nobody else sends, and while Redis is away', async () => {
    jobs = await openJobs(null);
    const rate = rateOn(jobs.redis, 'telegram');
    expect(await rate.pace.answer()).toBe(0);
    jobs.redis.disconnect();
    expect(await rate.pace.answer()).toBe(0);
    await rate.pace.hold(1000);
    jobs.redis.connect().catch(() => undefined);
    await once(jobs.redis, 'ready');
  });
});
