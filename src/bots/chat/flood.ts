import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { CRISIS_COMMAND, soundsLikeCrisis } from '#bots/chat/crisis.ts';
import type { Invocation } from '#bots/chat/invocation.ts';
import { withCommandsInText } from '#bots/chat/typed.ts';
import type { CrisisKnowledge } from '#core/crisis/crisis.ts';

/** How much one person may ask for, in this process; after that they are passed over for as long again. */
export interface PersonRate {
  readonly max: number;
  readonly seconds: number;
}

/** Far above what anyone types or taps; a chat on Telegram takes about this many answers. */
const PERSON_RATE: PersonRate = { max: 30, seconds: 30 };

/**
 * What becomes of an invocation: it is answered, before all else where somebody may be in danger; it is told once that
 * this is too fast; or it is passed over.
 */
export type Admission = 'urgent' | 'answer' | 'slow_down' | 'ignore';

/**
 * Counts what each person does. Crisis wording and the command behind it are never counted.
 * @returns the admission of one more invocation
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
