import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type BusyError, type Pace, type Platform, platformSchema } from '#core/platform.ts';
import { type Budget, createBudget, type Rate } from '#store/budget.ts';
import type { RedisClient } from '#store/redis.ts';
import { createTurns } from '#store/turns.ts';

/**
 * Messages that a platform takes within a second, and a little, for clocks do not run alike.
 * Discord: 50 requests a second, https://discord.com/developers/docs/topics/rate-limits.
 * Telegram: about 30 messages a second, https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this.
 */
const WINDOW_MS = 1010;
export type PlatformRates = Readonly<Record<Platform, Rate>>;
/** Answers go first and leave a few turns, so that reminders come however much is said. */
const RATES: PlatformRates = {
  discord: { max: 50, windowMs: WINDOW_MS, spare: 6 },
  telegram: { max: 30, windowMs: WINDOW_MS, spare: 4 },
  playground: { max: 1000, windowMs: WINDOW_MS, spare: 100 },
};

/** Bots that open private chats with many people quickly are quarantined (discord-api-docs#5987 tells of 25 and more). */
const FIRST_CONTACTS: Rate = { max: 10, windowMs: 60_000 };

/** Another chat that is refused within this time says that it was no chat's own limit. */
const SECOND_REFUSAL_MS = 2000;

const CHANCE_MS = 3;

/** Who waits longer than this for a turn waits in the queue, where SOAP goes first and a stop loses nothing. */
const PATIENCE_MS = 1000;

export interface PlatformRate {
  /** For fronts: it never throws, since an answer must not fail for want of counting. */
  readonly pace: Pace;
  /** The turns of one delivery. */
  turns(): Turns;
  /**
   * The platform asked to wait: where it meant all of us, everyone does.
   * @param chat whatever names the chat that was written to
   * @returns whom it meant, also where it did not say
   */
  busy(chat: string, error: BusyError): Promise<'platform' | 'chat'>;
  /** Everyone waits. */
  hold(ms: number): Promise<void>;
  /** Reserves the moment at which a stranger's chat may be opened. @returns milliseconds until then */
  firstContact(): Promise<number>;
}

export interface Turns {
  /**
   * Ends the turn before, and waits for the one of the next request.
   * @returns 0 when it has come, else the milliseconds to wait in the queue: only where `isFirst`
   */
  next(isFirst: boolean): Promise<number>;
  /** The last request was answered, or never will be. */
  end(): void;
}
export type Rates = ReadonlyMap<Platform, PlatformRate>;

/** The rates of all platforms, shared by every process on this Redis. Benchmarks and tests bring `limits` of their own. */
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
  const inTurn = createTurns();
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
      // From here on one asks for all who wait in this process; the others stand behind it.
      return inTurn('turn', async () => {
        for (;;) {
          const waitMs = await take();
          if (waitMs === 0 || (isFirst && waitMs > PATIENCE_MS)) return waitMs;
          // By chance, or one process would always be just ahead of another.
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
 * Tells whom a platform meant that asked to wait and did not say: all of us only where about as much was sent as it takes,
 * and a second chat is refused as well. One chat is never a reason to keep everyone waiting.
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
