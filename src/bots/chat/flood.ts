import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { CRISIS_COMMAND, soundsLikeCrisis } from '#bots/chat/crisis.ts';
import type { Invocation } from '#bots/chat/invocation.ts';
import { withCommandsInText } from '#bots/chat/typed.ts';
import type { CrisisKnowledge } from '#core/crisis/crisis.ts';

/** How much one person may ask for, in this process; after that, they are ignored for the same time again. */
export interface PersonRate {
  readonly max: number;
  readonly seconds: number;
}

/** Far above what anyone types or taps; a chat on Telegram takes about this many answers. */
const PERSON_RATE: PersonRate = { max: 30, seconds: 30 };

/**
 * What happens to an invocation: it is answered, first of all if the person may be in danger; it gets one notice that
 * this is too fast; or it is ignored.
 */
export type Admission = 'urgent' | 'answer' | 'slow_down' | 'ignore';

/**
 * Counts each person's invocations. Crisis wording and its command are never counted.
 * @returns a function that decides about one more invocation
 */
export function createFlood(
  knowledge: () => CrisisKnowledge,
  { max, seconds }: PersonRate = PERSON_RATE,
): (invocation: Invocation) => Promise<Admission> {
  const limiter = new RateLimiterMemory({ points: max, duration: seconds, blockDuration: seconds });
  return async (invocation) => {
    const { platform, user } = invocation;
    const input = withCommandsInText(invocation.input);
    const asksForHelp = input.kind === 'command' && input.name === CRISIS_COMMAND;
    if (asksForHelp || soundsLikeCrisis({ ...invocation, input }, knowledge())) return 'urgent';
    const { consumedPoints } = await limiter.consume(`${platform}:${user}`).catch(overdrawn);
    if (consumedPoints <= max) return 'answer';
    return consumedPoints === max + 1 ? 'slow_down' : 'ignore';
  };
}

/** The limiter rejects with the same figures that it resolves with. */
function overdrawn(reason: unknown): RateLimiterRes {
  if (reason instanceof RateLimiterRes) return reason;
  throw reason;
}
