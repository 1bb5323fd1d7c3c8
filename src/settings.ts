import { resolve } from 'node:path';
import {
  type Environment,
  environment,
  keysIn,
  type LogLevel,
  notesOf,
  type Role,
  type SettingName,
} from '#app/environment.ts';
import { isLoopback } from '#app/loopback.ts';
import { incomplete, misspelled } from '#app/setting-hints.ts';

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

type Wrong = readonly [name: SettingName, what: string];

/** Settings that are right one by one and wrong together. Why each is refused: docs/decisions. */
function conflictsIn(values: Environment, now: { hasToken: boolean; playground: boolean }): readonly Wrong[] {
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
