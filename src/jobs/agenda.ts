import type { Logger } from 'pino';
import type { Platform } from '#core/platform.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { nextWake, openDeliveries } from '#core/reminders/delivery.ts';
import { reachablePlatform } from '#core/reminders/reach.ts';
import { upcoming } from '#core/reminders/schedule.ts';
import { wakeAt } from '#core/reminders/wake.ts';
import { alarmJob } from '#jobs/payloads.ts';
import type { Queues } from '#jobs/queues.ts';
import type { Due } from '#store/due.ts';
import type { SaveHook } from '#store/people.ts';

export interface Agenda {
  /** Sets the alarms for a change before it is saved: an extra alarm does nothing, a missing one loses a reminder. */
  readonly beforeSave: SaveHook;
  /** Sets every alarm that the record still needs; existing ones stay. Used by the sweep. */
  rearm(person: Applicant): Promise<void>;
  /** Sends the next reminder now. False when there is none. */
  bringForward(person: Applicant): Promise<boolean>;
  /** Removes every job of this record. */
  forget(person: Applicant): Promise<void>;
}

/** An alarm that rings before its record is saved finds nothing, so it leaves this much time for the save. */
const SAVED_MS = 100;

/** Keeps the queues in step with the records. `now` returns epoch milliseconds. */
export function createAgenda(options: {
  readonly queues: Queues;
  readonly due: Due;
  readonly now: () => number;
  readonly log: Logger;
}): Agenda {
  const { queues, due, now, log } = options;

  /** Sets an alarm for each waiting reminder, on the platform where it would go right now. */
  async function setAlarms(person: Applicant): Promise<void> {
    const alarms = waiting(person).map((reminder) => {
      const delay = Math.max(SAVED_MS, wakeAt(reminder, person.settings).epochMilliseconds - now());
      const alarm = { person: person.id, revision: reminder.revision, early: false };
      return alarmJob(alarm, reminder.urgency, delay);
    });
    await queues.add(alarmPlatform(person), alarms);
  }

  /** Removes void alarms. One that is already ringing finds that out itself. */
  async function dropAlarms(person: Applicant): Promise<void> {
    const platform = alarmPlatform(person);
    const later = waiting(person).filter(
      (reminder) => wakeAt(reminder, person.settings).epochMilliseconds > now(),
    );
    await Promise.all(later.map(({ revision }) => queues.drop(platform, revision)));
  }

  /** The record is saved, so this must not fail the change. */
  const leftBehind = (error: unknown): void => log.warn({ err: error }, 'a void alarm was left behind');
  const notNoted = (error: unknown): void => log.warn({ err: error }, 'an alarm could not be checked');

  return {
    beforeSave: async (before, after) => {
      const added = beyond(before, after);
      const wake = nextWake(added);
      const began = performance.now();
      const soonestMs = wake === null ? Number.POSITIVE_INFINITY : Math.max(SAVED_MS, wake - now());
      const note = async (): Promise<void> => {
        if (wake !== null) await due.mark(after.id, wake);
      };
      await note();
      await setAlarms(added);

      /** Until the save, an alarm or the sweep may have looked at the record of before and forgotten what is new. */
      async function remind(): Promise<void> {
        await note();
        if (2 * (performance.now() - began) > soonestMs) await setAlarms(added);
      }
      return {
        undo: () => dropAlarms(added).catch(leftBehind),
        settle: async () => {
          await remind().catch(notNoted);
          await dropAlarms(beyond(after, before)).catch(leftBehind);
        },
      };
    },
    rearm: async (person) => {
      const rings = openDeliveries(person).map(({ delivery, platform, soap }) => {
        const alarm = { person: person.id, revision: delivery, early: false };
        return queues.add(platform, [alarmJob(alarm, soap ? 'soap' : 'normal')]);
      });
      await Promise.all([setAlarms(person), ...rings]);
    },
    bringForward: async (person) => {
      const next = upcoming(person).find((reminder) => reminder.state.kind === 'waiting');
      if (!next) return false;
      const platform = alarmPlatform(person);
      await queues.drop(platform, next.revision);
      const alarm = { person: person.id, revision: next.revision, early: true };
      await queues.add(platform, [alarmJob(alarm, next.urgency)]);
      return true;
    },
    forget: async (person) => {
      const revisions = waiting(person).map(({ revision }) => revision);
      const open = openDeliveries(person).map(({ delivery }) => delivery);
      const platforms = person.identities.map(({ platform }) => platform);
      await Promise.all(
        platforms.flatMap((platform) => [...revisions, ...open].map((name) => queues.drop(platform, name))),
      );
    },
  };
}

/** Even if no platform is reachable, an alarm must ring somewhere to hold the reminder for the next visit. */
function alarmPlatform(person: Applicant): Platform {
  const [first] = person.identities;
  return reachablePlatform(person) ?? first?.platform ?? 'playground';
}

function waiting(person: Applicant): readonly Reminder[] {
  return person.reminders.filter(({ state }) => state.kind === 'waiting');
}

/** The person with only the waiting reminders that `known` has no alarms for. */
function beyond(known: Applicant, person: Applicant): Applicant {
  const revisions = new Set(waiting(known).map(({ revision }) => revision));
  return { ...person, reminders: waiting(person).filter(({ revision }) => !revisions.has(revision)) };
}
