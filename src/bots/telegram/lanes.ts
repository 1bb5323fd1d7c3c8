type Task = () => Promise<void>;

/** Runs tasks with the same key one after another, and those with different keys at the same time. */
export interface Lanes {
  /**
   * Queues a task; an urgent one goes ahead of all others. Returns false and queues nothing if too many with this key
   * are waiting already. `task` must not throw.
   */
  run(key: string, task: Task, isUrgent?: boolean): boolean;
  /** Resolves once nothing is queued or running. */
  idle(): Promise<void>;
}

interface Lane {
  readonly urgent: Task[];
  readonly others: Task[];
  readonly drained: Promise<void>;
}

/** @param most how many tasks with one key may wait, and as many urgent ones besides */
export function createLanes(most: number): Lanes {
  const lanes = new Map<string, Lane>();

  function open(key: string): Lane {
    const [urgent, others]: [Task[], Task[]] = [[], []];
    const drain = async (): Promise<void> => {
      // Not before the lane is registered and its first task is in it.
      await Promise.resolve();
      for (let task = urgent.shift() ?? others.shift(); task; task = urgent.shift() ?? others.shift())
        await task();
      lanes.delete(key);
    };
    const lane = { urgent, others, drained: drain() };
    lanes.set(key, lane);
    return lane;
  }

  return {
    run(key, task, isUrgent = false) {
      const { urgent, others } = lanes.get(key) ?? open(key);
      const waiting = isUrgent ? urgent : others;
      if (waiting.length >= most) return false;
      waiting.push(task);
      return true;
    },
    async idle() {
      while (lanes.size > 0) await Promise.all([...lanes.values()].map(({ drained }) => drained));
    },
  };
}
