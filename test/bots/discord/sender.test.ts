import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDiscordSender } from '#bots/discord/sender.ts';
import { BusyError, RejectedError, type Sender, UnavailableError, UnreachableError } from '#core/platform.ts';
import { createFakeDiscord, type FakeDiscord, type FakeUser, type Fault } from '../../fakes/discord.ts';
import { watchedLog } from '../../watched-log.ts';
import { button, says } from './scripted-chat.ts';

const SECRET = 'Ann failed Step 2';
let fake: FakeDiscord;
let sender: Sender;
let ann: FakeUser;

function at(path: string): Fault['when'] {
  return (call) => call.path === path;
}

/** What `send` fails with, having checked that nothing private is in it. */
async function failure(address: string | null = ann.dm): Promise<unknown> {
  const error: unknown = await sender.send({ user: ann.id, address }, says(SECRET), 'n1').catch((e) => e);
  expect(error).toBeInstanceOf(Error);
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/Ann|Step|token-of/);
  return error;
}

describe('sending on Discord', () => {
  beforeEach(async () => {
    fake = await createFakeDiscord();
    ann = fake.user('ann');
    sender = createDiscordSender({ token: fake.token, apiUrl: fake.apiUrl, log: watchedLog() });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await fake.stop();
    expect(fake.violations).toEqual([]);
  });

  it('opens the private chat, writes there and returns its address', async () => {
    const arrived = fake.arrives(ann);
    const sent = await sender.send(
      { user: ann.id, address: null },
      [...says('due'), button('done', 'r1')],
      'n1',
    );
    expect(sent).toEqual({ address: ann.dm });
    expect(await arrived).toMatchObject({ text: 'due', private: true, ephemeral: false });
    expect((await arrived).buttons).toEqual([{ id: 'done:r1', label: 'done r1' }]);
  });

  it('asks for no chat when the address is known', async () => {
    await sender.send({ user: ann.id, address: ann.dm }, says('due'), 'n1');
    expect(fake.calls.map(({ path }) => path)).toEqual([`/channels/${ann.dm}/messages`]);
  });

  it('opens a new chat once when the address is stale', async () => {
    const stale = ann.dm;
    const moved = fake.moveDm(ann);
    expect(await sender.send({ user: ann.id, address: stale }, says('due'), 'n1')).toEqual({
      address: moved.dm,
    });
    expect(fake.seen(moved).map(({ text }) => text)).toEqual(['due']);
  });

  it('is shown once however often it is tried, all of its messages', async () => {
    const long = Array.from({ length: 3 }, (_, index) => says(`${index} ${'word '.repeat(250)}`)).flat();
    const nonce = 'n'.repeat(25);
    for (const _ of [1, 2, 3]) {
      const other = createDiscordSender({ token: fake.token, apiUrl: fake.apiUrl, log: watchedLog() });
      await other.send({ user: ann.id, address: ann.dm }, long, nonce);
    }
    const seen = fake.seen(ann);
    expect(seen.length).toBe(3);
    expect(seen.map(({ text }) => text[0])).toEqual(['0', '1', '2']);
    await sender.send({ user: ann.id, address: ann.dm }, says('another'), 'other');
    expect(fake.seen(ann).length).toBe(4);
  });

  it('is not sent again by the process that saw it through, however long its record cannot be marked', async () => {
    const to = { user: ann.id, address: null };
    expect(await sender.send(to, says('due'), 'n1')).toEqual(await sender.send(to, says('due'), 'n1'));
    expect(fake.calls.filter(({ path }) => path.endsWith('/messages'))).toHaveLength(1);
  });

  it('tells a closed chat from a person who is gone', async () => {
    fake.closeDms(ann);
    expect(await failure()).toEqual(new UnreachableError('closed'));
    fake.fail({ when: at('/users/@me/channels'), how: { status: 403, code: 50278 }, times: 1 });
    expect(await failure(null)).toEqual(new UnreachableError('closed'));
    fake.leave(ann);
    expect(await failure(null)).toEqual(new UnreachableError('gone'));
  });

  it.each([
    [false, 'chat'],
    [true, 'platform'],
  ] as const)('hands a wait to the queue instead of waiting: for all %s', async (global, scope) => {
    fake.fail({ when: at(`/channels/${ann.dm}/messages`), how: 'busy', waitMs: 7000, global, times: 1 });
    const error = await failure();
    expect(error).toMatchObject({ name: 'BusyError', scope });
    expect((error as BusyError).retryAfterMs).toBeGreaterThanOrEqual(7000);
    expect((error as BusyError).retryAfterMs).toBeLessThan(7200);
  });

  it('takes a wait without any figure for one that means all of us', async () => {
    fake.fail({ when: at(`/channels/${ann.dm}/messages`), how: { status: 429, code: 0 }, times: 1 });
    expect(await failure()).toMatchObject({ name: 'BusyError', scope: 'platform' });
  });

  it('waits a minute with the one whose chat was opened too fast', async () => {
    fake.fail({ when: at('/users/@me/channels'), how: { status: 400, code: 40003 }, times: 1 });
    expect(await failure(null)).toEqual(new BusyError(60_000, 'chat'));
  });

  it('never writes more than Discord takes in a second', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const sends = Array.from({ length: 70 }, (_, index) =>
      sender.send({ user: ann.id, address: fake.user(`u${index}`).dm }, says('due'), `n${index}`),
    );
    const settled = await Promise.allSettled(sends);
    const busy = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(settled.length - busy.length).toBe(50);
    for (const reason of busy) expect(reason).toBeInstanceOf(BusyError);
  });

  it('asks for another try when Discord or the way to it is down', async () => {
    for (const how of ['unavailable', 'dropped'] as const) {
      fake.fail({ when: at(`/channels/${ann.dm}/messages`), how, times: 1 });
      expect(await failure()).toBeInstanceOf(UnavailableError);
    }
    fake.fail({ when: at(`/channels/${ann.dm}/messages`), how: { status: 401, code: 0 }, times: 1 });
    expect(await failure()).toBeInstanceOf(UnavailableError);
    expect(await sender.send({ user: ann.id, address: ann.dm }, says('due'), 'n2')).toEqual({
      address: ann.dm,
    });
    expect(fake.calls.length).toBe(4);
  });

  it('calls a refused payload our bug, and sends none that it knows to be one', async () => {
    fake.fail({ when: at(`/channels/${ann.dm}/messages`), how: { status: 400, code: 50008 }, times: 1 });
    expect(await failure()).toBeInstanceOf(RejectedError);
    const calls = fake.calls.length;
    const bad = sender.send({ user: ann.id, address: ann.dm }, [button('done', 'x'.repeat(100))], 'n3');
    await expect(bad).rejects.toBeInstanceOf(RejectedError);
    await expect(sender.send({ user: ann.id, address: ann.dm }, [], 'n4')).rejects.toBeInstanceOf(
      RejectedError,
    );
    expect(fake.calls.length).toBe(calls);
  });
});
