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
    chat = createScriptedChat(script);
    const seen = async (id: string) => known.size < known.add(id).size;
    front = createTelegramFront({ token, apiUrl: fake.url, webhook: null, chat, seen, log });
    return front;
  }

  return {
    get fake() {
      return fake;
    },
    get chat() {
      return chat;
    },
    get front() {
      return front;
    },
    make,
    open: (script, log) => make(script, log).start(),
  };
}
