import { type Chance, createChance } from './chance.ts';
import { type Extras, type House, openHouse, type Pace } from './house.ts';
import type { Tally } from './tally.ts';

/** One thing that goes wrong. */
export interface Fault extends Extras {
  /** Its name in the table. */
  readonly name: string;
  /** Whether Telegram may show a message twice: one that it accepted although the record does not know. */
  readonly mayRepeat: boolean;
  /** Why it cannot be caused here, or null. */
  readonly absent?: () => string | null;
  /** Starts workers, creates people, goes wrong at some moment, and leaves the house able to recover. */
  happen(house: House, chance: Chance): Promise<void>;
}

/** The result of a run. */
export interface Outcome {
  readonly tally: Tally;
  /** What the record, the queue and the network say about everyone lost or answered twice. Ids only. */
  readonly notes: readonly string[];
  /** The longest that a platform fake took to answer, in milliseconds. */
  readonly slowestMs: number;
}

/** Makes a fault happen once. The same seed makes the same choices; what processes do meanwhile is up to them. */
export async function run(fault: Fault, seed: number, pace: Pace): Promise<Outcome> {
  const chance = createChance(seed);
  const house = await openHouse(chance, pace, fault);
  try {
    await fault.happen(house, chance);
    await house.quiet();
    return { tally: await house.count(), notes: await house.notes(), slowestMs: house.wire.slowestMs };
  } finally {
    await house.stop();
  }
}
