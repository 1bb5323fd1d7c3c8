import type { Redis } from 'ioredis';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '#app/ids.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { logged } from '#core/people/log.ts';
import type { Sender } from '#core/platform.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { type Correspondent, correspondentSchema } from '#core/record/correspondent.ts';
import { planSchema } from '#core/record/plan.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { claim } from '#core/reminders/delivery.ts';
import { inStep } from '#core/reminders/in-step.ts';
import { words } from '#core/reply.ts';
import { withCorrections } from '#core/season/corrections.ts';
import { withMode } from '#core/soap/change.ts';
import { withEntry } from '#core/study/log.ts';
import { createAgenda } from '#jobs/agenda.ts';
import { createMetrics } from '#jobs/metrics.ts';
import { openQueues, type Queues } from '#jobs/queues.ts';
import { startReminderWorker } from '#jobs/reminder-worker.ts';
import { type Sweep, startSweep } from '#jobs/sweep.ts';
import { createDue } from '#store/due.ts';
import { createKeyRing } from '#store/key-ring.ts';
import { createPeople, type People } from '#store/people.ts';
import { connect, connectForWorkers } from '#store/redis.ts';
import { newKey } from '#store/seal.ts';
import { knowledge as found } from '../core/assessment/people.ts';
import { eastern } from '../core/gate/people.ts';
import { reminder, step } from '../core/reminders/person.ts';
import { startTestRedis, type TestRedis } from '../redis.ts';
import { watchedLog } from '../watched-log.ts';
import { rateOn } from './house.ts';

const log = watchedLog();
/** It is Tuesday noon of Match Week 2027, for everybody here. */
const NOW = eastern('16T12:00');
const CONTACTS = 'open_positions';
const OTHER = 'soap_offers';

let server: TestRedis;
let redis: Redis;
let workers: Redis;
let queues: Queues;
let people: People;
let sweep: Sweep;
let knowledge: Knowledge = found;
const sent: string[] = [];
let arrived: () => void = () => undefined;
const stops: (() => Promise<unknown>)[] = [];

const sender: Sender = {
  platform: 'discord',
  send: async (_, reply) => {
    sent.push(JSON.stringify(reply));
    arrived();
    return { address: 'here' };
  },
};

beforeAll(async () => {
  server = await startTestRedis();
  redis = connect({ path: server.path }, log);
  workers = connectForWorkers({ path: server.path }, log);
  const due = createDue(redis);
  queues = openQueues(redis, ['discord'], log);
  const now = () => NOW;
  const epoch = () => NOW.epochMilliseconds;
  const agenda = createAgenda({ queues, due, now: epoch, log });
  const keep = (person: Applicant) => inStep(person, knowledge, NOW, newId);
  people = createPeople({
    redis,
    keys: createKeyRing([newKey()]),
    newId,
    beforeSave: agenda.beforeSave,
    keep,
  });
  sweep = startSweep({ due, people, agenda, now: epoch, log });
  const reminders = startReminderWorker({
    connection: workers,
    queues,
    sender,
    rate: rateOn(redis, sender.platform),
    people,
    compose: (_, carried) =>
      carried.map(({ id }) => ({ kind: 'text', body: [{ type: 'paragraph', children: [...words(id)] }] })),
    newId,
    now,
    metrics: createMetrics(),
    log,
  });
  stops.push(
    () => sweep.stop(),
    () => reminders.close(),
    () => queues.close(),
  );
});
afterAll(async () => {
  for (const stop of stops) await stop();
  redis.disconnect();
  workers.disconnect();
  await server.stop();
});
beforeEach(() => {
  knowledge = found;
  sent.length = 0;
});

let count = 0;
async function somebody(change: (person: Applicant) => Applicant): Promise<Applicant> {
  count += 1;
  const made = await people.create(
    { platform: 'discord', user: `user${count}`, address: null },
    '2027-03-01T12:00:00Z',
  );
  const settings = { ...made.settings, zone: 'America/New_York', quiet: null };
  return people.update(made.id, (person) => change({ ...person, settings }));
}

