import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { startSweep } from '#jobs/sweep.ts';
import { openJobs, reminder, silent } from './house.ts';

const PAST = '2026-01-01T09:00';

let jobs: Awaited<ReturnType<typeof openJobs>>;
beforeEach(async () => {
  jobs = await openJobs(null);
});
afterEach(() => jobs.stop());

const withReminder =
  (one: Reminder) =>
  (person: Applicant): Applicant => ({ ...person, reminders: [one] });

test('an alarm that rings before its record is saved is set again, so that nothing waits for the sweep', async () => {
  const { queues } = jobs;
  const { id } = await jobs.somebody('slow', []);
  const one = reminder(PAST);
  jobs.startWorkers();
  const hasRung = () =>
    expect.poll(() => queues.of('telegram').getJob(one.revision), { timeout: 10_000 }).toBeUndefined();
  await jobs.slowPeople(hasRung).update(id, withReminder(one));
  await jobs.settled(1, 10_000);
  expect(jobs.told()).toEqual([one.id]);
});

test('a sweep between setting an alarm and saving its record does not forget the record', async () => {
  const { due, people, agenda, clock } = jobs;
  await jobs.pause();
  const { id } = await jobs.somebody('swept', []);
  const sweep = startSweep({ due, people, agenda, now: () => clock().epochMilliseconds, log: silent });
  const one = reminder(PAST);
  await jobs.slowPeople(sweep.run).update(id, withReminder(one));
  await sweep.stop();
  expect(await due.everyone()).toContain(id);
});
