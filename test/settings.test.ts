import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { notesOf, SETTING_NAMES, type SettingName } from '#app/environment.ts';
import { parseSettings, SettingsError } from '#app/settings.ts';

const KEY = randomBytes(32).toString('base64');
const OLD_KEY = randomBytes(32).toString('base64');
type Env = Readonly<Record<string, string>>;

/** The lines of the refusal. */
function refusal(env: Env): readonly string[] {
  try {
    parseSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) return error.message.split('\n');
    throw error;
  }
  throw new Error(`not refused: ${JSON.stringify(env)}`);
}

describe('without any setting', () => {
  test('the playground runs on this machine, with a Redis and a key of its own', () => {
    expect(parseSettings({})).toEqual({
      discord: null,
      telegram: null,
      redisUrl: null,
      secret: null,
      oldSecrets: [],
      dataDir: resolve('data'),
      http: { host: '127.0.0.1', port: 8787 },
      playground: true,
      role: 'all',
      logLevel: 'info',
      warnings: [],
    });
  });

  test('an empty or blank value counts as unset, and foreign names do not matter', () => {
    const blank = Object.fromEntries(SETTING_NAMES.map((name, index) => [name, index % 2 ? '' : ' \t']));
    expect(parseSettings({ ...blank, PATH: '/bin', HOME: '/root', HTTP_PROXY: 'x' })).toEqual(
      parseSettings({}),
    );
  });
});

test('every setting arrives where it is used, without the space around it', () => {
  const settings = parseSettings({
    DISCORD_TOKEN: ' abc.DEF-1_2 ',
    DISCORD_API_URL: 'http://127.0.0.1:4001/api/v10/',
    TELEGRAM_TOKEN: '12:ab-C_d',
    TELEGRAM_API_URL: 'https://bots.example.org/telegram',
    TELEGRAM_WEBHOOK_URL: 'https://rematch.example.org/hook',
    TELEGRAM_WEBHOOK_SECRET: 's'.repeat(16),
    REDIS_URL: 'rediss://:pass@redis.example.org:6380/2',
    REMATCH_SECRET: KEY,
    REMATCH_OLD_SECRETS: `${OLD_KEY} , ${KEY},`,
    DATA_DIR: '/var/lib/rematch',
    HTTP_HOST: '0.0.0.0',
    HTTP_PORT: '0',
    PLAYGROUND: 'off',
    ROLE: 'worker',
    LOG_LEVEL: 'silent',
  });
  expect(settings).toEqual({
    discord: { token: 'abc.DEF-1_2', apiUrl: 'http://127.0.0.1:4001/api' },
    telegram: {
      token: '12:ab-C_d',
      apiUrl: 'https://bots.example.org/telegram/',
      webhook: { url: 'https://rematch.example.org/hook', secret: 's'.repeat(16) },
    },
    redisUrl: 'rediss://:pass@redis.example.org:6380/2',
    secret: KEY,
    oldSecrets: [OLD_KEY, KEY],
    dataDir: '/var/lib/rematch',
    http: { host: '0.0.0.0', port: 0 },
    playground: false,
    role: 'worker',
    logLevel: 'silent',
    warnings: [],
  });
});

test('a token turns the playground off unless it is asked for', () => {
  const token = { TELEGRAM_TOKEN: '1:a' };
  expect(parseSettings(token).playground).toBe(false);
  expect(parseSettings({ ...token, PLAYGROUND: 'on' }).playground).toBe(true);
});

