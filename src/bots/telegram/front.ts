import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Telegraf } from 'telegraf';
import type { UserFromGetMe } from 'telegraf/types';
import { z } from 'zod';
import type { Chat, Front } from '#bots/chat/chat.ts';
import { call, clientOptions } from '#bots/telegram/api.ts';
import { askOf } from '#bots/telegram/ask.ts';
import { publishCommands } from '#bots/telegram/commands.ts';
import { converse } from '#bots/telegram/conversation.ts';
import { describe, toPlatformError } from '#bots/telegram/errors.ts';
import { attachment } from '#bots/telegram/files.ts';
import { createLanes } from '#bots/telegram/lanes.ts';
import { ALLOWED_UPDATES, type ChatRate } from '#bots/telegram/limits.ts';
import { createOutbox } from '#bots/telegram/outbox.ts';
import { createPasteGuard } from '#bots/telegram/paste.ts';
import { supervise } from '#bots/telegram/supervisor.ts';
import { chatOf, type TelegramFile, type Update, updateSchema } from '#bots/telegram/update.ts';
import { createWebhookHandler, type Webhook } from '#bots/telegram/webhook.ts';
import type { Pace } from '#core/platform.ts';

export interface TelegramOptions {
  readonly token: string;
  /** Root of a Bot API server; null: Telegram's own. */
  readonly apiUrl: string | null;
  /** Null: long polling. `secret` is compared with the header that Telegram sends. */
  readonly webhook: { readonly url: string; readonly secret: string | null } | null;
  readonly chat: Chat;
  /** If absent, only chats are counted. */
  readonly pace?: Pace;
  /** How fast to write to one chat, and the pauses between tries; if absent, what suits Telegram. */
  readonly chatRate?: ChatRate;
  readonly retryPausesMs?: readonly number[];
  /** Which updates are done. Telegram may deliver one again for 24 hours. */
  readonly done: {
    has(updateId: string): Promise<boolean>;
    add(updateId: string): Promise<void>;
  };
  /** Lets one process poll at a time, as Telegram requires; the others stand by. If absent, this is the only one. */
  readonly lease?: (
    stop: AbortSignal,
    onWait: () => void,
  ) => Promise<{ readonly lost: AbortSignal; release(): Promise<void> }>;
  readonly log: Logger;
}

/** `webhookHandler` refuses everything unless a webhook is set. */
export type TelegramFront = Front & Webhook;

const POLL_SECONDS = 50;
/** A poll not answered by then is stuck on a dead connection. */
const POLL_TIMEOUT_MS = 65_000;
/** An answer takes a few milliseconds; one that takes longer must not keep everyone else waiting. */
const WORK_MS = 250;
/** When we stop, answers in progress may take this long; a chat that has asked for a longer wait is not waited for. */
const STOP_MS = 8_000;
/** How many updates of one chat may wait: far above what a person types, far below what would hurt. */
const WAITING_PER_CHAT = 100;

const meSchema = z.looseObject({ id: z.int(), username: z.string() });
const rawUpdateSchema = z.looseObject({ update_id: z.int() });
const rawUpdatesSchema = z.array(rawUpdateSchema);

