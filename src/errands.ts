import type { Logger } from 'pino';
import { systemClock } from '#app/clock.ts';
import { loadKnowledgeFor } from '#app/load-knowledge.ts';
import { createLog, secretsOf } from '#app/log.ts';
import { parseSettings } from '#app/settings.ts';
import { KNOWLEDGE } from '#app/wiring/config.ts';
import { openRecords, type Records } from '#app/wiring/records.ts';
import { createStops, type Stops } from '#app/wiring/stops.ts';
import { type Rearmed, rearm } from '#jobs/rearm.ts';
import { visitEmbeddedRedis } from '#store/embedded.ts';
import { locate } from '#store/locate.ts';
import type { RedisAddress } from '#store/redis.ts';
import { type Rewrapped, rewrap } from '#store/rewrap.ts';

/** Where an errand finds its settings, and what it writes to. */
export interface Desk {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

type Say = (line: string) => void;

/** What an operator may ask for, by the word after `npm run admin --`. Each returns the exit code. */
const ERRANDS: Readonly<Record<string, (records: Records, say: Say) => Promise<number>>> = {
  rearm: rearmAll,
  rewrap: rewrapAll,
};

/**
 * What `npm run admin -- …args` does.
 * @returns the exit code: 0, 1 if it failed or left something undone, 2 if nothing of that name is known
 */
export async function runErrand([name = '']: readonly string[], desk: Desk): Promise<number> {
  const say: Say = (line) => void desk.stdout.write(`${line}\n`);
  const errand = ERRANDS[name];
  if (!errand) {
    say(`Say what to do: npm run admin -- ${Object.keys(ERRANDS).join(' | ')}`);
    return 2;
  }
  try {
    return await withRecords(desk, (records) => errand(records, say));
  } catch (error) {
    desk.stderr.write(`${error instanceof Error ? error.message : 'unknown error'}\n`);
    return 1;
  }
}

/** Works with the settings of the bot, whether it is running or not. */
async function withRecords(
  { env, stderr }: Desk,
  work: (records: Records) => Promise<number>,
): Promise<number> {
  const settings = parseSettings(env);
  const { redisUrl, dataDir, logLevel } = settings;
  const log = createLog({ level: logLevel, secrets: secretsOf(settings), to: stderr });
  const stops = createStops(log);
  try {
    const knowledge = await loadKnowledgeFor(systemClock(), KNOWLEDGE, log);
    const address = redisUrl ? await locate(redisUrl) : await visitRedis(dataDir, log, stops);
    const options = { address, masterKeys: settings, knowledge: () => knowledge, clock: systemClock, log };
    return await work(await openRecords(options, stops));
  } finally {
    await stops.run();
  }
}

async function rearmAll(records: Records, say: Say): Promise<number> {
  const { unreadable } = await rearm({ ...records, onProgress: (soFar) => say(progress(soFar)) });
  say(unreadable === 0 ? 'Done: every alarm is set.' : 'Done, but for the records that could not be read.');
  return unreadable === 0 ? 0 : 1;
}

async function rewrapAll(records: Records, say: Say): Promise<number> {
  const onProgress = ({ wrapped }: Rewrapped): void => say(`Keys wrapped anew: ${wrapped}`);
  const { failed } = await rewrap({ ...records, onProgress });
  say(
    failed === 0
      ? 'Done: the newest master key opens everything. REMATCH_OLD_SECRETS can go.'
      : `Done, but for ${failed} that no master key opens. Keep REMATCH_OLD_SECRETS.`,
  );
  return failed === 0 ? 0 : 1;
}

async function visitRedis(dataDir: string, log: Logger, stops: Stops): Promise<RedisAddress> {
  const visited = await visitEmbeddedRedis(dataDir, log);
  stops.add('embedded redis', () => visited.stop());
  return visited;
}

function progress({ people, unreadable }: Rearmed): string {
  return `People looked at: ${people}${unreadable === 0 ? '' : `, of whom unreadable: ${unreadable}`}`;
}
