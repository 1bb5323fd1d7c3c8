import type { Logger } from 'pino';
import type { Applicant } from '#core/applicant.ts';
import { wakeAt } from '#core/reminders/clock.ts';
import { nextWake, type OpenDelivery, openDeliveries } from '#core/reminders/delivery.ts';
import { upcoming } from '#core/reminders/schedule.ts';
import type { Queues, Urgency } from '#jobs/queues.ts';
import type { Due } from '#store/due.ts';
import type { SaveHook } from '#store/people.ts';

export interface Agenda {
  /** Sets what a change of a record asks for, before the record is saved: an alarm too many is void, one too few is lost. */
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

  async function set(person: Applicant, missing: Wanted): Promise<void> {
    await Promise.all([
      ...[...missing.alarms].map(([revision, { at, urgency }]) =>
        queues.addAlarm({ person: person.id, revision, early: false }, at, now(), urgency),
      ),
      ...[...missing.deliveries.values()].map(({ delivery, platform, soap }) =>
        queues.addDelivery(platform, { person: person.id, delivery }, soap ? 'soap' : 'normal'),
      ),
    ]);
  }

  async function drop(wanted: Wanted): Promise<void> {
    await Promise.all([
      ...[...wanted.alarms.keys()].map((revision) => queues.dropAlarm(revision)),
      ...[...wanted.deliveries.values()].map(({ delivery, platform }) =>
        queues.dropDelivery(platform, delivery),
      ),
    ]);
  }

  /** A job left behind is void anyway, so failing to remove it must not fail what a person did. */
  const tidy = (wanted: Wanted): Promise<void> =>
    drop(wanted).catch((error: unknown) => log.warn({ err: error }, 'a void job was left behind'));

  return {
    beforeSave: async (before, after) => {
      const old = before ? wantedBy(before) : NOTHING;
      const next = wantedBy(after);
      const added = without(next, old);
      const wake = nextWake(after);
      if (wake !== null) await due.mark(after.id, wake);
      await set(after, added);
      return { undo: () => tidy(added), settle: () => tidy(without(old, next)) };
    },
    rearm: async (person) => {
      await set(person, wantedBy(person));
    },
    bringForward: async (person) => {
      const next = upcoming(person).find((reminder) => reminder.state.kind === 'waiting');
      if (!next) return false;
      await queues.dropAlarm(next.revision);
      await queues.addAlarm({ person: person.id, revision: next.revision, early: true }, 0, 0);
      return true;
    },
    forget: (person) => drop(wantedBy(person)),
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

function without(all: Wanted, known: Wanted): Wanted {
  return {
    alarms: new Map([...all.alarms].filter(([revision]) => !known.alarms.has(revision))),
    deliveries: new Map([...all.deliveries].filter(([key]) => !known.deliveries.has(key))),
  };
}