describe('one wrong setting stops the start', () => {
  const WRONG: Readonly<Record<SettingName, readonly string[]>> = {
    DISCORD_TOKEN: ['Bot abc', '"abc"', 'a/b', 'a\u0000b'],
    DISCORD_API_URL: ['discord.com/api', 'ftp://discord.com', 'http://', '/api'],
    TELEGRAM_TOKEN: ['bot 1:a', "'1:a'", '1:a/../getMe', '1:a?x'],
    TELEGRAM_API_URL: ['api.telegram.org', 'unix:///socket'],
    TELEGRAM_WEBHOOK_URL: ['http://rematch.example.org', 'rematch.example.org', 'wss://rematch.example.org'],
    TELEGRAM_WEBHOOK_SECRET: ['short', 'with space in its middle', 'x'.repeat(257), 'ümlaut-ümlaut-ümlaut'],
    REDIS_URL: [
      'localhost:6379',
      'http://localhost',
      'redis://',
      'data/redis.sock',
      'redis://a,',
      'redis://a,b:6379',
    ],
    REMATCH_SECRET: [
      'no base64 at all!',
      randomBytes(31).toString('base64'),
      randomBytes(33).toString('base64'),
      randomBytes(32).toString('hex'),
    ],
    REMATCH_OLD_SECRETS: ['short', `${randomBytes(32).toString('base64')},short`],
    DATA_DIR: [],
    HTTP_HOST: ['http://localhost', 'a b', 'localhost/x'],
    HTTP_PORT: ['-1', '65536', '99999', '80.5', '0x50', 'http', '1e3'],
    PLAYGROUND: ['yes', 'true', '1', 'ON'],
    ROLE: ['bots', 'both', 'ALL'],
    LOG_LEVEL: ['loud', 'INFO', '30'],
  };
  const cases = SETTING_NAMES.flatMap((name) => WRONG[name].map((value) => ({ name, value })));

  test.each(cases)('$name=$value', ({ name, value }) => {
    const lines = refusal({ [name]: value });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${name} must be .+\\. Example: ${name}=.+$`));
  });

  test('all at once give one line each, and no line gives a value away', () => {
    const env = Object.fromEntries(
      SETTING_NAMES.flatMap((name) => (WRONG[name].length > 0 ? [[name, `!s3cret ${name.length}!`]] : [])),
    );
    const lines = refusal(env);
    expect(lines.map((line) => line.split(' ')[0])).toEqual(Object.keys(env));
    expect(lines.join()).not.toContain('s3cret');
  });
});

describe('settings that are wrong together', () => {
  const worker = { ROLE: 'worker', TELEGRAM_TOKEN: '1:a', REDIS_URL: 'redis://h', REMATCH_SECRET: KEY };
  const { REDIS_URL: _redis, ...withoutRedis } = worker;
  const { REMATCH_SECRET: _secret, ...withoutSecret } = worker;

  test.each<[SettingName, Env]>([
    ['TELEGRAM_WEBHOOK_SECRET', { TELEGRAM_TOKEN: '1:a', TELEGRAM_WEBHOOK_URL: 'https://a.example.org/' }],
    ['HTTP_HOST', { HTTP_HOST: '0.0.0.0' }],
    ['HTTP_HOST', { HTTP_HOST: '127.0.0.1.example.org' }],
    ['HTTP_HOST', { DISCORD_TOKEN: 'a', PLAYGROUND: 'on', HTTP_HOST: '192.168.0.2' }],
    ['PLAYGROUND', { ...worker, PLAYGROUND: 'on' }],
    ['DISCORD_TOKEN', { PLAYGROUND: 'off' }],
    ['REDIS_URL', withoutRedis],
    ['REMATCH_SECRET', withoutSecret],
  ])('%s is named for %o', (name, env) => {
    const lines = refusal(env);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${name} .*must be .+ Example: ${name}=`));
  });

  test('and their right neighbours pass', () => {
    expect(parseSettings(worker).role).toBe('worker');
    for (const host of ['localhost', '::1', '127.0.0.2']) {
      expect(parseSettings({ HTTP_HOST: host }).http.host).toBe(host);
    }
    const webhook = { TELEGRAM_WEBHOOK_URL: 'http://127.0.0.1:9/', TELEGRAM_WEBHOOK_SECRET: 'x'.repeat(256) };
    expect(parseSettings({ TELEGRAM_TOKEN: '1:a', ...webhook }).telegram?.webhook?.url).toBe(
      'http://127.0.0.1:9/',
    );
    expect(parseSettings({ REDIS_URL: '/run/redis.sock', REMATCH_SECRET: KEY }).redisUrl).toBe(
      '/run/redis.sock',
    );
  });
});

describe('warnings', () => {
  test.each([
    ['DISCORD_TOKN', 'DISCORD_TOKEN'],
    ['DISCORD_BOT_TOKEN', 'DISCORD_TOKEN'],
    ['TELEGRAM_SECRET', 'TELEGRAM_TOKEN'],
    ['telegram_token', 'TELEGRAM_TOKEN'],
    ['REDIS_URI', 'REDIS_URL'],
    ['ROLES', 'ROLE'],
    ['PLAYGROUD', 'PLAYGROUND'],
    ['LOGLEVEL', 'LOG_LEVEL'],
  ])('%s: did you mean %s?', (name, meant) => {
    expect(parseSettings({ [name]: 's3cret' }).warnings).toEqual([
      `${name} is not a setting. Did you mean ${meant}?`,
    ]);
  });

  test('a setting that does nothing is named', () => {
    expect(
      parseSettings({
        DISCORD_API_URL: 'http://127.0.0.1:1',
        TELEGRAM_WEBHOOK_SECRET: KEY.replace(/\W/g, '_'),
      }).warnings,
    ).toEqual([
      'DISCORD_API_URL has no effect while DISCORD_TOKEN is unset.',
      'TELEGRAM_WEBHOOK_SECRET has no effect while TELEGRAM_WEBHOOK_URL is unset.',
    ]);
  });

  test('a Redis of their own without a key of their own is worth a word', () => {
    expect(parseSettings({ REDIS_URL: 'redis://h' }).warnings.join()).toContain('REMATCH_SECRET is unset');
    expect(parseSettings({ REDIS_URL: 'redis://h', REMATCH_SECRET: KEY }).warnings).toEqual([]);
  });
});

test('every setting is documented, and the examples of those without a secret are right', () => {
  for (const name of SETTING_NAMES) {
    const { description, example, secret } = notesOf(name);
    expect(description).toMatch(/\.$/);
    const company = { TELEGRAM_TOKEN: '1:a', REDIS_URL: 'redis://h', REMATCH_SECRET: KEY };
    if (!secret && name !== 'TELEGRAM_WEBHOOK_URL') parseSettings({ ...company, [name]: example });
  }
});
