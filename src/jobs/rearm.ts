import { nextWake } from '#core/reminders/delivery.ts';
import type { Agenda } from '#jobs/agenda.ts';
import { isUnreadable } from '#store/document.ts';
import type { Due } from '#store/due.ts';
import { ignoreGone } from '#store/no-such-person.ts';
import { type People, unchanged } from '#store/people.ts';

export interface Rearmed {
  readonly people: number;
  /** Records that could not be read: another master key, or damage. Nothing was set for them. */
  readonly unreadable: number;
}

/**
 * Sets every alarm and delivery again that the records wait for, after a queue or the list of who is due was lost. What
 * is set already stays, and what it sets too often is void, so it may run at any time, beside any number of workers.
 * @param options.onProgress told after each batch of people
 * @throws what Redis throws when it does not answer; running it again goes over everybody anew
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

/** One record that can not be read must not keep everybody else's alarms from being set. */
function unlessUnreadable(error: unknown): typeof UNREADABLE | undefined {
  if (isUnreadable(error)) return UNREADABLE;
  return ignoreGone(error);
}
