import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { pino } from 'pino';
import { type App, startApp } from '#app/app.ts';
import { parseSettings } from '#app/settings.ts';
import type { Applicant } from '#core/applicant.ts';
import { connect } from '#store/redis.ts';
import { startTestRedis } from '../redis.ts';
import type { Driver, Seen } from './driver.ts';

/** The whole product, wired as in production, on one platform's fake. */
export interface House {
  readonly driver: Driver;
  readonly app: App;
  readonly redis: Redis;
  /** The record of somebody, or null. */
  record(user: string): Promise<Applicant | null>;
  /** Every key and value in Redis as text, to look for traces. */
  everything(): Promise<string>;
  stop(): Promise<void>;
}

export async function openHouse(createDriver: () => Promise<Driver>): Promise<House> {
  const driver = await createDriver();
  const server = await startTestRedis();
  const dataDir = await mkdtemp(join(tmpdir(), 'rematch-house-'));
  const log = pino({ level: process.env.TEST_LOG ?? 'silent' });
  const settings = parseSettings({
    HTTP_PORT: '0',
    ...driver.env,
    REDIS_URL: server.path,
    DATA_DIR: dataDir,
  });
  const app = await startApp(settings, log);
  await app.ready;
  const redis = connect({ path: server.path }, log);
  return {
    driver,
    app,
    redis,
    record: async (user) => {
      const id = await app.people.find(driver.platform, driver.idOf(user));
      return id ? app.people.load(id) : null;
    },
    everything: () => dump(redis),
    stop: async () => {
      await app.stop();
      redis.disconnect();
      await driver.stop();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function dump(redis: Redis): Promise<string> {
  const lines: string[] = [];
  for (const key of await redis.keys('*')) {
    lines.push(key, JSON.stringify(await contentOf(redis, key)));
  }
  return lines.join('\n');
}

async function contentOf(redis: Redis, key: string): Promise<unknown> {
  const type = await redis.type(key);
  switch (type) {
    case 'string':
      return redis.get(key);
    case 'hash':
      return redis.hgetall(key);
    case 'zset':
      return redis.zrange(key, '0', '-1');
    case 'list':
      return redis.lrange(key, 0, -1);
    case 'set':
      return redis.smembers(key);
    case 'stream':
      return redis.xrange(key, '-', '+');
    default:
      return null;
  }
}

/** Answers that some typed question accepts, whichever it is. */
const TYPED = ['Karachi', '2021', '240', '3', '0', '2025-08'];
const REFUSAL = /^(I need|That is too long|I found nothing)/;

/**
 * Walks the open form to its end: `choose` names the answer of a question by its id, any other gets its first choice,
 * typed ones whatever they accept. Returns what was seen when no question was left, and how many answers it took.
 */
export async function walkForm(
  driver: Driver,
  user: string,
  first: Seen,
  choose: Readonly<Record<string, string>> = {},
): Promise<{ readonly seen: Seen; readonly answers: number }> {
  let seen = first;
  for (let answers = 0; answers < 60; answers += 1) {
    if (!isQuestion(seen)) return { seen, answers };
    seen = await answerOne(driver, user, seen, choose);
  }
  throw new Error(`the form has no end; it last said: ${seen.text}`);
}

export function isQuestion(seen: Seen): boolean {
  return seen.buttons.some(({ id }) => /^(answer|type|skip|back):/.test(id));
}

/** Answers the open question, whichever it is. */
export async function answerOne(
  driver: Driver,
  user: string,
  seen: Seen,
  choose: Readonly<Record<string, string>> = {},
): Promise<Seen> {
  const choices = seen.buttons.filter(({ id }) => id.startsWith('answer:'));
  const [first] = choices;
  if (first) {
    const wanted = choices.find(
      ({ id }) => choose[id.split('.')[1] ?? ''] === id.split('.').slice(2).join('.'),
    );
    return driver.press(user, (wanted ?? first).id);
  }
  for (const value of TYPED) {
    const next = await driver.type(user, value);
    if (!REFUSAL.test(next.text)) return next;
  }
  throw new Error(`no answer was accepted for: ${seen.text}`);
}
