import { afterEach, expect, it } from 'vitest';
import { UnavailableError, UnreachableError } from '#core/platform.ts';
import { createSampleChat, PIXEL, quiet, said } from '../bots/playground/harness.ts';
import type { Driver } from './driver.ts';
import { createPlaygroundDriver } from './playground-driver.ts';

const drivers: Driver[] = [];
afterEach(async () => {
  for (const driver of drivers.splice(0)) await driver.stop();
});

async function start() {
  const driver = await createPlaygroundDriver();
  drivers.push(driver);
  const chat = createSampleChat();
  const front = await driver.startFront(chat, quiet);
  return { driver, chat, front, sender: driver.createSender(quiet) };
}

it('a person acts and sees text, buttons and files', async () => {
  const { driver, chat } = await start();
  expect((await driver.text('ann', 'hello')).buttons).toEqual([{ id: 'begin:now', label: 'Begin' }]);
  const question = await driver.press('ann', 'begin:now');
  expect(question.text).toBe('Which exam is the last one you took?');
  expect(question.buttons.map(({ id }) => id)).toContain('answer:q1.v2');
  await driver.press('ann', 'answer:q1.v2');
  expect((await driver.type('ann', '221')).text).toBe('Where you stand\nLast exam: Step 2 CK\nScore: 221');
  const shown = await driver.command('ann', 'show', { zone: 'UTC' });
  expect(shown.files.map(({ name }) => name)).toEqual(['time.png', 'record.json']);
  expect(shown.files[0]?.bytes).toEqual(PIXEL);
  expect(shown.text).toContain('☑ Check the portal\n☐ Call your mentor');
  expect(shown.text).toContain('one\ntwo');
  expect(chat.invocations.map(({ input }) => input.kind)).toEqual([
    'text',
    'press',
    'press',
    'answer',
    'command',
  ]);
  expect(driver.violations).toEqual([]);
});

it('a message on its own arrives before and after somebody waits for it, and after a restart', async () => {
  const { driver, chat, front, sender } = await start();
  await driver.text('ann', 'hello');
  const to = { user: 'ann', address: null };
  await sender.send(to, said('one'), 'n1');
  expect((await driver.arrives('ann')).text).toBe('You said: one');
  const waiting = driver.arrives('ann');
  await sender.send(to, said('two'), 'n2');
  expect((await waiting).text).toBe('You said: two');
  await front.stop();
  await expect(sender.send(to, said('lost'), 'n3')).rejects.toBeInstanceOf(UnavailableError);
  await driver.startFront(chat, quiet);
  await driver.text('ann', 'back');
  await sender.send(to, said('three'), 'n4');
  expect((await driver.arrives('ann')).text).toBe('You said: three');
});

it('a closed page is refused until it is open again', async () => {
  const { driver, sender } = await start();
  await driver.text('ann', 'hello');
  const send = () => sender.send({ user: 'ann', address: null }, said('x'), 'n1');
  driver.fail('ann', 'closed');
  await driver.text('ann', 'still here');
  await expect(send()).rejects.toEqual(new UnreachableError('closed'));
  driver.heal('ann');
  await driver.text('ann', 'back');
  await send();
  expect((await driver.arrives('ann')).text).toBe('You said: x');
});

it('what does not follow the protocol is a violation', async () => {
  const { driver, sender } = await start();
  await driver.text('ann', 'hello');
  await sender.send({ user: 'ann', address: null }, [{ kind: 'buttons', buttons: [] }], 'n1');
  await driver.arrives('ann');
  const blank = { verb: 'done', id: '', label: ' ' };
  await sender.send({ user: 'ann', address: null }, [{ kind: 'buttons', buttons: [blank] }], 'n2');
  await driver.arrives('ann');
  await sender.send({ user: 'ann', address: null }, said('fine'), 'n3');
  await driver.arrives('ann');
  expect(driver.violations).toHaveLength(2);
});
