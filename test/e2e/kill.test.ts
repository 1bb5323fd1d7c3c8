import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { START } from '../clock.ts';
import { typicalOf } from '../contract/assess.ts';
import { createDiscordDriver } from '../contract/discord-driver.ts';
import type { Driver } from '../contract/driver.ts';
import { answerOne, isQuestion, walkForm } from '../contract/house.ts';
import { createPlaygroundDriver } from '../contract/playground-driver.ts';
import { createTelegramDriver } from '../contract/telegram-driver.ts';
import { type Running, startRematch } from './process.ts';

/** Few enough answers for one person: a real process takes thirty in half a minute. */
const TYPICAL = typicalOf(START);

describe.each([
  ['discord', createDiscordDriver],
  ['telegram', createTelegramDriver],
  ['playground', createPlaygroundDriver],
] as const)('kill -9 on %s', (_, createDriver) => {
  let dataDir: string;
  let driver: Driver;
  let rematch: Running;

  const start = async (): Promise<void> => {
    rematch = await startRematch({ ...driver.env, DATA_DIR: dataDir });
  };

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'rematch-e2e-'));
    driver = await createDriver();
    await start();
  });

  afterAll(async () => {
    expect(await rematch.stop()).toBe(0);
    await driver.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  test('half a form goes on after a restart, and so does the plan that follows', async () => {
    await driver.command('ann', 'start');
    const first = await driver.press('ann', 'assess:now');
    const second = await answerOne(driver, 'ann', first, TYPICAL);

    await rematch.kill();
    await start();
    const third = await answerOne(driver, 'ann', second, TYPICAL);
    expect(isQuestion(third)).toBe(true);
    await walkForm(driver, 'ann', third, TYPICAL);
    await driver.press('ann', 'plan:now');
    await driver.type('ann', 'Karachi');
    const list = await driver.command('ann', 'reminders');

    await rematch.kill();
    await start();
    expect((await driver.command('ann', 'reminders')).text).toBe(list.text);
    const open = list.buttons.find(({ id }) => id.startsWith('reminder:'))?.id ?? '';
    const done = (await driver.press('ann', open)).buttons.find(({ id }) => id.startsWith('done:'))?.id ?? '';
    expect((await driver.press('ann', done)).text).toContain('Done:');

    await rematch.kill();
    await start();
    expect((await driver.press('ann', done)).text).toContain('already settled');
    expect(driver.violations).toEqual([]);
  });

  test('half a page, or half of what is ticked, goes on after a restart', async () => {
    let seen = await driver.command('bob', 'assess');
    if (driver.fill) {
      const refused = await driver.fill('bob', ({ options }) => options[0] ?? 'long ago');
      expect(refused.text).toContain('Graduation year: I need');
      await rematch.kill();
      await start();
      const asked: string[] = [];
      const again = await driver.command('bob', 'assess');
      expect(again.text).toContain('What year did you');
      await driver.type('bob', '2021');
      await driver.fill('bob', ({ id, options }) => {
        asked.push(id);
        return options[0] ?? null;
      });
      expect(asked).not.toContain('type');
      expect(asked).toContain('exams');
    } else {
      while (!seen.buttons.some(({ id }) => id.startsWith('ready:')))
        seen = await answerOne(driver, 'bob', seen, TYPICAL);
      const tick = seen.buttons.find(({ id }) => id.endsWith('.leave'))?.id ?? '';
      const ticked = await driver.press('bob', tick);
      await rematch.kill();
      await start();
      const next = await driver.press(
        'bob',
        ticked.buttons.find(({ id }) => id.startsWith('ready:'))?.id ?? '',
      );
      expect(next.text).toContain('explain');
    }
    expect(driver.violations).toEqual([]);
  });
});
