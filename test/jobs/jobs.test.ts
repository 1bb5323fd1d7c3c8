import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#app/ids.ts';
import { createTelegramSender } from '#bots/telegram/sender.ts';
import type { Sender } from '#core/platform.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { claim } from '#core/reminders/delivery.ts';
import { visited } from '#core/reminders/reach.ts';
import { move } from '#core/reminders/schedule.ts';
import { words } from '#core/reply.ts';
import { type Agenda, createAgenda } from '#jobs/agenda.ts';
import { createMetrics } from '#jobs/metrics.ts';
import { alarmJob } from '#jobs/payloads.ts';
import { openQueues, type Queues } from '#jobs/queues.ts';
import { startReminderWorker } from '#jobs/reminder-worker.ts';
import { type Sweep, startSweep } from '#jobs/sweep.ts';
import { createDue } from '#store/due.ts';
import { createKeyRing } from '#store/key-ring.ts';
import { budgetKey } from '#store/layout.ts';
import { createPeople, type People } from '#store/people.ts';
import { connect, connectForWorkers } from '#store/redis.ts';
import { newKey } from '#store/seal.ts';
import { startClock } from '../clock.ts';
import { createDiscordDriver } from '../contract/discord-driver.ts';
import type { Driver } from '../contract/driver.ts';
import { type FakeTelegram, startFakeTelegram } from '../fakes/telegram.ts';
import { startTestRedis, type TestRedis } from '../redis.ts';
import { watchedLog } from '../watched-log.ts';
import { rateOn } from './house.ts';

const log = watchedLog();
const PAST = '2026-01-01T09:00';
const FUTURE = '2099-01-01T09:00';
const clock = startClock();

let server: TestRedis;
let redis: Redis;
let workers: Redis;
let discord: Driver;
let telegram: FakeTelegram;
let queues: Queues;
let agenda: Agenda;
let people: People;
let sweep: Sweep;
const stops: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  server = await startTestRedis();
  redis = connect({ path: server.path }, log);
  workers = connectForWorkers({ path: server.path }, log);
  discord = await createDiscordDriver();
  telegram = await startFakeTelegram();
  const due = createDue(redis);
  queues = openQueues(redis, ['discord', 'telegram'], log);
  agenda = createAgenda({ queues, due, now: () => clock().epochMilliseconds, log });
  people = createPeople({ redis, keys: createKeyRing([newKey()]), newId, beforeSave: agenda.beforeSave });
  sweep = startSweep({ due, people, agenda, now: () => clock().epochMilliseconds, log });
  stops.push(
    () => sweep.stop(),
    ...[
      discord.createSender(log),
      createTelegramSender({ token: telegram.token, apiUrl: telegram.url, log }),
    ].map(deliver),
    () => queues.close(),
  );
});

function deliver(sender: Sender): () => Promise<void> {
  const worker = startReminderWorker({
    connection: workers,
    queues,
    sender,
    rate: rateOn(redis, sender.platform),
    people,
    compose: (_, reminders) =>
      reminders.map(({ id }) => ({ kind: 'text', body: [{ type: 'paragraph', children: [...words(id)] }] })),
    newId,
    now: clock,
    metrics: createMetrics(),
    log,
  });
  return () => worker.close();
}

afterAll(async () => {
  for (const stop of stops) await stop();
  redis.disconnect();
  workers.disconnect();
  await discord.stop();
  await telegram.stop();
  await server.stop();
});

let count = 0;

/** Somebody new whose private chat is open. */
async function somebody(): Promise<{ readonly name: string; readonly person: Applicant }> {
  // Ten strangers a minute: each test begins with all of them to itself.
  await redis.del(budgetKey('first-contacts'));
  count += 1;
  const name = `person${count}`;
  const user = discord.idOf(name);
  const person = await people.create({ platform: 'discord', user, address: null }, clock().toString());
  await people.update(person.id, (old) => ({
    ...old,
    settings: { ...old.settings, zone: 'UTC', quiet: null },
  }));
  return { name, person };
}

