import type { Logger } from 'pino';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Platform } from '#core/platform.ts';

/** Who has a share. */
export interface Viewer {
  readonly platform: Platform;
  readonly user: string;
}

/** How long an answer waits for what is made for it, and how many of them one person gets. */
export interface ShareLimits {
  readonly waitMs: number;
  readonly perMinute: number;
}

/** What was made, or null: beyond the person's share, another of theirs is still being made, it failed, or it came too late. */
export type Share = <T>(viewer: Viewer, name: string, make: () => Promise<T>) => Promise<T | null>;

const MINUTE_S = 60;
const LATE = Symbol('late');

/** Something costly, one at a time for each person and a few a minute. It never throws: the words must go out either way. */
export function createShare({ waitMs, perMinute }: ShareLimits, log: Logger): Share {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: MINUTE_S });
  const underWay = new Set<string>();

  const isWithinShare = (key: string): Promise<boolean> =>
    limiter.consume(key).then(
      () => true,
      () => false,
    );

  return async ({ platform, user }, name, make) => {
    const key = `${platform}:${user}`;
    if (underWay.has(key)) return null;
    underWay.add(key);
    let making: Promise<unknown> | undefined;
    try {
      if (!(await isWithinShare(key))) return null;
      const made = make();
      // A failure is logged even when no answer waits for it any more.
      making = made.catch((error: unknown) => log.warn({ file: name, err: error }, 'a file was not made'));
      const result = await within(waitMs, made);
      if (result !== LATE) return result;
      log.warn({ file: name, limitMs: waitMs }, 'a file came too late');
    } catch (error) {
      log.warn({ file: name, err: error }, 'a file was left out');
    } finally {
      // It counts as running until it is made, however long ago its answer went out.
      void Promise.resolve(making).then(() => underWay.delete(key));
    }
    return null;
  };
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | typeof LATE> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(() => resolve(LATE), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
