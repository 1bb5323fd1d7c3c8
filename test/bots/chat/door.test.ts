import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineCommand } from '#bots/chat/command.ts';
import { sessionKey } from '#store/layout.ts';
import { openChat, questionOf, textOf } from './open-chat.ts';

/** A command with options of every type, which says back what it got. */
const count = defineCommand({
  name: 'count',
  options: z.object({
    many: z.int().min(1).max(45).optional(),
    share: z.number().min(0).max(1).optional(),
    sure: z.boolean().optional(),
  }),
  run: async ({ say }, options) => [say.text('count.said', { got: JSON.stringify(options) })],
});
/** A bug of ours: a record that does not fit its schema. */
const spoil = defineCommand({
  name: 'spoil',
  run: async ({ update }) => {
    await update((person) => ({ ...person, reminders: 'none' as never }));
    return [];
  },
});
const words = {
  count: { summary: 'Count', said: '{{got}}', options: { many: 'How many', share: 'Share', sure: 'Sure' } },
  spoil: { summary: 'Spoil' },
};

let house: Awaited<ReturnType<typeof openChat>>;
beforeAll(async () => {
  house = await openChat(Temporal.Instant.from('2026-11-23T10:00:00Z'), [count, spoil], words);
});
afterAll(() => house.stop());

describe('whatever comes', () => {
  test.each([
    ['nothing', undefined],
    ['no input', { platform: 'discord', user: '1', address: null }],
    ['another platform', { platform: 'fax', user: '1', address: null, input: { kind: 'text', text: 'hi' } }],
    [
      'a user without a name',
      { platform: 'discord', user: '', address: null, input: { kind: 'text', text: 'hi' } },
    ],
  ])('%s gets a calm sentence and no error', async (_, raw) => {
    expect(textOf(await house.chat.handle(raw as never))).toContain('Something went wrong on our side');
  });

  test('a bug of ours is not called a damaged record', async () => {
    await house.command('bug', 'settings', 'zone UTC');
    const said = textOf(await house.command('bug', 'spoil'));
    expect(said).toContain('Something went wrong on our side');
    expect(said).not.toContain('delete');
  });
});

describe('options that are typed', () => {
  test.each([
    ['many 3', { many: 3 }],
    ['many 3 sure yes', { many: 3, sure: true }],
    ['sure FALSE share 0.5', { sure: false, share: 0.5 }],
    ['share .25 sure off', { share: 0.25, sure: false }],
  ])('%s are read as what they are', async (typed, got) => {
    expect(JSON.parse(textOf(await house.command('typist', 'count', typed)))).toEqual(got);
  });

  test.each(['many three', 'many 3.5', 'many 99', 'many', 'share 1e99', 'sure perhaps', 'many 0x10'])(
    '%s gets a sentence that names the option',
    async (typed) => {
      expect(textOf(await house.command('typist', 'count', typed))).toMatch(
        /The value for (many|share|sure)/,
      );
    },
  );
});

describe('a form that cannot be read', () => {
  /** Somebody with a form open whose stored form is spoilt. */
  async function spoilt(user: string): Promise<string> {
    const { token } = questionOf(await house.press(user, 'assess:now'));
    await house.redis.set(sessionKey(await house.idOf(user)), 'spoilt');
    return token;
  }
  const SORRY = "I couldn't read the open question";

  test('is dropped with an apology, and a command is answered', async () => {
    await spoilt('ann');
    const said = await house.command('ann', 'assess');
    expect(textOf(said)).toContain(SORRY);
    expect(questionOf(said).token).toMatch(/\.type$/);
    expect(textOf(await house.command('ann', 'assess'))).not.toContain(SORRY);
  });

  test('a message and a press are answered as if no form were open', async () => {
    await spoilt('bob');
    expect(textOf(await house.says('bob', 'img'))).toMatch(new RegExp(`${SORRY}[^]*/help`));
    const token = await spoilt('bob');
    expect(textOf(await house.press('bob', `answer:${token}.us_md`))).toMatch(
      new RegExp(`${SORRY}[^]*That question is closed`),
    );
  });

  test('of an earlier version is told the same way', async () => {
    await house.press('eve', 'assess:now');
    const id = await house.idOf('eve');
    const kept = await house.sessions.load(id);
    if (!kept) throw new Error('no form is open');
    await house.sessions.save(id, { ...kept, version: 1 }, kept);
    expect(textOf(await house.says('eve', 'hello'))).toContain(SORRY);
  });
});