/** Two steps that are due: one asks for a contact, the other does not. */
function withSteps(person: Applicant, at: string): Applicant {
  const steps = [CONTACTS, OTHER].map((key) => step({ id: newId(), key, on: at.slice(0, 10) }));
  const reminders = steps.map(({ id, key }) =>
    reminder({
      id: `${key.replace('_', '').slice(0, 8)}${count}x`,
      revision: newId(),
      about: { kind: 'step', step: id },
      at,
    }),
  );
  const plan = planSchema.parse({ madeAt: '2027-03-01T12:00:00Z', path: 'delay', steps });
  return { ...person, plan, reminders };
}

test('of two that are due in Match Week, only the one that asks for no contact is sent', async () => {
  const message = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const person = await somebody((one) => withSteps(one, '2027-03-16T11:00'));
  await message;
  await sweep.run();
  const after = await people.load(person.id);
  expect(sent.join()).toContain('soapoffe');
  expect(sent.join()).not.toContain('openposi');
  expect(after?.reminders.map(({ snoozedTo }) => snoozedTo)).toEqual(['2027-03-19T09:00', null]);
});

test('what was on its way when the quiet time began is taken back before it is sent', async () => {
  const message = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  // Another calendar stood when it was claimed: there the quiet time had not begun.
  const source = { from: 'nrmp_match_week' };
  knowledge = {
    ...found,
    seasons: withCorrections(found.seasons, [
      { kind: 'week', year: 2027, monday: '2027-03-22', status: 'confirmed', source },
    ]),
  };
  await queues.of('discord').pause();
  const { id, reminders } = await somebody((one) => withSteps(one, '2027-03-16T11:00'));
  const revision = reminders[0]?.revision ?? '';
  const person = await people.update(id, (due) => claim(due, { revision, now: NOW, early: false }));
  expect(person.reminders.map(({ state }) => state.kind)).toEqual(['claimed', 'claimed']);
  knowledge = found;
  await queues.of('discord').resume();
  await message;
  expect(sent.join()).not.toContain('openposi');
  const after = await people.load(person.id);
  expect(after?.reminders[0]).toMatchObject({ snoozedTo: '2027-03-19T09:00', state: { kind: 'waiting' } });
});

test('a corrected season file moves reminders of people who do nothing', async () => {
  const person = await somebody((one) => withMode(one, 2027));
  const roundOf = (one: Applicant | null) =>
    one?.reminders.find(({ about }) => about.kind === 'soap' && about.moment === 'round_1');
  const before = roundOf(person);
  expect(before?.at).toBe('2027-03-18T09:00');
  const source = { from: 'nrmp_match_week' };
  knowledge = {
    ...found,
    seasons: withCorrections(found.seasons, [
      {
        kind: 'event',
        year: 2027,
        event: 'round_1',
        when: '2027-03-17T15:00',
        until: '2027-03-17T17:00',
        status: 'confirmed',
        source,
      },
    ]),
  };
  await sweep.runAll();
  const after = roundOf(await people.load(person.id));
  expect(after?.at).toBe('2027-03-17T15:00');
  expect(after?.revision).not.toBe(before?.revision);
  const job = await queues.of('discord').getJob(after?.revision ?? '');
  expect(job?.delay).toBe(NOW.until(Temporal.Instant.from('2027-03-17T19:00:00Z')).total('milliseconds'));
});

/** A follow-up to somebody written to two weeks ago, due this morning. */
function withFollowUp(person: Applicant, told: Partial<Correspondent>): Applicant {
  const after = '2027-03-02T15:00:00Z';
  const contact = correspondentSchema.parse({
    id: newId(),
    kind: 'place',
    name: 'Linden Clinic',
    log: [{ at: after, from: 'me', kind: 'usce-inquiry' }],
    ...told,
  });
  const what = 'usce-inquiry';
  const about = { kind: 'followup', contact: contact.id, what, after, on: '2027-03-16' } as const;
  const due = reminder({ id: newId(), revision: newId(), about, at: '2027-03-16T09:00' });
  return { ...person, people: [...person.people, contact], reminders: [...person.reminders, due] };
}

