import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type App, startApp } from '#app/app.ts';
import { createLog } from '#app/log.ts';
import { parseSettings } from '#app/settings.ts';
import { KNOWLEDGE, LOCALES } from '#app/wiring/config.ts';
import { UNLIMITED } from '#app/wiring/limits.ts';
import { CorrectionError } from '#core/season/corrections.ts';
import { newKey } from '#store/seal.ts';
import { startClock } from '../clock.ts';
import { type FakeTelegram, startFakeTelegram } from '../fakes/telegram.ts';
import { startTestRedis, type TestRedis } from '../redis.ts';

const SEASON = 'seasons/2027.yaml';
/** Five days before the Match Week that the season file of today names. */
const clock = startClock(Temporal.Instant.from('2027-03-10T15:00Z'));
const MONDAY = '2027-03-15';
const WEEK_LATER = '2027-03-22';
let folder: string;
let redis: TestRedis;
let telegram: FakeTelegram;
let app: App;
let lines: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rematch-knowledge-'));
  await cp(KNOWLEDGE, folder, { recursive: true });
  redis = await startTestRedis();
  telegram = await startFakeTelegram({ perSecond: null });
  const settings = parseSettings({
    HTTP_PORT: '0',
    PLAYGROUND: 'off',
    REDIS_URL: redis.path,
    REMATCH_SECRET: Buffer.from(newKey()).toString('base64'),
    TELEGRAM_TOKEN: telegram.token,
    TELEGRAM_API_URL: telegram.url,
  });
  lines = [];
  const log = createLog({ level: 'info', secrets: [], to: { write: (line) => lines.push(line) } });
  app = await startApp({
    settings,
    clock,
    log,
    limits: UNLIMITED,
    folders: { knowledge: folder, locales: LOCALES },
  });
  await app.ready;
}, 60_000);
afterEach(async () => {
  await app.stop();
  await telegram.stop();
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Somebody in SOAP mode. */
async function somebody() {
  const writer = telegram.person('ann');
  const user = String(writer.id);
  const made = await app.people.create({ platform: 'telegram', user, address: user }, clock().toString());
  await app.people.update(made.id, (old) => ({
    ...old,
    settings: { ...old.settings, zone: 'America/New_York' },
    soap: { ...old.soap, on: 2027 },
  }));
  return {
    writer,
    /** The days of the waiting reminders of Match Week. */
    weekDays: async (): Promise<readonly string[]> => {
      const person = await app.people.find('telegram', user);
      return (person?.reminders ?? []).flatMap(({ about, at }) =>
        about.kind === 'soap' ? [at.slice(0, 10)] : [],
      );
    },
  };
}

async function rewrite(change: (text: string) => string): Promise<void> {
  const text = await readFile(join(folder, SEASON), 'utf8');
  const changed = change(text);
  expect(changed).not.toBe(text);
  await writeFile(join(folder, SEASON), changed);
}

/** Match Week a week later. */
const later = (text: string): string =>
  text.replace(/2027-03-(15|16|18|19)T/g, (_, day: string) => `2027-03-${Number(day) + 7}T`);

test('a corrected date holds without a restart: what is said, and the reminders of people who say nothing', async () => {
  const { writer, weekDays } = await somebody();
  const before = await weekDays();
  expect(before.length).toBeGreaterThan(5);
  expect(before).toContain(MONDAY);
  expect((await writer.say('/soap')).text).toMatch(/Mar 15/);

  await rewrite(later);
  expect(await app.knowledge.reload()).toBe(true);

  // What is said days ahead may fall on another side of the night in which the clocks change.
  const inWeek = (days: readonly string[], monday: string) => days.filter((day) => day >= monday);
  const plusWeek = (day: string): string => Temporal.PlainDate.from(day).add({ weeks: 1 }).toString();
  expect(inWeek(await weekDays(), WEEK_LATER)).toEqual(inWeek(before, MONDAY).map(plusWeek));
  const { text } = await writer.say('/soap');
  expect(text).toMatch(/Mar 22/);
  expect(text).not.toMatch(/Mar 15/);
}, 60_000);

test('a broken file changes nothing, and one line says where it is broken', async () => {
  const { writer, weekDays } = await somebody();
  const before = await weekDays();
  await rewrite((text) => later(text).replace('status: provisional', 'status: probably'));
  lines.length = 0;
  expect(await app.knowledge.reload()).toBe(false);

  expect(await weekDays()).toEqual(before);
  expect((await writer.say('/soap')).text).toMatch(/Mar 15/);
  const told = lines.filter((line) => line.includes('not accepted'));
  expect(told).toHaveLength(1);
  expect(JSON.parse(told[0] ?? '')).toMatchObject({
    level: 50,
    problems: [expect.stringMatching(/^seasons\/2027\.yaml:\d+: events\.eras_opens\.status: /)],
  });

  await rewrite((text) => text.replace('status: probably', 'status: provisional'));
  expect(await app.knowledge.reload()).toBe(true);
  expect(await weekDays()).toContain(WEEK_LATER);
}, 60_000);

test('a season that is needed and gone is refused', async () => {
  await rm(join(folder, SEASON));
  expect(await app.knowledge.reload()).toBe(false);
  expect(app.knowledge.now().seasons.map(({ year }) => year)).toContain(2027);
  expect(lines.join('')).toMatch(/SeasonMissingError/);
});

test('a correction holds at once and outlives a reload; one that does not fit changes nothing', async () => {
  const { weekDays } = await somebody();
  const source = { from: 'house' };
  const week = { kind: 'week', year: 2027, monday: WEEK_LATER, status: 'confirmed', source } as const;
  await app.knowledge.correct([week]);
  expect(await weekDays()).toContain(WEEK_LATER);
  expect(await app.knowledge.reload()).toBe(true);
  expect(await weekDays()).toContain(WEEK_LATER);

  const before = app.knowledge.now();
  await expect(app.knowledge.correct([{ ...week, year: 1999 }])).rejects.toBeInstanceOf(CorrectionError);
  expect(app.knowledge.now()).toBe(before);
  await app.knowledge.correct([]);
  expect(await weekDays()).toContain(MONDAY);
}, 60_000);
