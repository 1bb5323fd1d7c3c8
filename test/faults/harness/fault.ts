import { type Chance, createChance } from './chance.ts';
import { type Extras, type House, openHouse, type Pace } from './house.ts';
import type { Tally } from './tally.ts';

/** One thing that goes wrong. */
export interface Fault extends Extras {
  /** As it stands in the table. */
  readonly name: string;
  /** Whether Telegram may show a message twice: one that it took and whose record does not know. */
  readonly mayRepeat: boolean;
  /** Why it cannot happen here, or null. */
  readonly absent?: () => string | null;
  /** Starts workers, makes people, goes wrong at some moment, and leaves the house so that it can recover. */
  happen(house: House, chance: Chance): Promise<void>;
}

/** What a run came to. */
export interface Outcome {
  readonly tally: Tally;
  /** Of everyone lost or answered twice: what the record, the queue and the network say. Ids only. */
  readonly notes: readonly string[];
  /** The longest that a stand-in of a platform took to answer, in milliseconds. */
  readonly slowestMs: number;
}

/** Lets a fault happen once. The same seed makes the same choices; what processes do meanwhile is their own. */
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
