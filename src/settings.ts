import { isIPv4 } from 'node:net';
import { resolve } from 'node:path';
import { closestMatch } from 'leven';
import { z } from 'zod';

export const ROLES = ['all', 'bot', 'worker'] as const;
export type Role = (typeof ROLES)[number];

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Everything that can be set from outside, checked and grouped by the room that uses it. */
export interface Settings {
  /** `apiUrl` has no version and no slash at its end, as discord.js wants it. */
  readonly discord: { readonly token: string; readonly apiUrl: string } | null;
  /** `apiUrl` ends in a slash, as telegraf resolves paths against it. `webhook: null` means polling. */
  readonly telegram: {
    readonly token: string;
    readonly apiUrl: string;
    readonly webhook: { readonly url: string; readonly secret: string } | null;
  } | null;
  /** `redis://` or `rediss://` addresses with commas, or the absolute path of a unix socket; null: our own server. */
  readonly redisUrl: string | null;
  /** Master key, 32 bytes in base64; null: the key file under `dataDir`. */
  readonly secret: string | null;
  /** Earlier master keys, which still open, in the same form. */
  readonly oldSecrets: readonly string[];
  /** Absolute path. */
  readonly dataDir: string;
  /** Port 0 means any free one. */
  readonly http: { readonly host: string; readonly port: number };
  readonly playground: boolean;
  readonly role: Role;
  readonly logLevel: LogLevel;
  /** What is probably a mistake but does not stop the start: one sentence each, without any value. */
  readonly warnings: readonly string[];
}

/** One or more settings are wrong; the message has one line for each and never holds a value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** What the docs say about one setting. `fallback` stands in where the default is not a plain value. */
export interface SettingNotes {
  readonly description: string;
  readonly example: string;
  readonly fallback?: string;
  readonly secret?: true;
}

const token = (shape: RegExp) => z.string().regex(shape, 'must be the bare token, without quotes or spaces');

const webAddress = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });

