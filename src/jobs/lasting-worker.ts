import { setTimeout as pause } from 'node:timers/promises';
import type { Worker } from 'bullmq';
import { Cluster } from 'ioredis';
import { QUEUE_PREFIX } from '#jobs/queues.ts';
import type { RedisClient } from '#store/redis.ts';

/** Who has lost a node needs this long to know that others are lost too. */
const SETTLED_MS = 1000;
/** A worker that has ended its jobs may wait for ever for a connection to say that it has ended. */
const CLOSE_MS = 10_000;

export interface LastingWorker {
  /** Ends what is under way, and takes nothing new. */
  close(): Promise<void>;
}

/**
 * A worker that is replaced after a cluster has lost a node and answers again: BullMQ's own connection, which waits there
 * for jobs, may never hear of one again. The old worker ends its jobs.
 * @param open makes a worker on `connection`, which takes jobs at once
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
    // A worker's connection is patient: the answer comes when the node that holds the queues is there.
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
