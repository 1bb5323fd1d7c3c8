import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Reminder } from '#core/record/reminder.ts';
import { rearm } from '#jobs/rearm.ts';
import { openJobs, reminder } from './house.ts';

const PAST = '2026-01-01T09:00';
const PEOPLE = 20;

/** Everybody once, whatever was due, in whichever of two processes it rings. */
describe('an outage', () => {
  let jobs: Awaited<ReturnType<typeof openJobs>>;
  beforeEach(async () => {
    jobs = await openJobs(null);
    await jobs.pause();
  });
  afterEach(() => jobs.stop());

  /** The reminders of everybody, each with three of them due by now. */
  async function everybody(change: (due: readonly Reminder[]) => readonly Reminder[] = (due) => due) {
    const made = Array.from({ length: PEOPLE }, () =>
      change([reminder(PAST), reminder(PAST), reminder(PAST)]),
    );
    for (const [index, due] of made.entries()) await jobs.somebody(`person${index}`, due);
    return made.flat();
  }

  async function goesOn(due: readonly Reminder[]): Promise<void> {
    jobs.startWorkers();
    jobs.startWorkers();
    await jobs.resume();
    // What the sweep does once a minute.
    const told = () => rearm({ ...jobs, onProgress: () => undefined }).then(() => new Set(jobs.told()).size);
    await expect.poll(told, { timeout: 15_000 }).toBe(due.length);
    expect(jobs.told().toSorted()).toEqual(due.map(({ id }) => id).toSorted());
    expect(jobs.telegram.calls.filter(({ method }) => method === 'sendMessage')).toHaveLength(PEOPLE);
  }

  test('ends with one message a person', async () => {
    await goesOn(await everybody());
  });

  test('that began between a claim and its sending ends with one message too', async () => {
    const now = jobs.clock().subtract({ hours: 3 });
    const due = await everybody(([first, ...others]) => {
      if (!first) return others;
      const { revision } = first;
      const at = now.toString();
      const state = { kind: 'claimed', delivery: revision, platform: 'telegram', at, early: false } as const;
      return [{ ...first, state }, ...others];
    });
    await goesOn(due);
  });
});
