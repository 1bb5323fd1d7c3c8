import type { PersonRate } from '#bots/chat/flood.ts';
import type { ShareLimits } from '#bots/chat/share.ts';
import type { ChatRate } from '#bots/telegram/limits.ts';
import type { PlatformRates } from '#jobs/rates.ts';

/** How fast things may go. Anything left out keeps the real limits of the platforms and of people. */
export interface Limits {
  readonly platforms?: PlatformRates;
  /** For one chat on Telegram. */
  readonly chat?: ChatRate;
  /** For one person, on every platform. */
  readonly person?: PersonRate;
  /** For one person's pictures. */
  readonly pictures?: Partial<ShareLimits>;
  /** For one person's pages as PDF. */
  readonly prints?: Partial<ShareLimits>;
}

const ANY_NUMBER = 1_000_000;
const ALWAYS = { max: ANY_NUMBER, windowMs: 1_000 };
const AT_ONCE = { burst: ANY_NUMBER, everyMs: 1 };

/** For machines that talk faster than people do: benchmarks and tests of something else. */
export const UNLIMITED: Limits = {
  platforms: { discord: ALWAYS, telegram: ALWAYS, playground: ALWAYS },
  chat: { private: AT_ONCE, group: AT_ONCE },
  person: { max: ANY_NUMBER, seconds: 1 },
  pictures: { perMinute: ANY_NUMBER },
  prints: { perMinute: ANY_NUMBER },
};
