import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#app/ids.ts';
import { loadTexts } from '#app/texts.ts';
import type { Chat } from '#bots/chat/chat.ts';
import { createChat } from '#bots/chat/dispatch.ts';
import type { Input } from '#bots/chat/invocation.ts';
import { loadCommands } from '#bots/registry.ts';
import { createSay } from '#core/text.ts';
import { createAgenda } from '#jobs/agenda.ts';
import { createMetrics } from '#jobs/metrics.ts';
import { openQueues, type Queues } from '#jobs/queues.ts';
import { createDue } from '#store/due.ts';
import { createKeyRing } from '#store/key-ring.ts';
import { createPeople, type People } from '#store/people.ts';
import { connect } from '#store/redis.ts';
import { newKey } from '#store/seal.ts';
import { createSessions } from '#store/sessions.ts';
import { startClock } from '../../clock.ts';
import { knowledge } from '../../core/assessment/people.ts';
import { reminder } from '../../core/reminders/person.ts';
import { startTestRedis, type TestRedis } from '../../redis.ts';
import { watchedLog } from '../../watched-log.ts';

const log = watchedLog();
const clock = startClock();

let server: TestRedis;
let redis: ReturnType<typeof connect>;
let queues: Queues;
let people: People;
/** The chats of two bots on one Redis: neither knows what the other is doing. */
let bots: readonly Chat[];

beforeAll(async () => {
  server = await startTestRedis();
  redis = connect({ path: server.path }, log);
  queues = openQueues(redis, ['discord'], log);
  const keys = createKeyRing([newKey()]);
  const agenda = createAgenda({ queues, due: createDue(redis), now: () => clock().epochMilliseconds, log });
  const shared = {
    commands: await loadCommands(),
    knowledge: () => knowledge,
    say: createSay(
      'en',
      await loadTexts(fileURLToPath(new URL('../../../config/locales/en/', import.meta.url))),
    ),
    agenda,
    sessions: createSessions({ redis, keys }),
    now: clock,
    newId,
    metrics: createMetrics(),
    pictures: () => async () => [],
    prints: () => async () => [],
    log,
  };
  const make = () => createPeople({ redis, keys, newId, beforeSave: agenda.beforeSave });
  people = make();
  bots = [people, make()].map((store) => createChat({ ...shared, people: store }));
});
afterAll(async () => {
  await queues.close();
  redis.disconnect();
  await server.stop();
});

/** Somebody does the same on both bots at one instant; what each answers, as text. */
async function atOnce(user: string, input: Input): Promise<readonly string[]> {
  const answers = bots.map((bot) => bot.handle({ platform: 'discord', user, address: null, input }));
  return (await Promise.all(answers)).map(({ reply }) => JSON.stringify(reply));
}

test('what was held back is told by one of two bots', async () => {
  const { id } = await people.create({ platform: 'discord', user: '1', address: null }, clock().toString());
  const at = clock().toString();
  const held = reminder({ about: { kind: 'own', text: 'Call Dr. Lee' }, state: { kind: 'held', at } });
  await people.update(id, (person) => ({ ...person, reminders: [held] }));
  const answers = await atOnce('1', { kind: 'command', name: 'help', options: {}, rest: '' });
  expect(answers.filter((answer) => answer.includes('Call Dr. Lee'))).toHaveLength(1);
});

test('a yes that is pressed twice is taken once', async () => {
  const command: Input = { kind: 'command', name: 'settings', options: { zone: 'UTC' }, rest: '' };
  const input: Input = { kind: 'command', name: 'remind', options: {}, rest: 'tomorrow at 9 to call' };
  await bots[0]?.handle({ platform: 'discord', user: '2', address: null, input: command });
  const asked = await bots[0]?.handle({ platform: 'discord', user: '2', address: null, input });
  const [part] = asked?.reply.filter(({ kind }) => kind === 'question') ?? [];
  if (part?.kind !== 'question') throw new Error('nothing was asked');
  await atOnce('2', { kind: 'press', button: `answer:${part.token}.yes` });
  expect((await people.find('discord', '2'))?.reminders).toHaveLength(1);
});