/** The environment, one entry a setting: its check, its default and, as metadata, its `SettingNotes`. */
export const environment = z.object({
  DISCORD_TOKEN: token(/^[\w.-]+$/)
    .optional()
    .meta({
      description: "Token of the Discord bot, from the Bot page of Discord's developer portal.",
      fallback: 'unset, so no Discord',
      example: 'MTIzNDU2Nzg5MDEyMzQ1Njc4.Example.NotARealToken',
      secret: true,
    }),
  DISCORD_API_URL: webAddress.default('https://discord.com/api').meta({
    description: "Base address of Discord's REST API, without a version.",
    example: 'http://127.0.0.1:4001/api',
  }),
  TELEGRAM_TOKEN: token(/^[\w:-]+$/)
    .optional()
    .meta({
      description: 'Token of the Telegram bot, from @BotFather.',
      fallback: 'unset, so no Telegram',
      example: '123456789:Example-NotARealToken',
      secret: true,
    }),
  TELEGRAM_API_URL: webAddress.default('https://api.telegram.org').meta({
    description: "Root address of Telegram's Bot API, or of a Bot API server of your own.",
    example: 'http://127.0.0.1:8081',
  }),
  TELEGRAM_WEBHOOK_URL: webAddress
    .refine(isHttpsOrLoopback, 'must be an https address, since Telegram calls no other')
    .optional()
    .meta({
      description:
        'Public address at which Telegram shall call Rematch. The path is kept; a proxy hands it to HTTP_PORT.',
      fallback: 'unset, so Rematch polls',
      example: 'https://rematch.example.org/telegram',
    }),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{16,256}$/, 'must be 16 to 256 letters, digits, _ or -')
    .optional()
    .meta({
      description: 'Shared secret that proves a webhook call comes from Telegram. Needed with a webhook.',
      fallback: 'unset',
      example: '$(openssl rand -hex 32)',
      secret: true,
    }),
  REDIS_URL: z
    .string()
    .refine(
      isRedisAddress,
      'must be a redis:// or rediss:// address, several of one cluster with commas between them, or the full path of a unix socket',
    )
    .optional()
    .meta({
      description:
        'Redis 6.2 or later, or Valkey, one server or a cluster, with `appendonly yes` and `maxmemory-policy noeviction`. Of a cluster one node will do, or several with commas between them.',
      fallback: 'unset, so Rematch starts its own under DATA_DIR',
      example: 'redis://127.0.0.1:6379',
      secret: true,
    }),
  REMATCH_SECRET: z.string().refine(isKey, 'must be 32 bytes in base64').optional().meta({
    description:
      'Master key of all records: 32 bytes in base64, as `openssl rand -base64 32` prints them. Without it nobody can read them, you included: keep a copy in a safe place.',
    fallback: 'unset, so made once, in DATA_DIR/master.key',
    example: '$(openssl rand -base64 32)',
    secret: true,
  }),
  REMATCH_OLD_SECRETS: z
    .string()
    .refine(
      (text) => keysIn(text).every(isKey),
      'must be keys of 32 bytes in base64, with commas between them',
    )
    .optional()
    .meta({
      description:
        'Master keys from before, with commas between them: they still open, and nothing new is sealed by them. See "A new master key" below.',
      fallback: 'unset',
      example: '$(cat old.key)',
      secret: true,
    }),
  DATA_DIR: z.string().default('data').meta({
    description: "Folder of what must survive a restart: the key file and Rematch's own Redis.",
    example: '/var/lib/rematch',
  }),
  HTTP_HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be a host name or an IP address, without port')
    .default('127.0.0.1')
    .meta({
      description:
        'Address on which health, metrics, webhook and playground are served. On loopback `/health` and `/metrics` answer only to loopback names with this port; elsewhere to IP addresses, names without a dot (a container), `.local`, `.internal`, and this name.',
      example: '0.0.0.0',
    }),
  HTTP_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a port from 0 to 65535')
    .default(8787)
    .meta({ description: 'Port of the same; 0 takes any free one.', example: '8787' }),
  PLAYGROUND: z.enum(['on', 'off'], { error: 'must be on or off' }).optional().meta({
    description: 'Chat page on this machine, to try Rematch without any platform. Only on a loopback host.',
    fallback: '`on` when no token is set, else `off`',
    example: 'on',
  }),
  ROLE: z
    .enum(ROLES, { error: `must be one of ${ROLES.join(', ')}` })
    .default('all')
    .meta({
      description:
        '`bot` talks, `worker` sends what is due, `all` does both in one process. Two processes share REDIS_URL and REMATCH_SECRET.',
      example: 'worker',
    }),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` })
    .default('info')
    .meta({ description: `How much is logged: ${LOG_LEVELS.join(', ')}.`, example: 'debug' }),
});

export type SettingName = keyof typeof environment.shape;
export const SETTING_NAMES = Object.keys(environment.shape) as readonly SettingName[];

/** @returns what the docs say about a setting */
export function notesOf(name: SettingName): SettingNotes {
  return environment.shape[name].meta() as unknown as SettingNotes;
}

/**
 * Checks the environment. An empty or blank value counts as unset; space around a value is dropped.
 * @param env names and values as in `process.env`
 * @throws {SettingsError} one line per wrong setting: name, what is wrong, an example
 */
export function parseSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    throw wrong(parsed.error.issues.map((issue) => [issue.path[0] as SettingName, issue.message]));
  }
  const values = parsed.data;
  const hasToken = values.DISCORD_TOKEN !== undefined || values.TELEGRAM_TOKEN !== undefined;
  const playground = values.PLAYGROUND ? values.PLAYGROUND === 'on' : !hasToken && values.ROLE === 'all';

  const conflicts = conflictsIn(values, { hasToken, playground });
  if (conflicts.length > 0) throw wrong(conflicts);

  const { TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: secret } = values;
  return {
    discord: values.DISCORD_TOKEN
      ? { token: values.DISCORD_TOKEN, apiUrl: values.DISCORD_API_URL.replace(/(\/v\d+)?\/*$/, '') }
      : null,
    telegram: values.TELEGRAM_TOKEN
      ? {
          token: values.TELEGRAM_TOKEN,
          apiUrl: values.TELEGRAM_API_URL.replace(/\/*$/, '/'),
          webhook: url && secret ? { url, secret } : null,
        }
      : null,
    redisUrl: values.REDIS_URL ?? null,
    secret: values.REMATCH_SECRET ?? null,
    oldSecrets: keysIn(values.REMATCH_OLD_SECRETS ?? ''),
    dataDir: resolve(values.DATA_DIR),
    http: { host: values.HTTP_HOST, port: values.HTTP_PORT },
    playground,
    role: values.ROLE,
    logLevel: values.LOG_LEVEL,
    warnings: [...misspelled(Object.keys(given)), ...incomplete(given)],
  };
}

type Values = z.infer<typeof environment>;
type Wrong = readonly [name: SettingName, what: string];

/** Settings that are right one by one and wrong together. Why each is refused: docs/decisions. */
function conflictsIn(values: Values, now: { hasToken: boolean; playground: boolean }): readonly Wrong[] {
  const conflicts: Wrong[] = [];
  if (values.TELEGRAM_WEBHOOK_URL && !values.TELEGRAM_WEBHOOK_SECRET) {
    conflicts.push(['TELEGRAM_WEBHOOK_SECRET', 'must be set when TELEGRAM_WEBHOOK_URL is set']);
  }
  if (now.playground && !isLoopback(values.HTTP_HOST)) {
    conflicts.push([
      'HTTP_HOST',
      'must be a loopback address while the playground is on (set PLAYGROUND=off, or 127.0.0.1)',
    ]);
  }
  if (values.PLAYGROUND === 'on' && values.ROLE !== 'all') {
    conflicts.push(['PLAYGROUND', 'must be off unless ROLE is all']);
  }
  if (!now.hasToken && !now.playground) {
    conflicts.push(['DISCORD_TOKEN', 'or TELEGRAM_TOKEN must be set when the playground is off']);
  }
  if (values.ROLE !== 'all' && !values.REDIS_URL) {
    conflicts.push(['REDIS_URL', `must be set when ROLE is ${values.ROLE}`]);
  }
  if (values.ROLE !== 'all' && !values.REMATCH_SECRET) {
    conflicts.push(['REMATCH_SECRET', `must be set when ROLE is ${values.ROLE}`]);
  }
  return conflicts;
}

function wrong(all: readonly Wrong[]): SettingsError {
  const first = new Map<SettingName, string>();
  for (const [name, what] of all) if (!first.has(name)) first.set(name, what);
  const lines = [...first].map(
    ([name, what]) => `${name} ${what}. Example: ${name}=${notesOf(name).example}`,
  );
  return new SettingsError(lines.join('\n'));
}

/** Names that are none of ours but nearly so. */
function misspelled(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    if (SETTING_NAMES.some((known) => known === name)) return [];
    // A short name has many innocent neighbours (HOME and ROLE), so it gets less room.
    const near = closestMatch(name.toUpperCase(), SETTING_NAMES, { maxDistance: name.length < 8 ? 1 : 2 });
    const meant = near ?? (/^(DISCORD|TELEGRAM|REMATCH)_/i.test(name) && closestMatch(name, SETTING_NAMES));
    return meant ? [`${name} is not a setting. Did you mean ${meant}?`] : [];
  });
}

const NEEDS: readonly (readonly [SettingName, SettingName])[] = [
  ['DISCORD_API_URL', 'DISCORD_TOKEN'],
  ['TELEGRAM_API_URL', 'TELEGRAM_TOKEN'],
  ['TELEGRAM_WEBHOOK_URL', 'TELEGRAM_TOKEN'],
  ['TELEGRAM_WEBHOOK_SECRET', 'TELEGRAM_WEBHOOK_URL'],
];

/** Settings that do nothing, or leave something in danger, since another one is unset. */
function incomplete(given: Readonly<Record<string, string>>): readonly string[] {
  const idle = NEEDS.flatMap(([name, other]) =>
    name in given && !(other in given) ? [`${name} has no effect while ${other} is unset.`] : [],
  );
  if (!('REDIS_URL' in given) || 'REMATCH_SECRET' in given) return idle;
  return [...idle, 'REMATCH_SECRET is unset: the data in Redis is lost with the key file in DATA_DIR.'];
}

function keysIn(text: string): readonly string[] {
  return text.split(',').flatMap((key) => key.trim() || []);
}

function isKey(text: string): boolean {
  return z.base64().safeParse(text).success && Buffer.from(text, 'base64').length === 32;
}

/** Whether nothing but this machine reaches what listens on `host`, a name or an address without port. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

function isHttpsOrLoopback(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === 'https:' || (url !== null && isLoopback(url.hostname));
}

function isRedisAddress(text: string): boolean {
  if (text.startsWith('/')) return true;
  return text.split(',').every((address) => {
    const url = URL.parse(address.trim());
    return url !== null && /^rediss?:$/.test(url.protocol) && url.hostname !== '';
  });
}
