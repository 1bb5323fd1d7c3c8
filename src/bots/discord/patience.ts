import { setTimeout as sleep } from 'node:timers/promises';
import { isLate, platformError } from '#bots/discord/errors.ts';
import { UnavailableError } from '#core/platform.ts';

/** Milliseconds before each further try. */
export type Pauses = readonly number[];

/** About eight seconds in total: someone is waiting. discord.js itself tries three times without a pause. */
export const PAUSES_MS: Pauses = [500, 1_000, 2_000, 4_000];

/**
 * Makes one call, and tries again after each pause while a passing fault is in the way. @throws what the last try threw
 */
export async function patiently<T>(work: () => Promise<T>, pausesMs: Pauses): Promise<T> {
  for (const ms of pausesMs) {
    try {
      return await work();
    } catch (error) {
      if (isLate(error) || !(platformError(error) instanceof UnavailableError)) throw error;
      await sleep(ms);
    }
  }
  return work();
}
