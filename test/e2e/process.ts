import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { secret, watchOutput } from '../watched-log.ts';

const SECRETS = ['DISCORD_TOKEN', 'TELEGRAM_TOKEN', 'TELEGRAM_WEBHOOK_SECRET', 'REMATCH_SECRET'];
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** What `npm start` tells V8: a young generation that may grow holds a hundred megabytes more under traffic. */
const V8_FLAGS = readFileSync(`${ROOT}package.json`, 'utf8').match(/--max-semi-space-size=\d+/g) ?? [];

/** A real `src/main.ts` in a process of its own. */
export interface Running {
  readonly pid: number;
  /** Where health and playground are served. */
  readonly address: string;
  /** What it printed so far. */
  output(): string;
  /** What it printed on standard output so far. */
  stdout(): string;
  /** Ends it as an operator would; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

/** Starts Rematch and resolves when it says that it is ready. @throws {Error} with its output when it ends before */
export async function startRematch(env: Readonly<Record<string, string>>): Promise<Running> {
  const child = spawn(process.execPath, [...V8_FLAGS, 'src/main.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', HTTP_PORT: '0', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  watchOutput(child.stdout);
  watchOutput(child.stderr);
  secret(...SECRETS.map((name) => env[name] ?? ''), /:([^:@/]+)@/.exec(env.REDIS_URL ?? '')?.[1] ?? '');
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    collect(chunk);
  });
  child.stderr.on('data', collect);
  const address = await ready(child, () => output);
  return {
    pid: child.pid ?? 0,
    address,
    output: () => output,
    stdout: () => stdout,
    stop: async () => {
      child.kill('SIGTERM');
      return exited(child);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited(child);
    },
  };
}

async function ready(child: ChildProcess, output: () => string): Promise<string> {
  for (;;) {
    const [, address] = /(http:\/\/[\w.:[\]]+)\/(?:health)?\n/.exec(output()) ?? [];
    if (address) return address;
    const event = await Promise.race([
      once(child.stdout ?? child, 'data').then(() => 'data' as const),
      once(child, 'exit').then(() => 'exit' as const),
    ]);
    if (event === 'exit') throw new Error(`Rematch ended before it was ready:\n${output()}`);
  }
}

async function exited(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}
