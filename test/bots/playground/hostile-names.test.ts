import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from '../../contract/house.ts';
import { createPlaygroundDriver } from '../../contract/playground-driver.ts';

/** Names that every object answers to, though nobody gave it them. */
const NAMES = ['hasOwnProperty', 'toString', 'constructor', 'valueOf', '__proto__', '__defineGetter__'];

let house: House;
beforeAll(async () => {
  house = await openHouse(createPlaygroundDriver);
});
afterAll(() => house.stop());

test.each(NAMES)('%s picks nothing, wherever a name from outside does', async (name) => {
  const suggest = async (command: string, option: string): Promise<unknown> => {
    const query = new URLSearchParams({ command, option, typed: name });
    const answer = await fetch(`${house.app.address}/api/suggest?${query}`);
    return { status: answer.status, body: await answer.json() };
  };
  expect(await suggest('settings', name)).toEqual({ status: 200, body: [] });
  expect(await suggest('settings', 'zone')).toEqual({ status: 200, body: [] });
  expect(await suggest(name, name)).toEqual({ status: 200, body: [] });

  const { driver } = house;
  const texts = [
    await driver.command('ann', name),
    // A body that names a prototype is refused before anyone reads it.
    ...(name === '__proto__' ? [] : [await driver.command('ann', 'settings', { [name]: 'x' })]),
    await driver.command('ann', 'settings', { zone: name }),
    await driver.command('ann', 'settings', { quiet: name }),
    await driver.command('ann', 'remind', { what: `in 3 ${name}s call home` }),
    await driver.text('ann', name),
  ].map(({ text }) => text);
  for (const text of texts) {
    expect(text).not.toBe('');
    expect(text).not.toContain('on our side');
    expect(text).not.toMatch(/function|native code|\[object/);
  }
});
