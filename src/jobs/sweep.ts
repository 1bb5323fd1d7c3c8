import type { Logger } from 'pino';
import type { Applicant } from '#core/record/applicant.ts';
import { nextWake } from '#core/reminders/delivery.ts';
import type { Agenda } from '#jobs/agenda.ts';
import type { Due } from '#store/due.ts';
import { ignoreGone } from '#store/no-such-person.ts';
import { type People, unchanged } from '#store/people.ts';

const EVERY_MS = 60_000;
/** How many records are handled at once. Each may have two hundred alarms, all in memory at the same time. */
const BATCH = 50;

export interface Sweep {
  /** Makes one pass: queues again what is due and has no job. Returns the number of records. */
  run(): Promise<number>;
  /** Goes over everyone with something coming, due or not, since a corrected date may have moved it earlier. */
  runAll(): Promise<number>;
  stop(): Promise<void>;
}

/** Queues once a minute what was lost: Redis was replaced, a job was removed, a clock jumped. */
export function startSweep(options: {
  readonly due: Due;
  readonly people: People;
  readonly agenda: Agenda;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly log: Logger;
}): Sweep {
  const { due, people, agenda, now, log } = options;
  let running: Promise<number> = Promise.resolve(0);
  /** Anyone left out gets their turn in the next sweep. */
  let isStopping = false;

  async function pass(): Promise<number> {
    const until = now();
    const again = until + EVERY_MS;
    let seen = 0;
    for (;;) {
      const ids = await due.takeDue(until, again, BATCH);
      await Promise.all(ids.map((id) => quietly(lookAgain(id, again))));
      seen += ids.length;
      if (ids.length < BATCH || isStopping) return seen;
    }
  }

  async function passAll(): Promise<number> {
    const ids = await due.everyone();
    for (let from = 0; from < ids.length && !isStopping; from += BATCH) {
      await Promise.all(ids.slice(from, from + BATCH).map((id) => quietly(look(id))));
    }
    return ids.length;
  }

  /** One unreadable record must not keep the sweep from the others. */
  const quietly = (work: Promise<unknown>): Promise<unknown> =>
    work.catch((error: unknown) => log.warn({ err: error }, 'the sweep could not look at a record'));

  async function look(id: string): Promise<Applicant | undefined> {
    const person = await people.update(id, unchanged).catch(ignoreGone);
    if (person) await agenda.rearm(person);
    return person;
  }

  /** A due record stays on the list until its reminders are delivered. */
  async function lookAgain(id: string, again: number): Promise<void> {
    const person = await look(id);
    const wake = person ? nextWake(person) : null;
    if (wake === null || wake > again) await due.settle(id, again, wake);
  }

  const oneByOne = (work: () => Promise<number>): Promise<number> => {
    running = running.then(work).catch((error: unknown) => {
      log.warn({ err: error }, 'sweep failed');
      return 0;
    });
    return running;
  };
  const run = (): Promise<number> => oneByOne(pass);
  const timer = setInterval(run, EVERY_MS);
  return {
    run,
    runAll: () => oneByOne(passAll),
    stop: async () => {
      isStopping = true;
      clearInterval(timer);
      await running;
    },
  };
}