/** Telegram's events in, replies out. `start` waits for the first working connection, however long that takes. */
export function createTelegramFront(options: TelegramOptions): TelegramFront {
  const { token, apiUrl, webhook, chat, done, lease, log } = options;
  const lanes = createLanes(WAITING_PER_CHAT);
  const isRestOfPaste = createPasteGuard();
  const stopping = new AbortController();
  const givingUp = new AbortController();
  const outbox = createOutbox({
    giveUp: givingUp.signal,
    ...(options.pace ? { pace: options.pace } : {}),
    ...(options.chatRate ? { rate: options.chatRate } : {}),
    ...(options.retryPausesMs ? { pauses: options.retryPausesMs } : {}),
  });
  const started = Promise.withResolvers<void>();
  let supervised: Promise<void> = Promise.resolve();
  let online: Telegraf | null = null;
  let standingBy = false;
  let published = false;
  const underWay = new Set<number>();
  let offset = 0;

  /** A new client for each connection: nothing is carried over from a broken one. */
  async function connect(): Promise<Telegraf> {
    const bot = new Telegraf(token, { telegram: clientOptions(apiUrl) });
    const me = meSchema.parse(await call(bot.telegram, 'getMe', {}, undefined, stopping.signal));
    bot.botInfo = me as unknown as UserFromGetMe;
    bot.catch((error) => log.error({ fault: describe(error) }, 'an update failed'));
    bot.use((ctx) => take(ctx.update, bot, me.username));
    return bot;
  }

  async function announce(bot: Telegraf): Promise<void> {
    if (!published) {
      await publishCommands(bot.telegram, chat.commands)
        .then(() => {
          published = true;
        })
        .catch((error: unknown) =>
          log.warn({ reason: toPlatformError(error).message }, 'the command list was not set'),
        );
    }
    online = bot;
    started.resolve();
  }

  /**
   * Not telegraf's own loop: that one waits 500 s on a dead connection, retries a lost network without telling us, and
   * cannot be started twice.
   */
  async function poll(works: () => void, ending: AbortSignal): Promise<void> {
    const bot = await connect();
    await call(bot.telegram, 'deleteWebhook', {}, undefined, ending);
    await announce(bot);
    while (!ending.aborted) {
      const query = { timeout: POLL_SECONDS, offset, allowed_updates: ALLOWED_UPDATES };
      const result = await call(bot.telegram, 'getUpdates', query, POLL_TIMEOUT_MS, ending);
      works();
      for (const update of rawUpdatesSchema.parse(result)) {
        await bot.handleUpdate(update as never);
        offset = update.update_id + 1;
      }
      // The next request tells Telegram that a batch was accepted, so it waits for the work unless that takes too long.
      await settled(WORK_MS);
    }
  }

  /** Polls while nobody else does. The next process goes on once it is known what was accepted. */
  async function pollUnderLease(works: () => void): Promise<void> {
    const held = await lease?.(stopping.signal, () => {
      standingBy = true;
      started.resolve();
    });
    standingBy = false;
    try {
      await poll(works, held ? AbortSignal.any([stopping.signal, held.lost]) : stopping.signal);
    } finally {
      const last = online;
      online = null;
      // Tells Telegram what has been accepted, so that it is not delivered again.
      if (last && stopping.signal.aborted)
        await call(last.telegram, 'getUpdates', { offset, limit: 1, timeout: 0 }, 2_000).catch(() => {});
      await held?.release();
    }
  }

  async function listen(url: string, secret: string | null, works: () => void): Promise<void> {
    const bot = await connect();
    const secretToken = secret === null ? {} : { secret_token: secret };
    await call(bot.telegram, 'setWebhook', { url, allowed_updates: ALLOWED_UPDATES, ...secretToken });
    await announce(bot);
    works();
    await new Promise<void>((resolve) =>
      stopping.signal.addEventListener('abort', () => resolve(), { once: true }),
    );
  }

  /** Puts an update into its chat's lane and returns at once: the next poll never waits for work. */
  async function take(raw: unknown, bot: Telegraf, username: string): Promise<void> {
    const parsed = updateSchema.safeParse(raw);
    const from = parsed.success ? chatOf(parsed.data) : null;
    if (!parsed.success || !from) return;
    const update = parsed.data;
    const attach = (file: TelegramFile) => attachment(bot.telegram, file);
    const ask = askOf(update, { username, commands: chat.commands, attach });
    if (!ask || underWay.has(update.update_id) || isRestOfPaste(update.message)) return;
    underWay.add(update.update_id);
    const admission = 'invocation' in ask ? await chat.admit(ask.invocation) : 'answer';
    if (admission === 'ignore') return void underWay.delete(update.update_id);
    const parts = { telegram: bot.telegram, username, chat, outbox, log };
    const work = () => once(update, () => converse(parts, ask, admission));
    if (lanes.run(String(from.id), work, admission === 'urgent')) return;
    underWay.delete(update.update_id);
    log.warn({ update: update.update_id }, 'too many updates of one chat: one was left out');
  }

  /** Does the work of an update that nobody has done before. It counts as done once it was answered. */
  async function once({ update_id: id }: Update, work: () => Promise<void>): Promise<void> {
    try {
      if (givingUp.signal.aborted || (await isDone(id))) return;
      await work();
      // Only now: after a crash before this, we answer Telegram's repeat.
      await done.add(String(id)).catch((error: unknown) => cannotTell(id, error));
    } catch (error) {
      if (givingUp.signal.aborted) log.warn({ update: id }, 'stopped before an answer could be sent');
      else log.error({ update: id, fault: describe(error) }, 'an update was not answered');
    } finally {
      underWay.delete(id);
    }
  }

  async function isDone(updateId: number): Promise<boolean> {
    try {
      return await done.has(String(updateId));
    } catch (error) {
      cannotTell(updateId, error);
      return false;
    }
  }

  function cannotTell(updateId: number, error: unknown): void {
    log.warn({ update: updateId, fault: describe(error) }, 'an update could not be checked for a repeat');
  }

  /** Waits for the work in progress, for at most this long. */
  async function settled(ms: number): Promise<void> {
    const tooLong = new AbortController();
    const { signal } = tooLong;
    await Promise.race([lanes.idle(), pause(ms, undefined, { signal }).catch(() => undefined)]);
    tooLong.abort();
  }

  async function accept(update: unknown): Promise<boolean> {
    if (webhook === null || online === null) return false;
    if (rawUpdateSchema.safeParse(update).success) await online.handleUpdate(update as never);
    await settled(WORK_MS);
    return true;
  }

  return {
    webhookPath: webhook === null ? '/telegram' : new URL(webhook.url).pathname,
    webhookHandler: createWebhookHandler(webhook?.secret ?? null, accept),
    ready: () => online !== null || standingBy,
    async start() {
      if (webhook?.secret === null)
        log.warn('the webhook has no secret: anybody who knows its address may send updates');
      const connection = async (works: () => void) => {
        try {
          await (webhook ? listen(webhook.url, webhook.secret, works) : pollUnderLease(works));
        } finally {
          online = null;
        }
      };
      supervised = supervise(connection, log, stopping.signal);
      await started.promise;
    },
    async stop() {
      stopping.abort();
      started.resolve();
      await supervised;
      await settled(STOP_MS);
      givingUp.abort();
      await lanes.idle();
    },
  };
}