function reminder(at: string): Reminder {
  return {
    id: newId(),
    revision: newId(),
    about: { kind: 'step', step: newId() },
    at,
    snoozedTo: null,
    urgency: 'normal',
    state: { kind: 'waiting' },
  };
}

const withReminder = (one: Reminder) => (person: Applicant) => ({
  ...person,
  reminders: [...person.reminders, one],
});

async function stateOf(person: Applicant, one: Reminder): Promise<string | undefined> {
  return (await people.load(person.id))?.reminders.find(({ id }) => id === one.id)?.state.kind;
}

describe('a reminder', () => {
  test('that is due arrives by itself and is marked', async () => {
    const { name, person } = await somebody();
    const due = reminder(PAST);
    const arrival = discord.arrives(name);
    await people.update(person.id, withReminder(due));
    expect((await arrival).text).toBe(due.id);
    await expect.poll(() => stateOf(person, due)).toBe('sent');
  });

  test('that was said as elapsed time arrives at that instant, whatever the wall clock says', async () => {
    const { name, person } = await somebody();
    const instant = clock().add({ seconds: 2 }).round({ smallestUnit: 'second' });
    const elapsed = { ...reminder(FUTURE), instant: instant.toString() };
    const arrival = discord.arrives(name);
    await people.update(person.id, withReminder(elapsed));
    expect((await arrival).text).toBe(elapsed.id);
    await expect.poll(() => stateOf(person, elapsed)).toBe('sent');
    expect(clock().epochMilliseconds).toBeGreaterThanOrEqual(instant.epochMilliseconds);
  });

  test('several that are due at once arrive as one message', async () => {
    const { name, person } = await somebody();
    const [first, second] = [reminder(PAST), reminder(PAST)];
    const arrival = discord.arrives(name);
    await people.update(person.id, (old) => ({ ...old, reminders: [first, second] }));
    const { text } = await arrival;
    expect(text).toContain(first.id);
    expect(text).toContain(second.id);
  });

  test('that was moved does not ring at its old time', async () => {
    const { person } = await somebody();
    const due = reminder(FUTURE);
    await people.update(person.id, withReminder(due));
    await people.update(person.id, (old) => move(old, due.id, '2099-02-01T09:00', newId));
    await queues.add('discord', [
      alarmJob({ person: person.id, revision: due.revision, early: false }, 'normal'),
    ]);
    await expect.poll(() => queues.of('discord').getJob(due.revision)).toBeUndefined();
    expect(await stateOf(person, due)).toBe('waiting');
  });

  test('that was moved leaves no alarm of its old time behind', async () => {
    const { person } = await somebody();
    const due = reminder(FUTURE);
    await people.update(person.id, withReminder(due));
    expect(await queues.of('discord').getJob(due.revision)).toBeDefined();
    await people.update(person.id, (old) => move(old, due.id, '2099-02-01T09:00', newId));
    expect(await queues.of('discord').getJob(due.revision)).toBeUndefined();
  });

  test('whose person is gone ends without a trace', async () => {
    const { person } = await somebody();
    const revision = newId();
    await people.delete(person.id);
    await queues.add('discord', [alarmJob({ person: person.id, revision, early: false }, 'normal')]);
    await expect.poll(() => queues.of('discord').getJob(revision)).toBeUndefined();
  });
});

