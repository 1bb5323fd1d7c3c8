import { setTimeout as pause } from 'node:timers/promises';
import type { FakeDiscord } from '../../fakes/discord.ts';
import type { FakeTelegram } from '../../fakes/telegram.ts';

/** The outcome of what people said, in messages. */
export interface Talked {
  asked: number;
  /** Never answered. */
  silent: number;
  /** Answered with the same words twice. */
  twice: number;
}

/** How often someone says something. */
export interface Rhythm {
  readonly times: number;
  readonly everyMs: number;
}

/** What people ask: one message each, and the one that must always arrive. */
const COMMANDS = ['help', 'support'] as const;

export type Talk = ReturnType<typeof createTalk>;

/** People who say something now and then, and count the answers they get. */
export function createTalk(telegram: FakeTelegram, discord: FakeDiscord) {
  const talked: Talked = { asked: 0, silent: 0, twice: 0 };
  const notes: string[] = [];

  async function beat({ times, everyMs }: Rhythm, act: (index: number) => Promise<void>): Promise<void> {
    for (let index = 0; index < times; index += 1) {
      const next = pause(everyMs);
      await act(index);
      await next;
    }
  }

  /** One message and its outcome. `texts` are the ones that the person can see in the end. */
  async function ask(
    platform: string,
    act: () => Promise<{ readonly text: string }>,
    texts: () => readonly string[],
  ): Promise<void> {
    const before = texts().length;
    const began = performance.now();
    const seen = await act().catch(() => null);
    const answers = texts().slice(before);
    talked.asked += 1;
    if (!seen || seen.text === '') talked.silent += 1;
    if (new Set(answers).size === answers.length) return;
    talked.twice += 1;
    notes.push(
      `answered on ${platform} with ${answers.length} messages in ${Math.round(performance.now() - began)} ms`,
    );
  }

  async function onTelegram(name: string, rhythm: Rhythm): Promise<void> {
    const person = telegram.person(name);
    const texts = (): string[] => [...person.room.messages.values()].map(({ body }) => body.text);
    await beat(rhythm, (index) =>
      ask('Telegram', () => person.say(`/${COMMANDS[index % COMMANDS.length]}`), texts),
    );
  }

  async function onDiscord(name: string, rhythm: Rhythm): Promise<void> {
    const user = discord.user(name);
    const texts = (): string[] => discord.seen(user).map(({ text }) => text);
    await beat(rhythm, (index) =>
      ask('Discord', () => discord.slash(user, COMMANDS[index % COMMANDS.length] ?? COMMANDS[0]), texts),
    );
  }

  return {
    talked,
    /** What we know about each answer that came twice. */
    notes: notes as readonly string[],
    /** This many people on each platform, who do not wait for each other. */
    async bystanders(each: number, rhythm: Rhythm): Promise<void> {
      const names = Array.from({ length: each }, (_, index) => `bystander${index}`);
      await Promise.all(
        names.flatMap((name, index) => [
          pause((index * rhythm.everyMs) / each).then(() => onTelegram(name, rhythm)),
          onDiscord(name, rhythm),
        ]),
      );
    },
    onTelegram,
  };
}
