import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFlood } from '#bots/chat/flood.ts';
import type { Invocation } from '#bots/chat/invocation.ts';
import { openRates, type PlatformRate } from '#jobs/rates.ts';
import { connect, type RedisClient } from '#store/redis.ts';
import { knowledge } from '../../core/assessment/people.ts';
import { startTestRedis, type TestRedis } from '../../redis.ts';
import { watchedLog } from '../../watched-log.ts';
import { fresh, text } from './scripted-chat.ts';
import { useTelegram } from './talk.ts';

const talk = useTelegram(30);
const log = watchedLog();
const echo = ({ input }: Invocation) => fresh(text(input.kind === 'text' ? input.text : input.kind));

let server: TestRedis;
let redis: RedisClient;
let pace: PlatformRate['pace'];

beforeEach(async () => {
  server = await startTestRedis();
  redis = connect({ path: server.path }, log);
  const rate = openRates(redis, log).get('telegram');
  if (!rate) throw new Error('there is no rate for Telegram');
  pace = rate.pace;
});
afterEach(async () => {
  redis.disconnect();
  await server.stop();
});

const textsOf = (name: string) =>
  [...talk.fake.person(name).room.messages.values()].map(({ body }) => body.text);

describe('a chat that asks to wait', () => {
  test('waits alone, loses nothing and keeps its order', async () => {
    await talk.open(echo, { pace });
    const ann = talk.fake.person('ann');
    talk.fake.trouble({ how: 'busy', chat: ann.id, method: 'sendMessage', times: 1, retryAfter: 6 });
    const said = ['one', 'two', 'three'];
    const all = Promise.all(said.map((word) => ann.say(word)));
    await talk.fake.called('sendMessage');
    for (const name of ['bob', 'cat', 'dan']) {
      const person = talk.fake.person(name);
      for (const word of ['hello', '/support'])
        expect((await person.say(word)).text).toBe(word === 'hello' ? word : 'command');
    }
    expect(textsOf('ann')).toEqual([]);
    await all;
    expect(textsOf('ann')).toEqual(said);
  });
});

describe('a person who sends a hundred messages a second', () => {
  test('is told once and then passed over, while others are answered, and help comes to them first', async () => {
    const admit = createFlood(() => knowledge, { max: 4, seconds: 30 });
    await talk.open(echo, { pace, admit });
    const ann = talk.fake.person('ann');
    const flood = Promise.all(Array.from({ length: 40 }, (_, index) => ann.say(`${index}`)));
    expect((await talk.fake.person('bob').say('hello')).text).toBe('hello');
    await flood;
    expect((await ann.say('i want to die')).text).toBe('i want to die');
    expect(textsOf('ann')).toEqual(['0', '1', '2', '3', 'Slow down.', 'i want to die']);
  });
});

test('sixty people at thirty messages a second are all answered', async () => {
  await talk.open(echo, { pace });
  const people = Array.from({ length: 60 }, (_, index) => talk.fake.person(`p${index}`));
  const answers = await Promise.all(
    people.map(async (person, index) => {
      const first = await person.say(`${index}`);
      return [first, await person.say(`${index} again`)].map(({ text }) => text);
    }),
  );
  expect(answers).toEqual(people.map((_, index) => [`${index}`, `${index} again`]));
  expect(talk.fake.refused).toBe(0);
});

test('a chat is written to about once a second, with short bursts', async () => {
  await talk.open(echo, {
    pace,
    chatRate: { private: { burst: 2, everyMs: 500 }, group: { burst: 1, everyMs: 1 } },
  });
  const ann = talk.fake.person('ann');
  const began = performance.now();
  await Promise.all(Array.from({ length: 5 }, (_, index) => ann.say(`${index}`)));
  // Three of five had to wait; a timer may end a millisecond early.
  expect(performance.now() - began).toBeGreaterThan(3 * 500 - 20);
  expect(textsOf('ann')).toEqual(['0', '1', '2', '3', '4']);
});
