import { nextWake } from '#core/reminders/delivery.ts';
import type { Agenda } from '#jobs/agenda.ts';
import { isUnreadable } from '#store/document.ts';
import type { Due } from '#store/due.ts';
import { ignoreGone } from '#store/no-such-person.ts';
import { type People, unchanged } from '#store/people.ts';

export interface Rearmed {
  readonly people: number;
  /** Records that could not be read, because of a wrong master key or damage. No alarms were set for them. */
  readonly unreadable: number;
}

/**
 * Sets every alarm and delivery that the records need, after a queue or the list of due records was lost. Existing ones
 * stay and extra ones do nothing, so it may run at any time, beside any number of workers.
 * @param options.onProgress called after each batch of people
 * @throws whatever the Redis client throws; running it again starts over
 */
export async function rearm(options: {
  readonly people: People;
  readonly agenda: Agenda;
  readonly due: Due;
  readonly onProgress: (soFar: Rearmed) => void;
}): Promise<Rearmed> {
  const { people, agenda, due, onProgress } = options;
  let soFar: Rearmed = { people: 0, unreadable: 0 };

  async function one(id: string): Promise<boolean> {
    const person = await people.update(id, unchanged).catch(unlessUnreadable);
    if (person === UNREADABLE) return false;
    if (!person) return true;
    const wake = nextWake(person);
    if (wake !== null) await due.mark(id, wake);
    await agenda.rearm(person);
    return true;
  }

  for await (const ids of people.everyone()) {
    const read = await Promise.all(ids.map(one));
    soFar = {
      people: soFar.people + ids.length,
      unreadable: soFar.unreadable + read.filter((isRead) => !isRead).length,
    };
    onProgress(soFar);
  }
  return soFar;
}

const UNREADABLE = Symbol('unreadable');

/** One unreadable record must not keep anyone else's alarms from being set. */
function unlessUnreadable(error: unknown): typeof UNREADABLE | undefined {
  if (isUnreadable(error)) return UNREADABLE;
  return ignoreGone(error);
}
