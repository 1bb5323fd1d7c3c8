import { DefaultRestOptions, type RESTOptions } from 'discord.js';
import { awakeLimit } from '#bots/chat/awake.ts';

/**
 * The longest that a timer can be set for: discord.js's own limit also counts time in which our process was stalled.
 */
const NEVER_MS = 2 ** 31 - 1;

/** Options of a REST client that waits for each answer until this process has been awake for `ms`. */
export function awakeRequests(ms: number): Pick<RESTOptions, 'timeout' | 'makeRequest'> {
  return {
    timeout: NEVER_MS,
    async makeRequest(url, init) {
      const limit = awakeLimit(ms);
      const signal = init.signal ? AbortSignal.any([init.signal, limit.signal]) : limit.signal;
      try {
        return await DefaultRestOptions.makeRequest(url, { ...init, signal });
      } finally {
        limit.end();
      }
    },
  };
}
