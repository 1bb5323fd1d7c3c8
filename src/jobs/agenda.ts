import type { Logger } from 'pino';
import type { Applicant } from '#core/applicant.ts';
import { wakeAt } from '#core/reminders/clock.ts';
import { nextWake, openDeliveries } from '#core/reminders/delivery.ts';
import type { Reminder } from '#core/reminders/reminder.ts';
import { upcoming } from '#core/reminders/schedule.ts';
import type { Queues } from '#jobs/queues.ts';
import type { Due } from '#store/due.ts';
import type { SaveHook } from '#store/people.ts';

export interface Agenda {
  /** Sets the alarms that a change asks for before it is saved, since one too many is void and one too few is lost. */
  readonly beforeSave: SaveHook;
  /** Sets again whatever the record still waits for; what is set already stays. Used by the sweep. */
  rearm(person: Applicant): Promise<void>;
  /** Lets the next reminder come now. False when there is none. */
  bringForward(person: Applicant): Promise<boolean>;
  /** Removes every job that stands for this record. */
  forget(person: Applicant): Promise<void>;
}

/** Keeps the queues in step with the records. `now` gives epoch milliseconds. */
export function createAgenda(options: {
  readonly queues: Queues;
  readonly due: Due;
  readonly now: () => number;
  readonly log: Logger;
}): Agenda {
  const { queues, due, now, log } = options;

  async function setAlarms(person: Applicant): Promise<void> {
    await Promise.all(
      waiting(person).map((reminder) => {
        const at = wakeAt(reminder, person.settings).epochMilliseconds;
        const job = { person: person.id, revision: reminder.revision, early: false };
        return queues.addAlarm(job, at, now(), reminder.urgency);
      }),
    );
  }

  async function queueDeliveries(person: Applicant): Promise<void> {
    await Promise.all(
      openDeliveries(person).map(({ delivery, platform, soap }) =>
        queues.addDelivery(platform, { person: person.id, delivery }, soap ? 'soap' : 'normal'),
      ),
    );
  }

  /** Removes alarms that would be void; what is ringing by now ends by itself. */
  async function dropAlarms(person: Applicant): Promise<void> {
    const later = waiting(person).filter(
      (reminder) => wakeAt(reminder, person.settings).epochMilliseconds > now(),
    );
    await Promise.all(later.map(({ revision }) => queues.dropAlarm(revision)));
  }

  /** What was saved must not fail for this: the sweep sets what is missing, and an alarm too many is void. */
  const leftToSweep = (work: Promise<void>): Promise<void> =>
    work.catch((error: unknown) => log.warn({ err: error }, 'left to the sweep'));

  return {
    beforeSave: async (before, after) => {
      const added = beyond(before, after);
      const wake = nextWake({ ...added, reminders: added.reminders.filter(isUnnoted) });
      if (wake !== null) await due.mark(after.id, wake);
      await setAlarms(added);
      return {
        undo: () => leftToSweep(dropAlarms(added)),
        // Not before: a worker that is faster than the save would find nothing to deliver.
        settle: async () => {
          await leftToSweep(queueDeliveries(added));
          await leftToSweep(dropAlarms(beyond(after, before)));
        },
      };
    },
    rearm: async (person) => {
      await Promise.all([setAlarms(person), queueDeliveries(person)]);
    },
    bringForward: async (person) => {
      const next = upcoming(person).find((reminder) => reminder.state.kind === 'waiting');
      if (!next) return false;
      await queues.dropAlarm(next.revision);
      await queues.addAlarm({ person: person.id, revision: next.revision, early: true }, 0, 0);
      return true;
    },
    forget: async (person) => {
      await Promise.all([
        ...waiting(person).map(({ revision }) => queues.dropAlarm(revision)),
        ...openDeliveries(person).map(({ platform, delivery }) => queues.dropDelivery(platform, delivery)),
      ]);
    },
  };
}

function waiting(person: Applicant): readonly Reminder[] {
  return person.reminders.filter(({ state }) => state.kind === 'waiting');
}

/** What was claimed at its time is noted as due since it was planned. */
function isUnnoted({ state }: Reminder): boolean {
  return state.kind !== 'claimed' || state.early;
}

/** The person with only those reminders that ask for a job which `known` does not ask for. */
function beyond(known: Applicant, person: Applicant): Applicant {
  const jobs = new Set(known.reminders.map(jobOf));
  const reminders = person.reminders.filter((reminder) => {
    const job = jobOf(reminder);
    return job !== null && !jobs.has(job);
  });
  return { ...person, reminders };
}

/** The job that a reminder asks for, if any: its time and the person's settings are told by the revision. */
function jobOf({ revision, state }: Reminder): string | null {
  switch (state.kind) {
    case 'waiting':
      return revision;
    case 'claimed':
      return `${state.platform}:${state.delivery}`;
    case 'sent':
    case 'held':
    case 'done':
    case 'skipped':
      return null;
    default:
      return state satisfies never;
  }
}
