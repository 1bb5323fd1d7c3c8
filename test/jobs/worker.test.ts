import { afterEach, describe, expect, test } from 'vitest';
import { newId } from '#app/ids.ts';
import { createTelegramSender } from '#bots/telegram/sender.ts';
import type { Sender } from '#core/platform.ts';
import { createMetrics } from '#jobs/metrics.ts';
import { alarmJob, alarmSchema } from '#jobs/payloads.ts';
import { openJobs, reminder, silent } from './house.ts';

const PAST = '2026-01-01T09:00';
const FUTURE = '2099-01-01T09:00';

let jobs: Awaited<ReturnType<typeof openJobs>>;
afterEach(() => jobs.stop());

describe('a worker', () => {
  test('counts how late a reminder was once, though the record had to be changed twice', async () => {
    jobs = await openJobs(null);
    await jobs.pause();
    const due = reminder(PAST);
    const person = await jobs.somebody('ann', [due]);
    const telegram = createTelegramSender({
      token: jobs.telegram.token,
      apiUrl: jobs.telegram.url,
      log: silent,
    });
    const metrics = createMetrics();
    // Somebody is faster: the record changes while the message is on its way.
    const overtaken: Sender = {
      platform: 'telegram',
      send: async (...message) => {
        const sent = await telegram.send(...message);
        await jobs.people.update(person.id, (old) => ({ ...old, createdAt: '2026-01-02T00:00:00Z' }));
        return sent;
      },
    };
    jobs.startWorker(overtaken, metrics);
    await jobs.resume();
    await jobs.settled(1, 10_000);
    const after = await jobs.people.load(person.id);
    expect(after?.reminders[0]?.state.kind).toBe('sent');
    expect(after?.createdAt).toBe('2026-01-02T00:00:00Z');
    expect(await metrics.registry.metrics()).toMatch(/rematch_lateness_seconds_count\{.*\} 1\n/);
  });

  test('leaves a job that a later version has added to a worker that knows it', async () => {
    jobs = await openJobs(null);
    const queue = jobs.queues.of('telegram');
    const later = { jobId: newId(), removeOnComplete: true, removeOnFail: true };
    await queue.addBulk([
      { name: 'of_a_later_version' as 'alarm', data: alarmOf('pnobody0001'), opts: later },
    ]);
    jobs.startWorkers();
    await expect.poll(() => queue.getDelayedCount()).toBe(1);
    const [waiting] = await queue.getDelayed();
    expect(waiting?.name).toBe('of_a_later_version');
    expect(waiting?.attemptsMade).toBe(0);
  });
});

describe('a queue', () => {
  test('takes the alarms of a record together, and none of them twice', async () => {
    jobs = await openJobs(null);
    const all = Array.from({ length: 200 }, () => reminder(FUTURE));
    const person = await jobs.somebody('ann', all);
    const queue = jobs.queues.of('telegram');
    expect(await queue.getDelayedCount()).toBe(200);
    await jobs.agenda.rearm(person);
    await jobs.queues.add(
      'telegram',
      all.map(({ revision }) => alarmJob({ person: person.id, revision, early: true }, 'normal')),
    );
    expect(await queue.getJobCountByTypes()).toBe(200);
    const waiting = await queue.getDelayed();
    expect(waiting.every(({ data }) => !alarmSchema.parse(data).early)).toBe(true);
  });
});

function alarmOf(person: string) {
  return { person, revision: newId(), early: false };
}
