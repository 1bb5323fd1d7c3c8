import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Front } from '#bots/chat/chat.ts';
import type { CommandSpec } from '#bots/chat/command-spec.ts';
import { createDiscordFront } from '#bots/discord/front.ts';
import { RejectedError } from '#core/platform.ts';
import { createFakeDiscord, type FakeDiscord } from '../../fakes/discord.ts';
import { watchedLog } from '../../watched-log.ts';
import { COMMANDS, scriptedChat } from './scripted-chat.ts';

const log = watchedLog();
let fake: FakeDiscord;
const fronts: Front[] = [];

function build(commands: readonly CommandSpec[] = COMMANDS, token = fake.token): Front {
  const front = createDiscordFront({ token, apiUrl: fake.apiUrl, chat: scriptedChat(commands), log });
  fronts.push(front);
  return front;
}

function writes(): number {
  return fake.calls.filter(({ method, path }) => method === 'PUT' && path.endsWith('/commands')).length;
}

describe('the Discord gateway', () => {
  beforeEach(async () => {
    fake = await createFakeDiscord({ shards: 2 });
  });
  afterEach(async () => {
    await Promise.all(fronts.splice(0).map((front) => front.stop()));
    await fake.stop();
    expect(fake.violations).toEqual([]);
  });

  it('says once what to do when the token is taken back, and comes back when it is good again', async () => {
    const lines: string[] = [];
    const told = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const front = createDiscordFront({
      token: fake.token,
      apiUrl: fake.apiUrl,
      chat: scriptedChat(COMMANDS),
      log: told,
      closedWaitMs: 50,
    });
    fronts.push(front);
    await front.start();
    lines.length = 0;
    const tries = fake.gateway.counts.refused;
    const restore = fake.gateway.revoke();
    await expect.poll(() => fake.gateway.counts.refused - tries, { timeout: 10_000 }).toBeGreaterThan(2);
    expect(front.ready()).toBe(false);
    expect(lines.filter((line) => line.includes('DISCORD_TOKEN')).length).toBe(1);
    expect(lines.filter((line) => JSON.parse(line).level >= 40).length).toBe(1);
    restore();
    await expect.poll(() => front.ready(), { timeout: 10_000 }).toBe(true);
  });

  it('registers commands once, and again only when one of them changes', async () => {
    for (const _ of [1, 2]) {
      const front = build();
      await front.start();
      await front.stop();
    }
    expect(writes()).toBe(1);
    const [first, ...rest] = COMMANDS;
    if (!first) throw new Error('no commands');
    await build([{ ...first, summary: 'Begin here' }, ...rest]).start();
    expect(writes()).toBe(2);
  });

  it('registers for servers, private chats and people, with what must be given first', async () => {
    await build().start();
    expect(fake.commands()).toMatchObject([
      { name: 'start', contexts: [0, 1, 2], integration_types: [0, 1], default_member_permissions: null },
      {
        name: 'settings',
        options: [
          { name: 'zone', type: 3, required: true, autocomplete: true },
          { name: 'weeks', type: 4, min_value: 1, max_value: 52 },
          { name: 'mood', type: 3, choices: [{ name: 'Fine', value: 'fine' }] },
        ],
      },
      { name: 'community', contexts: [0], integration_types: [0], default_member_permissions: '32' },
    ]);
  });

  it('opens as many shards as Discord asks for and is ready on all', async () => {
    const front = build();
    expect(front.ready()).toBe(false);
    await front.start();
    expect(front.ready()).toBe(true);
    expect(fake.gateway.counts.identified).toBe(2);
    await front.stop();
    expect(front.ready()).toBe(false);
  });

  it('resumes after a dropped connection and hears what was done meanwhile', async () => {
    const front = build();
    await front.start();
    fake.gateway.drop();
    const seen = await fake.dm(fake.user('ann'), 'are you there?');
    expect(seen.text).toBe('you did text');
    await expect.poll(() => front.ready(), { timeout: 10_000 }).toBe(true);
    expect(fake.gateway.counts).toEqual({ identified: 2, resumed: 2, refused: 0 });
  });

  it('starts over when a resume is refused', async () => {
    const front = build();
    await front.start();
    fake.gateway.drop({ resumable: false });
    await expect.poll(() => fake.gateway.counts.identified, { timeout: 15_000 }).toBe(4);
    await expect.poll(() => front.ready(), { timeout: 10_000 }).toBe(true);
    expect((await fake.slash(fake.user('ann'), 'start')).text).toBe('you did command');
  });

  it('keeps trying while Discord is away, and stops trying when told to', async () => {
    const healed = fake.fail({ when: () => true, how: 'unavailable', times: 4 });
    await build().start();
    healed();
    fake.fail({ when: () => true, how: 'unavailable' });
    const second = build();
    const starting = second.start();
    await second.stop();
    await starting;
    expect(second.ready()).toBe(false);
  });

  it('says at once when the token is wrong', async () => {
    const error: unknown = await build(COMMANDS, 'another-token')
      .start()
      .catch((e) => e);
    expect(error).toBeInstanceOf(RejectedError);
    expect(String(error)).toContain('DISCORD_TOKEN: copy it again');
  });
});
