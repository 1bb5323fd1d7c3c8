import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { alarmJob } from '#jobs/payloads.ts';
import { openJobs, reminder } from './house.ts';

/** Far from the machine's date, so that an instant handed to BullMQ instead of a span never comes. */
const START = Temporal.Instant.from('2028-02-29T23:59:58Z');
const DUE = '2028-03-01T00:00';

describe('the given clock', () => {
  let jobs: Awaited<ReturnType<typeof openJobs>>;

  beforeEach(async () => {
    jobs = await openJobs(null, START);
    jobs.startWorkers();
  });
  afterEach(() => jobs.stop());

  async function lateness(id: string, person: string): Promise<number | undefined> {
    await expect.poll(() => jobs.told(), { timeout: 10_000 }).toEqual([id]);
    const read = async () => (await jobs.people.load(person))?.reminders[0]?.state;
    await expect.poll(read).toMatchObject({ kind: 'sent' });
    const state = await read();
    return state?.kind === 'sent' ? state.lateMs : undefined;
  }

  test('says when an alarm rings', async () => {
    const one = reminder(DUE);
    const { id } = await jobs.somebody('ann', [one]);
    expect(await lateness(one.id, id)).toBeGreaterThanOrEqual(0);
  });

  test('decides about an alarm that rings too early, which waits for the rest of the time', async () => {
    await jobs.pause();
    const one = reminder(DUE);
    const { id } = await jobs.somebody('ann', [one]);
    await jobs.loseQueues();
    await jobs.queues.add('telegram', [
      alarmJob({ person: id, revision: one.revision, early: false }, 'normal'),
    ]);
    await jobs.resume();
    expect(await lateness(one.id, id)).toBeGreaterThanOrEqual(0);
  });
});
