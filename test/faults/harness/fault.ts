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

/** Lets a fault happen once. The same seed makes the same choices; what processes do meanwhile is their own. */
export async function run(fault: Fault, seed: number, pace: Pace): Promise<Tally> {
  const chance = createChance(seed);
  const house = await openHouse(chance, pace, fault);
  try {
    await fault.happen(house, chance);
    await house.quiet();
    return await house.count();
  } finally {
    await house.stop();
  }
}
