import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Paper, Printed } from '#core/pictures/printed.ts';

/** What a studio is given: a picture as SVG, or a page to print. */
export type Job = string | { readonly page: Printed; readonly paper: Paper };

/** A process that makes one picture or page at a time. Its memory goes back to the machine when it exits. */
export interface Studio {
  /** A PNG or PDF, null if it cannot be made, or `failed` if the process died or took longer than `limitMs`. */
  paint(job: Job, limitMs: number): Promise<Uint8Array | null | 'failed'>;
  /** It has exited by itself. */
  isGone(): boolean;
  close(): Promise<void>;
}

/** @param module listens for jobs and answers each with its bytes or null */
export function startStudio(module: URL): Studio {
  const child = fork(module, {
    execArgv: ['--expose-gc'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const gone = new AbortController();
  // A process that could not be started says so here and nowhere else.
  child.on('error', () => gone.abort());
  child.once('exit', () => gone.abort());
  keepNobodyWaiting(child);

  return {
    isGone: () => gone.signal.aborted,
    async paint(job, limitMs) {
      try {
        child.ref();
        child.channel?.ref();
        const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(limitMs)]);
        const answer = once(child, 'message', { signal });
        child.send(job, () => undefined);
        const [png] = (await answer) as [Uint8Array | null];
        return png;
      } catch {
        return 'failed';
      } finally {
        keepNobodyWaiting(child);
      }
    },
    async close() {
      if (gone.signal.aborted) return;
      const ended = once(gone.signal, 'abort');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** An idle painter must not keep the bot's own process alive. */
function keepNobodyWaiting(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}
