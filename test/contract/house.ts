import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import type { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll } from 'vitest';
import { type App, startApp } from '#app/app.ts';
import type { Clock } from '#app/clock.ts';
import { parseSettings } from '#app/settings.ts';
import { UNLIMITED } from '#app/wiring/limits.ts';
import { assess } from '#core/assessment/assess.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Profile } from '#core/record/profile.ts';
import { quietSeason, seasonAt } from '#core/season/season.ts';
import { connect } from '#store/redis.ts';
import { START, startClock } from '../clock.ts';
import { knowledge } from '../core/assessment/people.ts';
import { startTestRedis } from '../redis.ts';
import { secret, watchedLog } from '../watched-log.ts';
import type { Driver, Field, Seen } from './driver.ts';

/** The whole product, wired as in production, on one platform's fake. */
export interface House {
  readonly driver: Driver;
  readonly app: App;
  /** The time for everything in the house. */
  readonly clock: Clock;
  /** Moves the clock on; it never goes back. */
  moveTo(at: Temporal.Instant): void;
  readonly redis: Redis;
  /** Someone's record, or null. */
  record(user: string): Promise<Applicant | null>;
  /** The record of someone who must have one. @throws {Error} */
  known(user: string): Promise<Applicant>;
  /** Makes someone known who has told us this, as after the assessment but without its questions. */
  enter(user: string, profile: Profile, settings?: Readonly<Record<string, string>>): Promise<Applicant>;
  /** Every key and value in Redis as text, to search for traces. */
  everything(): Promise<string>;
  stop(): Promise<void>;
}

/** @param start the time in the house when it opens; the clock keeps running from there */
export async function openHouse(createDriver: () => Promise<Driver>, start = START): Promise<House> {
  const driver = await createDriver();
  const server = await startTestRedis();
  const dataDir = await mkdtemp(join(tmpdir(), 'rematch-house-'));
  const log = watchedLog();
  const settings = parseSettings({
    HTTP_PORT: '0',
    ...driver.env,
    REDIS_URL: server.path,
    DATA_DIR: dataDir,
  });
  const running = startClock(start);
  let ahead = 0;
  const clock: Clock = () => running().add({ milliseconds: ahead });
  const app = await startApp({ settings, clock, log, limits: UNLIMITED });
  await app.ready;
  secret((await readFile(join(dataDir, 'master.key'), 'utf8')).trim());
  const redis = connect({ path: server.path }, log);
  const record = (user: string): Promise<Applicant | null> =>
    app.people.find(driver.platform, driver.idOf(user));
  const known = async (user: string): Promise<Applicant> => {
    const person = await record(user);
    if (!person) throw new Error(`nobody knows ${user}`);
    return person;
  };
  return {
    driver,
    app,
    clock,
    moveTo: (at) => {
      ahead += Math.max(0, at.epochMilliseconds - clock().epochMilliseconds);
    },
    redis,
    record,
    known,
    enter: async (user, profile, settings = { quiet: '22:00-07:00' }) => {
      for (const [name, value] of Object.entries(settings))
        await driver.command(user, 'settings', { [name]: value });
      const { id } = await known(user);
      const assessments = [assess(profile, knowledge, clock())];
      return app.people.update(id, (old) => ({ ...old, profile, assessments }));
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

/** Opens a house before the first test in a file and closes it after the last; tests share it, but no person in it. */
export function useHouse(createDriver: () => Promise<Driver>): () => House {
  let house: House | null = null;
  beforeAll(async () => {
    house = await openHouse(createDriver);
  });
  afterAll(() => house?.stop());
  return () => {
    if (!house) throw new Error('the house is not open yet');
    return house;
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

/** What we say about Match Week when no season file reaches that far. */
export const NO_DATES = 'I have no dates for the next Match Week';

/** Whether the time in the house is later than every season we know. */
export function isBeyondSeasons({ clock }: House): boolean {
  return seasonAt(knowledge.seasons, clock()) === null;
}

/** The buttons of an answer. In Match Week the one for this hour of SOAP must come first, and is left out here. */
export function behindSoap({ buttons }: Seen, { clock }: House): Seen['buttons'] {
  if (quietSeason(knowledge.seasons, clock()) === null) return buttons;
  const [first, ...others] = buttons;
  if (first?.id !== 'soap:now') throw new Error(`in Match Week ${first?.id} comes before SOAP`);
  return others;
}

/** What someone answers, by question id: a value, several if several may be chosen, null to skip. */
export type Choose = Readonly<Record<string, string | readonly string[] | null>>;

/** Answers of which at least one is accepted by any typed question. */
const TYPED = ['Karachi', '2021', '240', '3', '0', '2025-08'];
const REFUSAL = /(^|: )(I need|That is too long|I found nothing)/;

/**
 * Walks through the open form to its end. `choose` gives the answer to a question by its id; any other question gets
 * its first choice, and typed ones whatever they accept. Returns what was seen when no question was left, and how many
 * answers it took.
 */
export async function walkForm(
  driver: Driver,
  user: string,
  first: Seen,
  choose: Choose = {},
): Promise<{ readonly seen: Seen; readonly answers: number }> {
  let seen = first;
  for (let answers = 0; answers < 60; answers += 1) {
    if (!isQuestion(seen)) return { seen, answers };
    seen = await answerOne(driver, user, seen, choose);
  }
  throw new Error(`the form has no end; it last said: ${seen.text}`);
}

export function isQuestion(seen: Seen): boolean {
  return seen.buttons.some(({ id }) => /^(answer|type|skip|back|pageback|ready):/.test(id));
}

/** Answers the open question, whichever it is, or the whole page if the platform has pages. */
export async function answerOne(
  driver: Driver,
  user: string,
  seen: Seen,
  choose: Choose = {},
): Promise<Seen> {
  const held = seen.buttons.find(({ id }) => /^(answer|type|ready|back|skip):/.test(id))?.id ?? '';
  const question = held.split('.')[1] ?? '';
  const wanted = choose[question];
  const skip = seen.buttons.find(({ id }) => id.startsWith('skip:'));
  if (wanted === null && skip) return driver.press(user, skip.id);
  const choices = seen.buttons.filter(({ id }) => id.startsWith('answer:'));
  const ready = seen.buttons.find(({ id }) => id.startsWith('ready:'));
  if (ready) {
    for (const value of [wanted ?? []].flat())
      await driver.press(user, `${held.replace(/\.[^.]*$/, '')}.${value}`);
    return driver.press(user, ready.id);
  }
  const [first] = choices;
  if (first)
    return driver.press(
      user,
      (choices.find(({ id }) => id.split('.').slice(2).join('.') === wanted) ?? first).id,
    );
  for (const value of TYPED) {
    const typed = typeof wanted === 'string' ? wanted : value;
    const next = driver.fill
      ? await driver.fill(user, (field) => valueFor(field, choose, question, value))
      : await driver.type(user, typed);
    if (!REFUSAL.test(next.text)) return next;
  }
  throw new Error(`no answer was accepted for: ${seen.text}`);
}

function valueFor({ id, options, most }: Field, choose: Choose, alone: string, typed: string) {
  const wanted = choose[id === 'value' ? alone : id];
  if (wanted !== undefined) return wanted;
  if (options.length === 0) return typed;
  return most > 1 ? [] : (options[0] ?? null);
}
