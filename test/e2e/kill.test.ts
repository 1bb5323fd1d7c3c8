import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { START } from '../clock.ts';
import { typicalOf } from '../contract/assess.ts';
import { createDiscordDriver } from '../contract/discord-driver.ts';
import type { Driver, Seen } from '../contract/driver.ts';
import { answerOne, isQuestion, walkForm } from '../contract/house.ts';
import { createPlaygroundDriver } from '../contract/playground-driver.ts';
import { createTelegramDriver } from '../contract/telegram-driver.ts';
import { type Running, startRematch } from './process.ts';

/** Few enough answers for one person: a real process takes thirty in half a minute. */
const TYPICAL = typicalOf(START);

let dataDir: string;
/** People on every platform talk to one process, so that each kill hits all of them. */
let drivers: readonly Driver[];
let rematch: Running;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rematch-e2e-'));
  // How fast answers are is not asked here.
  const discord = createDiscordDriver({ firstAnswerMs: 10_000 });
  drivers = await Promise.all([discord, createTelegramDriver(), createPlaygroundDriver()]);
  await start();
});
afterAll(async () => {
  expect(await rematch.stop()).toBe(0);
  await Promise.all(drivers.map((driver) => driver.stop()));
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<void> {
  const env: Record<string, string> = Object.assign({}, ...drivers.map((driver) => driver.env));
  rematch = await startRematch({ ...env, DATA_DIR: dataDir });
}

async function killAndStart(): Promise<void> {
  await rematch.kill();
  await start();
}

/** What is done on each platform, with what was seen there before. */
async function onEach<T, R>(
  before: readonly T[],
  act: (driver: Driver, seen: T) => Promise<R>,
): Promise<R[]> {
  const done: R[] = [];
  for (const [index, driver] of drivers.entries()) {
    const seen = before[index];
    if (seen === undefined) throw new Error(`nothing was seen on ${driver.platform}`);
    done.push(await act(driver, seen));
    expect(driver.violations, driver.platform).toEqual([]);
  }
  return done;
}

const button = ({ buttons }: Seen, verb: string) =>
  buttons.find(({ id }) => id.startsWith(`${verb}:`))?.id ?? '';

test('half a form, half a page or half of what is ticked goes on after kill -9 on every platform, and so does a plan', async () => {
  const half = await onEach(drivers, async (driver) => {
    await driver.command('ann', 'start');
    const first = await driver.press('ann', 'assess:now');
    return answerOne(driver, 'ann', first, TYPICAL);
  });
  const begun = await onEach(drivers, async (driver) => {
    const seen = await driver.command('bob', 'assess');
    return driver.fill ? halfAPage(driver) : halfTicked(driver, seen);
  });

  await killAndStart();
  await onEach(begun, async (driver, seen) => {
    if (driver.fill) await goOnWithPage(driver);
    else
      expect((await driver.press('bob', button(seen, 'ready'))).text, driver.platform).toContain('explain');
  });
  const lists = await onEach(half, async (driver, second) => {
    const third = await answerOne(driver, 'ann', second, TYPICAL);
    expect(isQuestion(third), driver.platform).toBe(true);
    await walkForm(driver, 'ann', third, TYPICAL);
    await driver.press('ann', 'plan:now');
    await driver.type('ann', 'Karachi');
    return driver.command('ann', 'reminders');
  });

  await killAndStart();
  const settled = await onEach(lists, async (driver, list) => {
    expect((await driver.command('ann', 'reminders')).text, driver.platform).toBe(list.text);
    const done = button(await driver.press('ann', button(list, 'reminder')), 'done');
    expect((await driver.press('ann', done)).text, driver.platform).toContain('Done:');
    return done;
  });

  await killAndStart();
  await onEach(settled, async (driver, done) =>
    expect((await driver.press('ann', done)).text, driver.platform).toContain('already settled'),
  );
}, 240_000);

async function halfAPage(driver: Driver): Promise<Seen> {
  const refused = await driver.fill?.('bob', ({ options }) => options[0] ?? 'long ago');
  expect(refused?.text).toContain('Graduation year: I need');
  if (!refused) throw new Error(`${driver.platform} has no pages`);
  return refused;
}

async function goOnWithPage(driver: Driver): Promise<void> {
  const asked: string[] = [];
  const again = await driver.command('bob', 'assess');
  expect(again.text).toContain('What year did you');
  await driver.type('bob', '2021');
  await driver.fill?.('bob', ({ id, options }) => {
    asked.push(id);
    return options[0] ?? null;
  });
  expect(asked).not.toContain('type');
  expect(asked).toContain('exams');
}

async function halfTicked(driver: Driver, first: Seen): Promise<Seen> {
  let seen = first;
  while (button(seen, 'ready') === '') seen = await answerOne(driver, 'bob', seen, TYPICAL);
  const tick = seen.buttons.find(({ id }) => id.endsWith('.leave'))?.id ?? '';
  return driver.press('bob', tick);
}
