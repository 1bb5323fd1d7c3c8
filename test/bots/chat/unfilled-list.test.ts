import { fileURLToPath } from 'node:url';
import { toString as flatten } from 'mdast-util-to-string';
import type { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#app/ids.ts';
import { loadTexts } from '#app/texts.ts';
import { createChat } from '#bots/chat/dispatch.ts';
import type { Input } from '#bots/chat/invocation.ts';
import { loadCommands } from '#bots/registry.ts';
import { createSay } from '#core/text.ts';
import { createAgenda } from '#jobs/agenda.ts';
import { createMetrics } from '#jobs/metrics.ts';
import { openQueues, type Queues } from '#jobs/queues.ts';
import { createDue } from '#store/due.ts';
import { createKeyRing } from '#store/key-ring.ts';
import { createPeople } from '#store/people.ts';
import { connect } from '#store/redis.ts';
import { newKey } from '#store/seal.ts';
import { createSessions } from '#store/sessions.ts';
import { knowledge } from '../../core/assessment/people.ts';
import { eastern } from '../../core/gate/people.ts';
import { startTestRedis, type TestRedis } from '../../redis.ts';
import { watchedLog } from '../../watched-log.ts';

const log = watchedLog();
const LIST = '1234140C0 Mercy 2\n2345120P0 Lakeside 1\n3456300A1 North 4';
const texts = await loadTexts(fileURLToPath(new URL('../../../config/locales/en/', import.meta.url)));
const commands = await loadCommands();

let server: TestRedis;
let redis: ReturnType<typeof connect>;
let queues: Queues;
beforeAll(async () => {
  server = await startTestRedis();
  redis = connect({ path: server.path }, log);
  queues = openQueues(redis, ['discord'], log);
});
afterAll(async () => {
  await queues.close();
  redis.disconnect();
  await server.stop();
});

/** The chat of the whole product at one moment. */
function chatAt(now: Temporal.Instant) {
  const keys = createKeyRing([newKey()]);
  const due = createDue(redis);
  const epoch = () => now.epochMilliseconds;
  const agenda = createAgenda({ queues, due, now: epoch, log });
  const people = createPeople({ redis, keys, newId, beforeSave: agenda.beforeSave });
  const chat = createChat({
    commands,
    knowledge: () => knowledge,
    say: createSay('en', texts),
    people,
    sessions: createSessions({ redis, keys }),
    agenda,
    now: () => now,
    newId,
    metrics: createMetrics(),
    pictures: () => async () => [],
    prints: () => async () => [],
    log,
  });
  const say = async (input: Input): Promise<string> => {
    const { reply } = await chat.handle({ platform: 'discord', user: '1', address: null, input });
    return reply
      .map((part) => (part.kind === 'text' ? flatten({ type: 'root', children: [...part.body] }) : part.kind))
      .join('\n');
  };
  return { say, people };
}

const inputs: readonly Input[] = [
  { kind: 'text', text: LIST },
  { kind: 'command', name: 'soap', options: {}, rest: LIST },
  { kind: 'command', name: 'settings', options: { zone: LIST }, rest: '' },
  { kind: 'answer', token: 'session1.program', value: LIST },
];

test('what looks like the unfilled list is taken by no command, no form and no message in Match Week', async () => {
  const { say, people } = chatAt(eastern('16T12:00'));
  const before = await redis.keys('rematch:*');
  for (const input of inputs) expect(await say(input)).toMatch(/^I didn't take that, and kept none of it\./);
  expect(await people.find('discord', '1')).toBeNull();
  expect(await redis.keys('rematch:*')).toEqual(before);
});

test('in no form that is open either, and the question still stands', async () => {
  const { say, people } = chatAt(eastern('16T12:00'));
  await say({ kind: 'press', button: 'soapadd:target' });
  expect(await say({ kind: 'text', text: LIST })).toContain("I didn't take that");
  expect(await say({ kind: 'text', text: 'Family Medicine, St. Anna' })).not.toContain("I didn't take that");
  expect(JSON.stringify(await people.find('discord', '1'))).not.toContain('Mercy');
});

test('words that sound like danger are met first, whatever else they hold', async () => {
  const { say } = chatAt(eastern('16T12:00'));
  expect(await say({ kind: 'text', text: `I want to end it all\n${LIST}` })).toContain(
    'This matters more than any Match',
  );
});

test('at another time it is a text like any other', async () => {
  const { say } = chatAt(eastern('02T12:00'));
  expect(await say({ kind: 'text', text: LIST })).not.toContain("I didn't take that");
});
