import type { Logger } from 'pino';
import type { Applicant } from '#core/applicant.ts';
import { wakeAt } from '#core/reminders/clock.ts';
import { nextWake, type OpenDelivery, openDeliveries } from '#core/reminders/delivery.ts';
import { upcoming } from '#core/reminders/schedule.ts';
import type { Queues, Urgency } from '#jobs/queues.ts';
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

interface Wanted {
  /** By revision. */
  readonly alarms: ReadonlyMap<string, { readonly at: number; readonly urgency: Urgency }>;
  readonly deliveries: ReadonlyMap<string, OpenDelivery>;
}

/** Keeps the queues in step with the records. `now` gives epoch milliseconds. */
export function createAgenda(options: {
  readonly queues: Queues;
  readonly due: Due;
  readonly now: () => number;
  readonly log: Logger;
}): Agenda {
  const { queues, due, now, log } = options;

  async function setAlarms(person: string, alarms: Wanted['alarms']): Promise<void> {
    await Promise.all(
      [...alarms].map(([revision, { at, urgency }]) =>
        queues.addAlarm({ person, revision, early: false }, at, now(), urgency),
      ),
    );
  }

  async function setDeliveries(person: string, deliveries: Wanted['deliveries']): Promise<void> {
    await Promise.all(
      [...deliveries.values()].map(({ delivery, platform, soap }) =>
        queues.addDelivery(platform, { person, delivery }, soap ? 'soap' : 'normal'),
      ),
    );
  }

  /** Removes alarms that would be void; what is ringing by now ends by itself. */
  async function dropAlarms(alarms: Wanted['alarms']): Promise<void> {
    const later = [...alarms].filter(([, { at }]) => at > now());
    await Promise.all(later.map(([revision]) => queues.dropAlarm(revision)));
  }

  /** What was saved must not fail for this: the sweep sets what is missing, and an alarm too many is void. */
  const leftToSweep = (work: Promise<void>): Promise<void> =>
    work.catch((error: unknown) => log.warn({ err: error }, 'left to the sweep'));

  return {
    beforeSave: async (before, after) => {
      const old = before ? wantedBy(before) : NOTHING;
      const next = wantedBy(after);
      const added = without(next.alarms, old.alarms);
      const wake = nextWake(after);
      const known = before && nextWake(before);
      if (wake !== null && (known === null || wake < known)) await due.mark(after.id, wake);
      await setAlarms(after.id, added);
      return {
        undo: () => leftToSweep(dropAlarms(added)),
        // Not before: a worker that is faster than the save would find nothing to deliver.
        settle: async () => {
          await leftToSweep(setDeliveries(after.id, without(next.deliveries, old.deliveries)));
          await leftToSweep(dropAlarms(without(old.alarms, next.alarms)));
        },
      };
    },
    rearm: async (person) => {
      const { alarms, deliveries } = wantedBy(person);
      await Promise.all([setAlarms(person.id, alarms), setDeliveries(person.id, deliveries)]);
    },
    bringForward: async (person) => {
      const next = upcoming(person).find((reminder) => reminder.state.kind === 'waiting');
      if (!next) return false;
      await queues.dropAlarm(next.revision);
      await queues.addAlarm({ person: person.id, revision: next.revision, early: true }, 0, 0);
      return true;
    },
    forget: async (person) => {
      const { alarms, deliveries } = wantedBy(person);
      await Promise.all([
        ...[...alarms.keys()].map((revision) => queues.dropAlarm(revision)),
        ...[...deliveries.values()].map(({ platform, delivery }) => queues.dropDelivery(platform, delivery)),
      ]);
    },
  };
}

const NOTHING: Wanted = { alarms: new Map(), deliveries: new Map() };

function wantedBy(person: Applicant): Wanted {
  const waiting = person.reminders.filter((reminder) => reminder.state.kind === 'waiting');
  const alarms = new Map(
    waiting.map((reminder) => {
      const at = wakeAt(reminder, person.settings).epochMilliseconds;
      return [reminder.revision, { at, urgency: reminder.urgency }];
    }),
  );
  const deliveries = new Map(
    openDeliveries(person).map((open) => [`${open.platform}:${open.delivery}`, open]),
  );
  return { alarms, deliveries };
}

function without<T>(all: ReadonlyMap<string, T>, known: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  return new Map([...all].filter(([key]) => !known.has(key)));
}
