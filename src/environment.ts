import { z } from 'zod';
import { isLoopback } from '#app/loopback.ts';

export const ROLES = ['all', 'bot', 'worker'] as const;
export type Role = (typeof ROLES)[number];

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

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

/** The environment after its check, with its defaults. */
export type Environment = z.infer<typeof environment>;
export type SettingName = keyof typeof environment.shape;
export const SETTING_NAMES = Object.keys(environment.shape) as readonly SettingName[];

/** @returns what the docs say about a setting */
export function notesOf(name: SettingName): SettingNotes {
  return environment.shape[name].meta() as unknown as SettingNotes;
}

/** The keys of a list with commas between them. */
export function keysIn(text: string): readonly string[] {
  return text.split(',').flatMap((key) => key.trim() || []);
}

function isKey(text: string): boolean {
  return z.base64().safeParse(text).success && Buffer.from(text, 'base64').length === 32;
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
