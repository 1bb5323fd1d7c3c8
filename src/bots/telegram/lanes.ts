type Task = () => Promise<void>;

/** Runs tasks of one key one after another, and those of different keys side by side. */
export interface Lanes {
  /**
   * Queues a task, an urgent one ahead of all that are not; false, and nothing queued, when too many of this key wait already.
   * `task` must not throw.
   */
  run(key: string, task: Task, isUrgent?: boolean): boolean;
  /** Resolves when nothing is queued or running. */
  idle(): Promise<void>;
}

interface Lane {
  readonly urgent: Task[];
  readonly others: Task[];
  readonly drained: Promise<void>;
}

/** @param most tasks of one key that may wait; as many urgent ones beside them */
export function createLanes(most: number): Lanes {
  const lanes = new Map<string, Lane>();

  function open(key: string): Lane {
    const [urgent, others]: [Task[], Task[]] = [[], []];
    const drain = async (): Promise<void> => {
      // Not before the lane is known and its first task is in it.
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