test('of two follow-ups that are due in Match Week only the one to no program is sent, and once', async () => {
  const message = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const program: Partial<Correspondent> = { kind: 'program', known: ['applied'], name: 'Harbor FM' };
  const { id } = await somebody((one) => withFollowUp(withFollowUp(one, program), {}));
  await message;
  await sweep.run();
  await sweep.run();
  const after = await people.load(id);
  expect(after?.reminders.map(({ at, state }) => `${state.kind} ${at}`)).toEqual([
    'waiting 2027-03-19T09:00',
    'sent 2027-03-16T09:00',
  ]);
  expect(sent).toHaveLength(1);
  expect(sent.join()).toContain(after?.reminders[1]?.id);
  expect(sent.join()).not.toContain(after?.reminders[0]?.id);
});

test('a follow-up whose answer was logged while it was on its way is not sent', async () => {
  await queues.of('discord').pause();
  const other = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const { id, reminders } = await somebody((one) => withFollowUp(withSteps(one, '2027-03-16T09:00'), {}));
  const due = reminders.find(({ about }) => about.kind === 'followup');
  const claimed = await people.update(id, (one) =>
    claim(one, { revision: due?.revision ?? '', now: NOW, early: false }),
  );
  expect(claimed.reminders.find((one) => one.id === due?.id)?.state.kind).toBe('claimed');
  const [contact] = claimed.people;
  await people.update(id, (one) => logged(one, contact?.id ?? '', 'replied', NOW));
  await queues.of('discord').resume();
  await other;
  expect(sent.join()).not.toContain(due?.id);
  const after = await people.load(id);
  expect(after?.reminders.find((one) => one.id === due?.id)?.state.kind).toBe('skipped');
});

const CHECKED = '2027-03-16';
/** Somebody whose study day is today, with a check that was due an hour ago, and perhaps a look back. */
function studying(person: Applicant, isLookBack = false): Applicant {
  const routine = { exam: 'step2ck', days: [1, 2], time: '11:00', hours: 10, from: '2027-03-01' } as const;
  const agreed = withEntry(person, { kind: 'routine', routine: { ...routine, days: [1, 2] } }, NOW, newId);
  const check = { kind: 'check', on: CHECKED } as const;
  const week = { kind: 'studyweek', on: CHECKED } as const;
  const due = (about: Reminder['about'], at: string) =>
    reminder({ id: newId(), revision: newId(), about, at });
  return {
    ...agreed,
    reminders: [
      due(check, `${CHECKED}T11:00`),
      ...(isLookBack ? [due(week, `${CHECKED}T12:00`)] : []),
      ...agreed.reminders,
    ],
  };
}
const answered = (person: Applicant, answer: 'done' | 'excused'): Applicant =>
  withEntry(
    person,
    { kind: 'check', check: { on: CHECKED, answer, hours: null, blocks: null, percent: null } },
    NOW,
    newId,
  );

test('a check of study is sent once, whatever looks at it in between, and without a look back on nothing', async () => {
  const message = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const { id } = await somebody((one) => studying(one, true));
  await message;
  await sweep.run();
  await sweep.runAll();
  const after = await people.load(id);
  expect(after?.reminders.map(({ about, state }) => `${about.kind} ${state.kind}`)).toEqual([
    'check sent',
    'check waiting',
    'studyweek waiting',
  ]);
  expect(sent).toHaveLength(1);
  expect(sent.join()).toContain(after?.reminders[0]?.id);
});

test('a check whose day is let go while it is on its way is not sent', async () => {
  await queues.of('discord').pause();
  const other = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const { id, reminders } = await somebody((one) => studying(withSteps(one, '2027-03-16T09:00')));
  const due = reminders.find(({ about }) => about.kind === 'check' && about.on === CHECKED);
  const claimed = await people.update(id, (one) =>
    claim(one, { revision: due?.revision ?? '', now: NOW, early: false }),
  );
  expect(claimed.reminders.find((one) => one.id === due?.id)?.state.kind).toBe('claimed');
  await people.update(id, (one) => answered(one, 'excused'));
  await queues.of('discord').resume();
  await other;
  expect(sent.join()).not.toContain(due?.id);
});
