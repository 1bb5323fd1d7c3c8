import type { Redis } from 'ioredis';
import { CHECK_KEY, PROBE_KEY } from '#store/layout.ts';
import { masters, type RedisClient } from '#store/redis.ts';

/** Why this Redis cannot be relied on, one sentence for each reason, without addresses. */
export interface RedisState {
  /** It cannot be used like this. */
  readonly problems: readonly string[];
  /** It works, but something may be lost. */
  readonly warnings: readonly string[];
}

/** Short, since someone is waiting for the answer of `/health`. */
const PATIENCE_MS = 1000;
const PROBE_SECONDS = 60;

const SILENT: RedisState = { problems: ['Redis does not answer.'], warnings: [] };

/** How the servers are set up: version, eviction, persistence. @throws what Redis throws */
export async function inspectServers(redis: RedisClient): Promise<RedisState> {
  const states = await Promise.all((await masters(redis)).map(inspectServer));
  return {
    problems: [...new Set(states.flatMap(({ problems }) => problems))],
    warnings: [...new Set(states.flatMap(({ warnings }) => warnings))],
  };
}

/** Whether records can be read and written now, and are the ones we started with. Never throws, and answers soon. */
export async function inspectRedis(redis: RedisClient): Promise<RedisState> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<RedisState>((resolve) => {
    // On a starved machine the answer may have arrived and not been read yet: it is read first.
    timer = setTimeout(() => setImmediate(resolve, SILENT), PATIENCE_MS);
  });
  const asked = Promise.all([inspectServers(redis), probe(redis)]).then(([servers, problems]) => ({
    problems: [...servers.problems, ...problems],
    warnings: servers.warnings,
  }));
  const state = await Promise.race([asked.catch(() => SILENT), late]);
  clearTimeout(timer);
  return state;
}

/** A dummy write, and the key check, which an empty Redis in place of ours does not have. */
async function probe(redis: RedisClient): Promise<readonly string[]> {
  const [refusal, check] = await Promise.all([
    redis.set(PROBE_KEY, '1', 'EX', PROBE_SECONDS).then(() => null, refusalOf),
    redis.exists(CHECK_KEY),
  ]);
  const problems = refusal ? [refusal] : [];
  if (check === 1) return problems;
  return [
    ...problems,
    `Redis has lost ${CHECK_KEY}: an empty one stands in place of ours. Bring the data back and restart Rematch.`,
  ];
}

function refusalOf(error: Error): string {
  const [, kind = 'ERR'] = /^([A-Z]+) /.exec(error.message) ?? [];
  switch (kind) {
    case 'OOM':
      return 'Redis accepts no writes: its memory is full. Raise maxmemory.';
    case 'READONLY':
      return 'Redis accepts no writes: it is a read-only replica.';
    case 'MISCONF':
      return 'Redis accepts no writes: it cannot save to its disk.';
    default:
      return `Redis takes no writes (${kind}).`;
  }
}

async function inspectServer(server: Redis): Promise<RedisState> {
  const [about, memory, persistence] = await Promise.all(
    (['server', 'memory', 'persistence'] as const).map((section) => server.info(section)),
  );
  const version = field(about, 'redis_version');
  const policy = field(memory, 'maxmemory_policy');
  const isLimited = field(memory, 'maxmemory') !== '0';
  const problems: string[] = [];
  const warnings: string[] = [];
  if (isOlder(version)) problems.push(`Redis ${version} is too old: Rematch needs 6.2 or later, or Valkey.`);
  if (policy !== 'noeviction' && isLimited && policy.startsWith('allkeys'))
    problems.push(
      `Redis would throw records away when it is full: maxmemory-policy is ${policy}. Set noeviction.`,
    );
  else if (policy !== 'noeviction' && policy !== '')
    warnings.push(`maxmemory-policy of Redis is ${policy}. Set noeviction, so that nothing is thrown away.`);
  if (field(persistence, 'aof_enabled') === '0')
    warnings.push('Redis writes no append-only file: a crash loses what was told last. Set appendonly yes.');
  return { problems, warnings };
}

function field(info: string | undefined, name: string): string {
  return new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info ?? '')?.[1] ?? '';
}

/** 6.2: `ZADD LT` and `SET` with all its options. A server that does not give its version passes. */
function isOlder(version: string): boolean {
  const [major = 99, minor = 0] = version.split('.').map(Number);
  return major < 6 || (major === 6 && minor < 2);
}
