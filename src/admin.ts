import { type Logger, pino } from 'pino';
import { systemClock } from '#app/clock.ts';
import { loadKnowledge } from '#app/knowledge.ts';
import { createLog, secretsOf } from '#app/log.ts';
import { parseSettings } from '#app/settings.ts';
import { KNOWLEDGE } from '#app/wiring/config.ts';
import { openRecords } from '#app/wiring/records.ts';
import { createStops, type Stops } from '#app/wiring/stops.ts';
import { type Rearmed, rearm } from '#jobs/rearm.ts';
import { visitEmbeddedRedis } from '#store/embedded.ts';
import { loadMasterKey } from '#store/keys.ts';
import { locate, type RedisAddress } from '#store/redis.ts';

/** What an operator may ask for, by the word after `npm run admin --`. Each returns the exit code. */
const ERRANDS: Readonly<Record<string, () => Promise<number>>> = { rearm: rearmAll };

try {
  const errand = ERRANDS[process.argv[2] ?? ''];
  if (errand) process.exitCode = await errand();
  else {
    say(`Say what to do: npm run admin -- ${Object.keys(ERRANDS).join(' | ')}`);
    process.exitCode = 2;
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'unknown error'}\n`);
  process.exitCode = 1;
}

/** Works with the settings of the bot, whether it is running or not. */
async function rearmAll(): Promise<number> {
  const settings = parseSettings(process.env);
  const { redisUrl, dataDir, secret, logLevel } = settings;
  const log = createLog({ level: logLevel, secrets: secretsOf(settings), to: pino.destination(2) });
  const stops = createStops(log);
  try {
    const [knowledge, masterKey] = await Promise.all([
      loadKnowledge(KNOWLEDGE),
      loadMasterKey(secret, dataDir),
    ]);
    const address = redisUrl ? await locate(redisUrl, log) : await visitRedis(dataDir, log, stops);
    const records = await openRecords({ address, masterKey, knowledge, clock: systemClock, log }, stops);
    const { unreadable } = await rearm({ ...records, onProgress: (soFar) => say(progress(soFar)) });
    say(unreadable === 0 ? 'Done: every alarm is set.' : 'Done, but for the records that could not be read.');
    return unreadable === 0 ? 0 : 1;
  } finally {
    await stops.run();
  }
}

async function visitRedis(dataDir: string, log: Logger, stops: Stops): Promise<RedisAddress> {
  const visited = await visitEmbeddedRedis(dataDir, log);
  stops.add('embedded redis', () => visited.stop());
  return visited;
}

function progress({ people, unreadable }: Rearmed): string {
  return `People looked at: ${people}${unreadable === 0 ? '' : `, of whom unreadable: ${unreadable}`}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
