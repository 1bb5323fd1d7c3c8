import type { Logger } from 'pino';
import type { Applicant } from '#core/applicant.ts';
import { nextWake } from '#core/reminders/delivery.ts';
import type { Agenda } from '#jobs/agenda.ts';
import type { Due } from '#store/due.ts';
import { ignoreGone } from '#store/no-such-person.ts';
import { type People, unchanged } from '#store/people.ts';

const EVERY_MS = 60_000;
/** People looked at together. Each may have two hundred alarms to set, and all of these are in memory at a time. */
const BATCH = 50;

export interface Sweep {
  /** One pass: sets again what is due and has no delivery. Returns how many people were looked at. */
  run(): Promise<number>;
  /** Looks at everybody with something to come, due or not: a corrected date may have moved it to before. */
  runAll(): Promise<number>;
  stop(): Promise<void>;
}

/** Looks once a minute after whatever the queues may have lost: Redis replaced, a job removed, a clock that jumped. */
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
  /** Whoever was not looked at is looked at by the next sweep. */
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

  /** One record that can not be read must not keep the sweep from everybody else. */
  const quietly = (work: Promise<unknown>): Promise<unknown> =>
    work.catch((error: unknown) => log.warn({ err: error }, 'the sweep could not look at a record'));

  async function look(id: string): Promise<Applicant | undefined> {
    const person = await people.update(id, unchanged).catch(ignoreGone);
    if (person) await agenda.rearm(person);
    return person;
  }

  /** What is due now stays on the list for the next pass, until it is delivered. */
  async function lookAgain(id: string, again: number): Promise<void> {
    const person = await look(id);
    const wake = person ? nextWake(person) : null;
    if (wake === null || wake > again) await due.settle(id, again, wake);
  }

  const inTurn = (work: () => Promise<number>): Promise<number> => {
    running = running.then(work).catch((error: unknown) => {
      log.warn({ err: error }, 'sweep failed');
      return 0;
    });
    return running;
  };
  const run = (): Promise<number> => inTurn(pass);
  const timer = setInterval(run, EVERY_MS);
  return {
    run,
    runAll: () => inTurn(passAll),
    stop: async () => {
      isStopping = true;
      clearInterval(timer);
      await running;
    },
  };
}
