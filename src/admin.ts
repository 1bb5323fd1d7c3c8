import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { Temporal } from 'temporal-polyfill';
import { newId } from '#app/ids.ts';
import { loadKnowledge } from '#app/knowledge.ts';
import { parseSettings } from '#app/settings.ts';
import { inStep } from '#core/gate/reminders.ts';
import { platformSchema } from '#core/platform.ts';
import { createAgenda } from '#jobs/agenda.ts';
import { openQueues } from '#jobs/queues.ts';
import { type Rearmed, rearm } from '#jobs/rearm.ts';
import { createDue } from '#store/due.ts';
import { visitEmbeddedRedis } from '#store/embedded.ts';
import { checkMasterKey, loadMasterKey } from '#store/keys.ts';
import { createPeople } from '#store/people.ts';
import { connect, locate } from '#store/redis.ts';

/** What an operator may ask for, by the word after `npm run admin --`. Each returns the exit code. */
const ERRANDS: Readonly<Record<string, () => Promise<number>>> = { rearm: rearmAll };
const KNOWLEDGE = fileURLToPath(new URL('../config/knowledge/', import.meta.url));

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
  const { redisUrl, dataDir, secret, logLevel } = parseSettings(process.env);
  const log = pino({ level: logLevel }, pino.destination(2));
  const [knowledge, masterKey] = await Promise.all([
    loadKnowledge(KNOWLEDGE),
    loadMasterKey(secret, dataDir),
  ]);
  const visited = redisUrl === null ? await visitEmbeddedRedis(dataDir, log) : null;
  const redis = connect(redisUrl ? await locate(redisUrl, log) : { path: visited?.path ?? '' }, log);
  const queues = openQueues(redis, platformSchema.options, log);
  try {
    await checkMasterKey(redis, masterKey);
    const due = createDue(redis);
    const agenda = createAgenda({ queues, due, now: () => Date.now(), log });
    const people = createPeople({
      redis,
      masterKey,
      newId,
      beforeSave: agenda.beforeSave,
      keep: (person) => inStep(person, knowledge, Temporal.Now.instant(), newId),
    });
    const { unreadable } = await rearm({ people, agenda, due, onProgress: (soFar) => say(progress(soFar)) });
    say(unreadable === 0 ? 'Done: every alarm is set.' : 'Done, but for the records that could not be read.');
    return unreadable === 0 ? 0 : 1;
  } finally {
    await queues.close();
    redis.disconnect();
    await visited?.stop();
  }
}

function progress({ people, unreadable }: Rearmed): string {
  return `People looked at: ${people}${unreadable === 0 ? '' : `, of whom unreadable: ${unreadable}`}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
