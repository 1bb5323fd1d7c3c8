import { type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from '#app/environment.ts';
import type { Settings } from '#app/settings.ts';

/** The same fault with the same words is written once in this time, with a count of the silent ones. */
const REPEATS_MS = 10_000;
const MOST_MESSAGE = 300;
const DEEPEST_CAUSE = 3;

/** What a log line says about an error: never its command, payload, address, or other properties. */
export interface Fault {
  readonly type: string;
  readonly message: string;
  readonly code?: string | number;
  /** Where it happened: the frames alone, since the first lines of a stack are the message. */
  readonly stack: string;
  readonly cause?: Fault;
}

export interface LogOptions {
  readonly level: LogLevel;
  /** What must never be written, such as tokens and passwords. */
  readonly secrets: readonly string[];
  /** Standard output when left out. */
  readonly to?: DestinationStream;
  /** Milliseconds of a clock that only moves on; for tests of what is repeated. */
  readonly now?: () => number;
}

/** The one way to make a log: errors are cut down to a `Fault`, secrets are struck out, repeats are counted. */
export function createLog({ level, secrets, to, now = () => performance.now() }: LogOptions): Logger {
  const isRepeat = countRepeats(now);
  return pino(
    {
      level,
      serializers: { err: (error: unknown) => faultOf(error, secrets) },
      hooks: {
        logMethod(args, method) {
          const [fields, message] = args as unknown[];
          const fault = errorIn(fields);
          const repeats = fault ? isRepeat(`${String(message)} ${fault.name} ${codeOf(fault)}`) : 0;
          if (repeats === null) return;
          if (repeats === 0) method.apply(this, args);
          else method.call(this, { ...Object(fields), repeats }, String(message));
        },
      },
    },
    to ?? pino.destination(1),
  );
}

/** The settings that no log may hold. */
export function secretsOf({ discord, telegram, secret, oldSecrets, redisUrl }: Settings): readonly string[] {
  const addresses = (redisUrl ?? '')
    .split(',')
    .flatMap((address) => (URL.canParse(address) ? [new URL(address)] : []));
  return [
    discord?.token,
    telegram?.token,
    telegram?.webhook?.secret,
    secret,
    ...oldSecrets,
    ...addresses.flatMap(({ password }) => [password, decodeURIComponent(password)]),
  ].filter((one): one is string => Boolean(one));
}

/** What may be said of anything that was thrown. */
export function faultOf(error: unknown, secrets: readonly string[], depth = 0): Fault {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' };
  const code = codeOf(error);
  const hasCause = error.cause !== undefined && depth < DEEPEST_CAUSE;
  return {
    type: error.name,
    message: messageOf(error, secrets),
    ...(code !== '' && { code }),
    stack: framesOf(error),
    ...(hasCause && { cause: faultOf(error.cause, secrets, depth + 1) }),
  };
}

function messageOf(error: Error, secrets: readonly string[]): string {
  // The parser quotes what it was given.
  if (error instanceof SyntaxError) return 'not what the parser expects';
  const struck = secrets.reduce(
    (text, secret) => text.replaceAll(secret, '[hidden]'),
    error.message.slice(0, 2000),
  );
  return struck
    .replace(/\bbot\d+:[\w-]+/g, 'bot[hidden]')
    .replace(/\b([a-z]+:\/\/)(?:[^\s/@]*@)?([^\s/?#'"]+)[^\s'"]*/gi, '$1$2/…')
    .replace(/\d{6,}/g, '[number]')
    .slice(0, MOST_MESSAGE);
}

function framesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
    .join('\n');
}

function codeOf(error: Error): string | number {
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' || typeof code === 'number' ? code : '';
}

function errorIn(fields: unknown): Error | null {
  if (typeof fields !== 'object' || fields === null) return null;
  const error: unknown = Reflect.get(fields, 'err');
  return error instanceof Error ? error : null;
}

/** For a fault: null when it was written moments ago, else how many were kept silent since then. */
function countRepeats(now: () => number): (fault: string) => number | null {
  const written = new Map<string, { at: number; silent: number }>();
  return (fault) => {
    const last = written.get(fault);
    if (last && now() - last.at < REPEATS_MS) {
      last.silent += 1;
      return null;
    }
    if (written.size >= 100) written.clear();
    written.set(fault, { at: now(), silent: 0 });
    return last?.silent ?? 0;
  };
}
