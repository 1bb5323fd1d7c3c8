import type { Logger } from 'pino';
import type { Clock } from '#app/clock.ts';
import { newId } from '#app/ids.ts';
import type { Stops } from '#app/wiring/stops.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { platformSchema } from '#core/platform.ts';
import { inStep } from '#core/reminders/in-step.ts';
import { type Agenda, createAgenda } from '#jobs/agenda.ts';
import { openQueues, type Queues } from '#jobs/queues.ts';
import { startCompaction } from '#store/compaction.ts';
import { createDue, type Due } from '#store/due.ts';
import { type KeyRing, type MasterKeySource, openKeyRing } from '#store/key-ring.ts';
import { createPeople, type People } from '#store/people.ts';
import { type ClusterAddress, connect, type RedisAddress, type RedisClient } from '#store/redis.ts';

/** The records and the alarms that follow them; both the app and the operator's commands use them. */
export interface Records {
  readonly redis: RedisClient;
  readonly keys: KeyRing;
  readonly due: Due;
  readonly queues: Queues;
  readonly agenda: Agenda;
  readonly people: People;
}

export interface RecordsOptions {
  readonly address: RedisAddress | ClusterAddress;
  readonly masterKeys: MasterKeySource;
  readonly knowledge: () => Knowledge;
  readonly clock: Clock;
  readonly log: Logger;
}

/** @throws what `openKeyRing` throws, such as when the records were made with another key */
export async function openRecords(options: RecordsOptions, stops: Stops): Promise<Records> {
  const { address, masterKeys, knowledge, clock, log } = options;
  const redis = connect(address, log);
  stops.add('redis', () => redis.disconnect());
  const keys = await openKeyRing(redis, masterKeys);
  const compaction = startCompaction(redis, log);
  stops.add('compaction', compaction.stop);
  const due = createDue(redis);
  const queues = openQueues(redis, platformSchema.options, log);
  stops.add('queues', () => queues.close());
  const agenda = createAgenda({ queues, due, now: () => clock().epochMilliseconds, log });
  const people = createPeople({
    redis,
    keys,
    newId,
    beforeSave: agenda.beforeSave,
    onDeleted: compaction.soon,
    keep: (person) => inStep(person, knowledge(), clock(), newId),
  });
  return { redis, keys, due, queues, agenda, people };
}
