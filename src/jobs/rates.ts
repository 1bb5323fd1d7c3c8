import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type BusyError, type Pace, type Platform, platformSchema } from '#core/platform.ts';
import { type Budget, createBudget, type Rate } from '#store/budget.ts';
import { createOneByOne } from '#store/one-by-one.ts';
import type { RedisClient } from '#store/redis.ts';

/**
 * The window in which a platform's limit counts: a second and a little more, since clocks run at different speeds.
 * Discord: 50 requests a second, https://discord.com/developers/docs/topics/rate-limits.
 * Telegram: about 30 messages a second, https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this.
 */
const WINDOW_MS = 1010;
export type PlatformRates = Readonly<Record<Platform, Rate>>;
/** Answers go first, but leave a few turns to spare, so that reminders get through however much people write. */
const RATES: PlatformRates = {
  discord: { max: 50, windowMs: WINDOW_MS, spare: 6 },
  telegram: { max: 30, windowMs: WINDOW_MS, spare: 4 },
  playground: { max: 1000, windowMs: WINDOW_MS, spare: 100 },
};

/** Discord quarantines bots that quickly open private chats with many people (25 or more, by discord-api-docs#5987). */
const FIRST_CONTACTS: Rate = { max: 10, windowMs: 60_000 };

/** If a second chat is refused within this time, the limit was not one chat's own. */
const SECOND_REFUSAL_MS = 2000;

const CHANCE_MS = 3;

/** A delivery that would wait longer than this goes back to the queue, where SOAP goes first and a stop loses nothing. */
const PATIENCE_MS = 1000;

export interface PlatformRate {
  /** For fronts. It never throws, since an answer must not fail just because it could not be counted. */
  readonly pace: Pace;
  /** The turns of one delivery. */
  turns(): Turns;
  /**
   * Called when the platform asked us to wait. If it meant all of us, everyone waits.
   * @param chat a stable name for the chat that was written to
   * @returns whom it meant; our best judgement when it did not say
   */
  busy(chat: string, error: BusyError): Promise<'platform' | 'chat'>;
  /** Makes everyone wait for so many milliseconds. */
  hold(ms: number): Promise<void>;
  /** Reserves the moment at which a stranger's chat may be opened. @returns milliseconds until then */
  firstContact(): Promise<number>;
}

export interface Turns {
  /**
   * Ends the previous turn and waits for the next request's turn.
   * @returns 0 when the turn has come. If `isFirst`, it may instead be the milliseconds to wait in the queue
   */
  next(isFirst: boolean): Promise<number>;
  /** Ends the current turn: its request was answered, or never will be. */
  end(): void;
}
export type Rates = ReadonlyMap<Platform, PlatformRate>;

/** The rates of all platforms, shared by every process on this Redis. Benchmarks and tests pass their own `limits`. */
export function openRates(redis: RedisClient, log: Logger, limits: PlatformRates = RATES): Rates {
  const rates = platformSchema.options.map((platform) => {
    const budget = createBudget(redis, platform, limits[platform]);
    return [platform, rateOf(budget, platform === 'discord' ? firstContacts(redis) : null, log)] as const;
  });
  return new Map(rates);
}

function firstContacts(redis: RedisClient): Budget {
  return createBudget(redis, 'first-contacts', FIRST_CONTACTS);
}

function rateOf(budget: Budget, firsts: Budget | null, log: Logger): PlatformRate {
  const oneByOne = createOneByOne();
  let waiting = 0;

  const uncounted = (error: unknown): number => {
    log.warn({ err: error }, 'a message was not counted');
    return 0;
  };

  function turns(): Turns {
    let current: string | null = null;
    const end = (): void => {
      if (current) budget.done(current).catch(uncounted);
      current = null;
    };
    const take = async (): Promise<number> => {
      const name = randomBytes(9).toString('base64url');
      const waitMs = await budget.take(name);
      if (waitMs === 0) current = name;
      return waitMs;
    };
    const next = async (isFirst: boolean): Promise<number> => {
      end();
      if (waiting === 0 && (await take()) === 0) return 0;
      waiting += 1;
      // From here on, one delivery at a time asks for a turn in this process; the others wait behind it.
      return oneByOne('turn', async () => {
        for (;;) {
          const waitMs = await take();
          if (waitMs === 0 || (isFirst && waitMs > PATIENCE_MS)) return waitMs;
          // Random, or one process would always be just ahead of another.
          await pause(waitMs + Math.random() * CHANCE_MS);
        }
      }).finally(() => {
        waiting -= 1;
      });
    };
    return { next, end };
  }

  const meant = createVerdict(budget);
  async function busy(chat: string, error: BusyError): Promise<'platform' | 'chat'> {
    const scope = error.scope === 'unknown' ? await meant(chat) : error.scope;
    if (scope === 'platform') await budget.hold(error.retryAfterMs);
    return scope;
  }

  return {
    pace: {
      answer: () => budget.reserve().catch(uncounted),
      hold: (ms) => budget.hold(ms).catch((error: unknown) => void uncounted(error)),
      busy: (chat, error) =>
        busy(chat, error).catch((failure: unknown) => {
          uncounted(failure);
          return 'chat';
        }),
    },
    turns,
    busy,
    hold: (ms) => budget.hold(ms),
    firstContact: async () => (firsts ? firsts.reserve() : 0),
  };
}

/**
 * Judges whom a platform meant when it asked us to wait without saying whom. It meant all of us only if we had sent about as
 * much as it takes and a second chat was refused too. One chat is never a reason to keep everyone waiting.
 */
function createVerdict(budget: Budget): (chat: string) => Promise<'platform' | 'chat'> {
  let before: { readonly chat: string; readonly at: number } | null = null;
  return async (chat) => {
    if (!(await budget.isFull())) return 'chat';
    const at = performance.now();
    const isSecond = before !== null && before.chat !== chat && at - before.at < SECOND_REFUSAL_MS;
    before = { chat, at };
    return isSecond ? 'platform' : 'chat';
  };
}
