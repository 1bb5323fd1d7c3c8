/** Runs tasks of one key one after another, and those of different keys side by side. */
export interface Lanes {
  /** Queues a task; false, and nothing queued, when too many of this key wait already. `task` must not throw. */
  run(key: string, task: () => Promise<void>): boolean;
  /** Resolves when nothing is queued or running. */
  idle(): Promise<void>;
}

/** @param most tasks of one key that may wait or run at a time */
export function createLanes(most: number): Lanes {
  const lanes = new Map<string, { last: Promise<void>; count: number }>();
  return {
    run(key, task) {
      const lane = lanes.get(key) ?? { last: Promise.resolve(), count: 0 };
      if (lane.count >= most) return false;
      lane.count += 1;
      lane.last = lane.last.then(task).finally(() => {
        lane.count -= 1;
        if (lane.count === 0) lanes.delete(key);
      });
      lanes.set(key, lane);
      return true;
    },
    async idle() {
      while (lanes.size > 0) await Promise.allSettled([...lanes.values()].map(({ last }) => last));
    },
  };
}