describe('the sweep', () => {
  test('sets an alarm again that the queue lost', async () => {
    const { name, person } = await somebody();
    const due = reminder(PAST);
    const stopped = await withoutAlarms(() => people.update(person.id, withReminder(due)));
    expect(stopped.reminders).toHaveLength(1);
    const arrival = discord.arrives(name);
    await sweep.run();
    expect((await arrival).text).toBe(due.id);
  });

  test('sets a delivery again that was claimed and lost', async () => {
    const { name, person } = await somebody();
    const due = reminder(PAST);
    const now = clock().subtract({ minutes: 5 });
    await withoutAlarms(async () => {
      await people.update(person.id, withReminder(due));
      await people.update(person.id, (old) => claim(old, { revision: due.revision, now, early: false }));
    });
    const arrival = discord.arrives(name);
    await sweep.run();
    expect((await arrival).text).toBe(due.id);
    await expect.poll(() => stateOf(person, due)).toBe('sent');
  });

  test('finds nothing to do when all is well', async () => {
    // Sets the alarms again that other tests have lost on purpose.
    await sweep.runAll();
    const { person } = await somebody();
    const due = reminder(FUTURE);
    await people.update(person.id, withReminder(due));
    const before = await people.load(person.id);
    const alarms = () => queues.of('discord').getDelayedCount();
    const set = await alarms();
    // The first looks at anyone that other tests left due. After that nobody is due, so nobody is looked at.
    await sweep.run();
    expect(await sweep.run()).toBe(0);
    // Looked at all the same, record and alarm stay as they are.
    expect(await sweep.runAll()).toBeGreaterThan(0);
    expect(await people.load(person.id)).toEqual(before);
    expect(await alarms()).toBe(set);
    expect(await queues.of('discord').getJob(due.revision)).toBeDefined();
  });
});

describe('a platform that refuses for good', () => {
  async function onBoth() {
    const { name, person } = await somebody();
    const writer = telegram.person(name);
    writer.room.door = 'open';
    const user = String(writer.id);
    await people.link(person.id, { platform: 'telegram', user, address: user }, '2026-01-01T00:00:00Z');
    return { name, person, writer };
  }

  test('hands over to the other one', async () => {
    const { name, person, writer } = await onBoth();
    discord.fail(name, 'closed');
    const due = reminder(PAST);
    const arrival = writer.arrives();
    await people.update(person.id, withReminder(due));
    expect((await arrival).text).toBe(due.id);
    await expect.poll(() => stateOf(person, due)).toBe('sent');
    const kept = await people.load(person.id);
    expect(kept?.identities.map(({ platform, refusal }) => [platform, refusal])).toEqual([
      ['discord', 'closed'],
      ['telegram', null],
    ]);
  });

  test('and is the chosen one: the other one takes over until a visit there', async () => {
    const { name, person, writer } = await onBoth();
    await people.update(person.id, (old) => ({ ...old, settings: { ...old.settings, writeTo: 'telegram' } }));
    const [chosen, other, again] = [reminder(PAST), reminder(PAST), reminder(PAST)];
    const first = writer.arrives();
    await people.update(person.id, withReminder(chosen));
    expect((await first).text).toBe(chosen.id);
    writer.room.door = 'blocked';
    const second = discord.arrives(name);
    await people.update(person.id, withReminder(other));
    expect((await second).text).toBe(other.id);
    writer.room.door = 'open';
    await people.update(person.id, (old) => visited(old, 'telegram', clock().toString(), null));
    const third = writer.arrives();
    await people.update(person.id, withReminder(again));
    expect((await third).text).toBe(again.id);
  });

  test('and the other one too: it is held for the next visit', async () => {
    const { name, person, writer } = await onBoth();
    discord.fail(name, 'closed');
    writer.room.door = 'blocked';
    const due = reminder(PAST);
    await people.update(person.id, withReminder(due));
    await expect.poll(() => stateOf(person, due)).toBe('held');
  });
});

/** Runs work while no queue takes a job, then forgets what was set: as after a crash of the queue. */
async function withoutAlarms<T>(work: () => Promise<T>): Promise<T> {
  await Promise.all(queues.all.map((queue) => queue.pause()));
  try {
    const result = await work();
    await Promise.all(queues.all.map((queue) => queue.drain(true)));
    return result;
  } finally {
    await Promise.all(queues.all.map((queue) => queue.resume()));
  }
}
