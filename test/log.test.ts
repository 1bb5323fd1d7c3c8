import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createLog, faultOf, secretsOf } from '#app/log.ts';
import { parseSettings } from '#app/settings.ts';
import { startTestRedis, type TestRedis } from './redis.ts';

const TOKEN = '123456789:AAE-token_of_a_bot';
let lines: string[] = [];
let ms = 0;
const write = (line: string): void => void lines.push(line);
const make = () => createLog({ level: 'trace', secrets: [TOKEN], to: { write }, now: () => ms });
const written = (): string => lines.join('');

let server: TestRedis;
beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(() => server.stop());
beforeEach(() => {
  lines = [];
  ms = 0;
});

describe('an error in the log', () => {
  test('of Redis holds no argument of its command', async () => {
    const redis = new Redis({ path: server.path });
    await redis.set('text', 'words of a person');
    const error = await redis.lpush('text', 'more words of a person').catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error)).toContain('more words');
    make().error({ err: error }, 'failed');
    expect(written()).toContain('WRONGTYPE');
    expect(written()).not.toContain('words of a person');
    redis.disconnect();
  });

  test('of a wrong password holds no password', async () => {
    const { path } = server;
    const redis = new Redis({ path });
    await redis.config('SET', 'requirepass', 'right-password');
    const other = new Redis({ path, password: 'wrong-password', retryStrategy: () => null });
    const error = await new Promise((resolve) => other.once('error', resolve));
    await redis.config('SET', 'requirepass', '');
    make().error({ err: error }, 'failed');
    expect(written()).toContain('WRONGPASS');
    expect(written()).not.toMatch(/(wrong|right)-password/);
    redis.disconnect();
    other.disconnect();
  });

  test('holds no token, whether it stands in an address, in the message or in a cause', () => {
    const cause = new TypeError(
      `request to https://api.telegram.org/bot${TOKEN}/sendMessage?text=sad failed`,
    );
    make().error({ err: new Error(`${TOKEN} was refused`, { cause }) }, 'failed');
    expect(written()).not.toContain(TOKEN);
    expect(written()).not.toContain('sad');
    expect(written()).toContain('https://api.telegram.org/…');
  });

  test('holds no id of a person, no text that a parser quotes, and none of what else hangs on it', () => {
    const parsing = (): unknown => JSON.parse('{"text": my sad words}');
    expect(parsing).toThrow('sad wor');
    const refused = z.object({ score: z.number() }).safeParse({ score: 'my sad words' }).error;
    const errors: unknown[] = [
      Object.assign(new Error('cannot send to 987654321012345678'), { payload: { text: 'my sad words' } }),
      refused,
    ];
    try {
      parsing();
    } catch (error) {
      errors.push(error);
    }
    for (const error of errors) make().error({ err: error }, 'failed');
    expect(lines).toHaveLength(3);
    expect(written()).not.toMatch(/sad wor|987654321012345678/);
  });

  test('says what went wrong and where', () => {
    const error = Object.assign(new RangeError('too many rounds'), { code: 'ERR_ROUNDS' });
    expect(faultOf(error, [])).toMatchObject({
      type: 'RangeError',
      message: 'too many rounds',
      code: 'ERR_ROUNDS',
    });
    expect(faultOf(error, []).stack).toMatch(/^at .*log\.test\.ts/);
    expect(faultOf('words of a person', [])).toEqual({ type: 'string', message: '', stack: '' });
  });
});

describe('a fault that comes again and again', () => {
  test('is written once in ten seconds, then with the count of what was left out', () => {
    const log = make();
    for (let index = 0; index < 200; index += 1) log.warn({ err: new Error('away') }, 'worker error');
    expect(lines).toHaveLength(1);
    ms = 10_000;
    log.warn({ err: new Error('away') }, 'worker error');
    expect(lines.map((line) => JSON.parse(line).repeats)).toEqual([undefined, 199]);
  });

  test('hides no other fault, and no line without an error', () => {
    const log = make();
    log.warn({ err: new Error('away') }, 'worker error');
    log.warn({ err: new TypeError('away') }, 'worker error');
    log.warn({ err: new Error('away') }, 'queue error');
    log.info('ready');
    log.info('ready');
    expect(lines).toHaveLength(5);
  });
});

test('every secret of the settings is known to the log', () => {
  const secret = Buffer.alloc(32, 7).toString('base64');
  const settings = parseSettings({
    DISCORD_TOKEN: 'discord.token',
    TELEGRAM_TOKEN: TOKEN,
    TELEGRAM_WEBHOOK_URL: 'https://example.org/hook',
    TELEGRAM_WEBHOOK_SECRET: 'webhook-secret-of-length',
    REDIS_URL: 'redis://:p%40ss-word@127.0.0.1:6379',
    REMATCH_SECRET: secret,
  });
  const known = secretsOf(settings);
  for (const one of ['discord.token', TOKEN, 'webhook-secret-of-length', secret, 'p%40ss-word', 'p@ss-word'])
    expect(known).toContain(one);
});
