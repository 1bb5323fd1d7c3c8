import { type Logger, pino } from 'pino';
import { afterEach, beforeEach, expect } from 'vitest';
import type { Answer } from '#bots/chat/chat.ts';
import type { Invocation } from '#bots/chat/invocation.ts';
import { createTelegramFront, type TelegramFront } from '#bots/telegram/front.ts';
import { type FakeTelegram, startFakeTelegram } from '../../fakes/telegram.ts';
import { createScriptedChat, type ScriptedChat } from './scripted-chat.ts';

type Script = (invocation: Invocation) => Answer | Promise<Answer>;

/** A fake Telegram for each test of a file, and the front that a test opens on it. */
export interface Talk {
  /** How many calls had been made when each update was noted as done. */
  readonly doneAfter: readonly number[];
  readonly fake: FakeTelegram;
  readonly chat: ScriptedChat;
  readonly front: TelegramFront;
  /** Starts a front that answers by the script; it is stopped after the test, whose payloads must all have been right. */
  open(script: Script, log?: Logger): Promise<void>;
  /** The same without waiting for it to work. */
  make(script: Script, log?: Logger, token?: string): TelegramFront;
}

/** Sets up and tidies away around each test of the file that calls it. */
export function useTelegram(): Talk {
  let fake: FakeTelegram;
  let chat: ScriptedChat;
  let front: TelegramFront;
  let doneAfter: number[] = [];

  beforeEach(async () => {
    fake = await startFakeTelegram({ perSecond: null });
  });

  afterEach(async () => {
    await front.stop();
    await fake.stop();
    expect(fake.violations).toEqual([]);
  });

  function make(script: Script, log: Logger = pino({ level: 'silent' }), token = fake.token): TelegramFront {
    const known = new Set<string>();
    doneAfter = [];
    chat = createScriptedChat(script);
    const done = {
      has: async (id: string) => known.has(id),
      add: async (id: string) => {
        known.add(id);
        doneAfter.push(fake.calls.length);
      },
    };
    front = createTelegramFront({ token, apiUrl: fake.url, webhook: null, chat, done, log });
    return front;
  }

  return {
    get fake() {
      return fake;
    },
    get chat() {
      return chat;
    },
    get doneAfter() {
      return doneAfter;
    },
    get front() {
      return front;
    },
    make,
    open: (script, log) => make(script, log).start(),
  };
}
