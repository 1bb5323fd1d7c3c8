import { setTimeout as pause } from 'node:timers/promises';
import type { Worker } from 'bullmq';
import { Cluster } from 'ioredis';
import { QUEUE_PREFIX } from '#jobs/queues.ts';
import type { RedisClient } from '#store/redis.ts';

/** After losing one node it takes this long to learn that others are lost too. */
const SETTLED_MS = 1000;
/** A worker that has finished its jobs may wait forever for its connection to close. */
const CLOSE_MS = 10_000;

export interface LastingWorker {
  /** Finishes running jobs and takes no new ones. */
  close(): Promise<void>;
}

/**
 * A worker that is replaced when a cluster has lost a node and answers again, since BullMQ's blocking connection may never
 * hear of a job again. The old worker finishes its jobs.
 * @param open starts a worker on `connection`
 */
export function startLastingWorker(connection: RedisClient, open: () => Worker): LastingWorker {
  let worker = open();
  if (!(connection instanceof Cluster)) return { close: () => worker.close() };

  const stopping = new AbortController();
  let isLost = false;

  async function replace(): Promise<void> {
    if (isLost) return;
    isLost = true;
    await pause(SETTLED_MS, undefined, { ref: false });
    // A worker's connection waits patiently, so this resolves once the node that holds the queues is back.
    await connection.exists(QUEUE_PREFIX);
    isLost = false;
    if (stopping.signal.aborted) return;
    const old = worker;
    worker = open();
    await old.close();
  }
  const lose = (): void => void replace().catch(() => undefined);
  connection.on('-node', lose);

  return {
    async close() {
      stopping.abort();
      connection.off('-node', lose);
      await Promise.race([worker.close(), pause(CLOSE_MS, undefined, { ref: false })]);
    },
  };
}
