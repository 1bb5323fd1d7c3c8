import { DefaultRestOptions, type RESTOptions } from 'discord.js';
import { awakeLimit } from '#bots/chat/awake.ts';

/** The longest that a timer can be set: the limit of discord.js itself counts the time in which we stood still. */
const NEVER_MS = 2 ** 31 - 1;

/** Options of a REST client that waits for each answer as long as this process is awake for `ms`. */
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
