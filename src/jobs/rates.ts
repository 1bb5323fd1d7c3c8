import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Pace, type Platform, platformSchema } from '#core/platform.ts';
import { type Budget, createBudget, type Rate } from '#store/budget.ts';
import type { RedisClient } from '#store/redis.ts';
import { createTurns } from '#store/turns.ts';

/**
 * Messages that a platform takes within a second, and a little, for clocks do not run alike.
 * Discord: 50 requests a second, https://discord.com/developers/docs/topics/rate-limits.
 * Telegram: about 30 messages a second, https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this.
 */
const WINDOW_MS = 1010;
const RATES: Readonly<Record<Platform, Rate>> = {
  discord: { max: 50, windowMs: WINDOW_MS },
  telegram: { max: 30, windowMs: WINDOW_MS },
  playground: { max: 1000, windowMs: WINDOW_MS },
};

/** Bots that open private chats with many people quickly are quarantined (discord-api-docs#5987 tells of 25 and more). */
const FIRST_CONTACTS: Rate = { max: 10, windowMs: 60_000 };

/** An answer makes room for itself among deliveries, but never waits longer than nobody notices. */
const ANSWER_WAIT_MS = 100;

const CHANCE_MS = 3;

/** Who waits longer than this for a turn waits in the queue, where SOAP goes first and a stop loses nothing. */
const PATIENCE_MS = 1000;

export interface PlatformRate {
  /** For fronts: it never throws, since an answer must not fail for want of counting. */
  readonly pace: Pace;
  /** The turns of one delivery. */
  turns(): Turns;
  /** The platform asked to wait: everybody does. */
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

/** The rates of all platforms, shared by every process on this Redis. `limits` stands in for ours in benchmarks. */
export function openRates(redis: RedisClient, log: Logger, limits = RATES): Rates {
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

  return {
    pace: {
      answer: () => budget.reserve(ANSWER_WAIT_MS).catch(uncounted),
      hold: (ms) => budget.hold(ms).catch((error: unknown) => void uncounted(error)),
    },
    turns,
    hold: (ms) => budget.hold(ms),
    firstContact: async () => (firsts ? firsts.reserve(Number.MAX_SAFE_INTEGER) : 0),
  };
}
