import { afterEach, beforeEach, expect } from 'vitest';
import type { Answer, Chat } from '#bots/chat/chat.ts';
import type { Invocation } from '#bots/chat/invocation.ts';
import { createTelegramFront, type TelegramFront, type TelegramOptions } from '#bots/telegram/front.ts';
import { type FakeTelegram, startFakeTelegram } from '../../fakes/telegram.ts';
import { watchedLog } from '../../watched-log.ts';
import { createScriptedChat, type ScriptedChat } from './scripted-chat.ts';

type Script = (invocation: Invocation) => Answer | Promise<Answer>;

/** What a test may have its own way; else nothing is slow. */
export type Ways = Partial<Pick<TelegramOptions, 'pace' | 'chatRate' | 'retryPausesMs' | 'log' | 'token'>> & {
  readonly admit?: Chat['admit'];
};

const AT_ONCE = { burst: 1_000, everyMs: 1 };

/** A fake Telegram for each test of a file, and the front that a test opens on it. */
export interface Talk {
  /** How many calls had been made when each update was noted as done. */
  readonly doneAfter: readonly number[];
  /** The updates that were noted as done. */
  readonly done: ReadonlySet<string>;
  readonly fake: FakeTelegram;
  readonly chat: ScriptedChat;
  readonly front: TelegramFront;
  /** Starts a front that answers by the script; it is stopped after the test, whose payloads must all have been right. */
  open(script: Script, ways?: Ways): Promise<void>;
  /** The same without waiting for it to work. */
  make(script: Script, ways?: Ways): TelegramFront;
}

/**
 * Sets up and tidies away around each test of the file that calls it.
 * @param perSecond messages a second that this Telegram takes; null: any number
 */
export function useTelegram(perSecond: number | null = null): Talk {
  let fake: FakeTelegram;
  let chat: ScriptedChat;
  let front: TelegramFront;
  let doneAfter: number[] = [];
  let known = new Set<string>();

  beforeEach(async () => {
    fake = await startFakeTelegram({ perSecond });
  });

  afterEach(async () => {
    await front.stop();
    await fake.stop();
    expect(fake.violations).toEqual([]);
  });

  function make(script: Script, { admit, ...ways }: Ways = {}): TelegramFront {
    known = new Set();
    doneAfter = [];
    chat = createScriptedChat(script, admit);
    const done = {
      has: async (id: string) => known.has(id),
      add: async (id: string) => {
        known.add(id);
        doneAfter.push(fake.calls.length);
      },
    };
    front = createTelegramFront({
      token: fake.token,
      apiUrl: fake.url,
      webhook: null,
      chat,
      done,
      chatRate: { private: AT_ONCE, group: AT_ONCE },
      retryPausesMs: [1],
      log: watchedLog(),
      ...ways,
    });
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
    get done() {
      return known;
    },
    get front() {
      return front;
    },
    make,
    open: (script, ways) => make(script, ways).start(),
  };
}
