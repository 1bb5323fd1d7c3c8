import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { applicantSchema } from '#core/record/applicant.ts';
import { alarmSchema } from '#jobs/payloads.ts';
import { openQueues } from '#jobs/queues.ts';
import { openKeyRing } from '#store/key-ring.ts';
import { migrate, RECORD_MIGRATIONS } from '#store/migrations.ts';
import { createPeople, unchanged } from '#store/people.ts';
import { connect } from '#store/redis.ts';
import { createSessions, sessionSchema } from '#store/sessions.ts';
import { restoreRedis } from '../fixtures/dump.ts';
import { startTestRedis, type TestRedis } from '../redis.ts';
import { newId, silent } from './help.ts';

/** What earlier versions left in Redis, written by `test/fixtures/write.ts` of their time. */
const fixtureSchema = z.object({
  secret: z.base64(),
  record: z.looseObject({ id: z.string() }),
  session: z.looseObject({ id: z.string() }),
  redis: z.unknown(),
});
const FIXTURES = ['store-1'];

let server: TestRedis;
beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(() => server.stop());

test.each(FIXTURES)('the records, the form and the alarms of %s are read by this version', async (name) => {
  const file = new URL(`../fixtures/${name}.json`, import.meta.url);
  const fixture = fixtureSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const redis = connect({ path: server.path }, silent);
  await redis.flushall();
  await restoreRedis(redis, fixture.redis);
  const keys = await openKeyRing(redis, { secret: fixture.secret, oldSecrets: [], dataDir: '' });

  const people = createPeople({ redis, keys, newId });
  expect((await people.find('telegram', '42'))?.id).toBe(fixture.record.id);
  expect((await people.find('playground', 'ann'))?.id).toBe(fixture.record.id);
  expect((await people.find('discord', '43'))?.id).toBe('pfixture02');
  expect(await people.load(fixture.record.id)).toEqual(
    applicantSchema.parse(migrate(fixture.record, RECORD_MIGRATIONS)),
  );
  const sessions = createSessions({ redis, keys });
  expect(await sessions.load(fixture.record.id)).toEqual(sessionSchema.parse(fixture.session));

  const queues = openQueues(redis, ['telegram'], silent);
  const jobs = await queues.of('telegram').getDelayed();
  expect(jobs.map(({ data }) => alarmSchema.parse(data))).toEqual([
    { person: fixture.record.id, revision: 'vfixture00', early: false },
    { person: fixture.record.id, revision: 'vfixture01', early: false },
  ]);

  const paused = await people.update(fixture.record.id, (person) => ({
    ...person,
    settings: { ...person.settings, paused: false },
  }));
  expect(await people.update(fixture.record.id, unchanged)).toEqual(paused);
  await queues.close();
  redis.disconnect();
});
