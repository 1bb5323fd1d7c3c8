import type { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Front } from '#bots/chat/chat.ts';
import { createDiscordFront } from '#bots/discord/front.ts';
import { connect } from '#store/redis.ts';
import { createSeen } from '#store/seen.ts';
import { createFakeDiscord, type FakeDiscord, type FakeUser } from '../../fakes/discord.ts';
import { startTestRedis, type TestRedis } from '../../redis.ts';
import { watchedLog } from '../../watched-log.ts';
import { button, type ScriptedChat, says, scriptedChat } from './scripted-chat.ts';

interface Bot {
  readonly front: Front;
  readonly chat: ScriptedChat;
  readonly redis: Redis;
}

const silent = watchedLog();
let server: TestRedis;
let fake: FakeDiscord;
let bots: Bot[];
let ann: FakeUser;
/** Warnings and errors of all bots. */
let logged: string[];

async function startBot(): Promise<Bot> {
  const redis = connect({ path: server.path }, silent);
  const seen = createSeen(redis);
  const chat = scriptedChat();
  const log = pino({ level: 'warn' }, { write: (line) => logged.push(line) });
  const claim = (id: string) => seen.claim('discord', id, 60);
  const front = createDiscordFront({ token: fake.token, apiUrl: fake.apiUrl, chat, claim, log });
  await front.start();
  return { front, chat, redis };
}

const heard = () => bots.flatMap(({ chat }) => chat.heard);

/** How often each interaction was answered. */
function answers(): readonly number[] {
  const callbacks = fake.calls.map(({ path }) => path).filter((path) => path.endsWith('/callback'));
  return [...Map.groupBy(callbacks, (path) => path).values()].map((all) => all.length);
}

describe('two bots on Discord', () => {
  beforeEach(async () => {
    server = await startTestRedis();
    fake = await createFakeDiscord();
    ann = fake.user('ann');
    logged = [];
    bots = [await startBot(), await startBot()];
  });
  afterEach(async () => {
    for (const { front, redis } of bots) {
      await front.stop();
      redis.disconnect();
    }
    await fake.stop();
    await server.stop();
    expect(fake.violations).toEqual([]);
  });

  it('answer every kind of input once', async () => {
    for (const { chat } of bots)
      chat.answer = () => ({ reply: [...says('yes'), button('done', 'r1')], redraw: true });
    for (let times = 0; times < 10; times += 1) {
      const seen = await fake.slash(ann, 'start', {}, fake.server);
      await fake.press(ann, 'done:r1', seen);
      await fake.autocomplete(ann, 'settings', 'zone', 'A');
      await fake.dm(ann, 'hello');
    }
    await Promise.all(bots.map(({ front }) => front.stop()));
    expect(fake.gateway.counts.identified).toBe(2);
    expect(answers()).toEqual(Array.from({ length: 30 }, () => 1));
    expect(heard()).toHaveLength(30);
    expect(fake.calls.filter(({ path }) => path.startsWith('/channels/'))).toHaveLength(10);
    expect(logged).toEqual([]);
  });

  it('hear nothing twice when one resumes', async () => {
    const [first] = bots;
    fake.gateway.drop();
    await fake.dm(ann, 'hello');
    await expect.poll(() => fake.gateway.counts.resumed, { timeout: 10_000 }).toBe(2);
    await expect.poll(() => first?.front.ready(), { timeout: 10_000 }).toBe(true);
    await Promise.all(bots.map(({ front }) => front.stop()));
    expect(heard()).toHaveLength(1);
  });

  it('answer while Redis is away: an interaction once, a text perhaps twice', async () => {
    for (const { redis } of bots) redis.disconnect();
    expect((await fake.slash(ann, 'start')).text).toBe('you did command');
    expect((await fake.dm(ann, 'hello')).text).toBe('you did text');
    await Promise.all(bots.map(({ front }) => front.stop()));
    expect(answers()).toEqual([2]);
    expect(fake.seen(ann)).toHaveLength(3);
  });

  it('answer in time while Redis is silent', async () => {
    const admin = connect({ path: server.path }, silent);
    await admin.call('CLIENT', 'PAUSE', '60000', 'WRITE');
    expect((await fake.slash(ann, 'start')).text).toBe('you did command');
    await admin.call('CLIENT', 'UNPAUSE');
    admin.disconnect();
  });

  it('go on when one of them is gone', async () => {
    await bots[0]?.front.stop();
    expect((await fake.slash(ann, 'start')).text).toBe('you did command');
    expect(bots[1]?.chat.heard).toHaveLength(1);
  });
});
