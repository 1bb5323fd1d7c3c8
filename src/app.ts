import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Clock } from '#app/clock.ts';
import { createHttp, type State } from '#app/http.ts';
import type { Settings } from '#app/settings.ts';
import { loadTexts } from '#app/texts.ts';
import { wireChat } from '#app/wiring/chat.ts';
import { KNOWLEDGE, LOCALES, TEXTS } from '#app/wiring/config.ts';
import { type PlatformFront, wireFronts } from '#app/wiring/fronts.ts';
import type { House } from '#app/wiring/house.ts';
import { type KnowledgeFolders, openKnowledge } from '#app/wiring/knowledge.ts';
import type { Limits } from '#app/wiring/limits.ts';
import { openRecords, type Records } from '#app/wiring/records.ts';
import { findRedis, watchRedis } from '#app/wiring/redis.ts';
import { createStops, type Stops } from '#app/wiring/stops.ts';
import { startWorkers } from '#app/wiring/workers.ts';
import { loadCommands } from '#bots/registry.ts';
import { createSay } from '#core/text.ts';
import { createMetrics } from '#jobs/metrics.ts';
import type { Locks } from '#jobs/queues.ts';
import { openRates } from '#jobs/rates.ts';
import { connectForWorkers } from '#store/redis.ts';
import { inspectRedis } from '#store/redis-state.ts';

const FOLDERS: KnowledgeFolders = { knowledge: KNOWLEDGE, locales: LOCALES };

export interface AppOptions {
  readonly settings: Settings;
  /** The one clock of everything in the app. */
  readonly clock: Clock;
  readonly log: Logger;
  /** Where the knowledge lies. Left out: in `config/`. */
  readonly folders?: KnowledgeFolders;
  /** For tests that cannot wait as long as BullMQ does. */
  readonly locks?: Locks;
  /** For machines that talk faster than people do. */
  readonly limits?: Limits;
}

export interface App extends Pick<Records, 'people' | 'agenda'>, Pick<House, 'knowledge'> {
  /** Where health, metrics and the playground are served: `http://127.0.0.1:8787`. */
  readonly address: string;
  /** Resolves when every front can answer people, however long a platform takes; rejects when one never will. */
  readonly ready: Promise<void>;
  /**
   * Intake first, then workers, queues, connections, Redis; what is under way is finished. A part that fails to stop keeps
   * no other from stopping.
   * @throws {AggregateError} at the end, when a part failed to
   */
  stop(): Promise<void>;
}

/**
 * Wires the parts and starts what has a token.
 * @throws {Error} one of the named errors of the parts, with a sentence that says what to do
 */
export async function startApp(options: AppOptions): Promise<App> {
  const stops = createStops(options.log);
  try {
    return { ...(await start(options, stops)), stop: stops.run };
  } catch (error) {
    // Why it did not start is worth more than what then failed to stop, which the log tells.
    await stops.run().catch(() => undefined);
    throw error;
  }
}

async function start(
  { settings, clock, log, folders = FOLDERS, locks = {}, limits = {} }: AppOptions,
  stops: Stops,
): Promise<Omit<App, 'stop'>> {
  // Redis is another process, so it starts while this one reads.
  const [address, knowledge, texts, commands] = await Promise.all([
    findRedis(settings, log, stops),
    openKnowledge(folders, clock, log),
    loadTexts(TEXTS),
    loadCommands(),
  ]);
  const records = await openRecords(
    { address, masterKeys: settings, knowledge: () => knowledge.now(), clock, log },
    stops,
  );
  watchRedis(records.redis, log);
  const metrics = createMetrics();
  const rates = openRates(records.redis, log, limits.platforms);
  const say = createSay('en', texts);
  const house = { settings, clock, log, stops, knowledge, say, metrics, records, rates, limits };

  const fronts: PlatformFront[] = [];
  const http = createHttp({ check: () => health(records, fronts) }, metrics, settings.http);
  if (settings.role !== 'worker') {
    const chat = wireChat(house, commands);
    fronts.push(...(await wireFronts(house, chat, http)));
  }
  if (settings.role !== 'bot') {
    const connection = connectForWorkers(address, log);
    stops.add('redis of the workers', () => connection.disconnect());
    await startWorkers(house, { connection, own: fronts.flatMap(({ sender }) => sender ?? []), locks });
  }
  const { people, agenda } = records;
  return { ...(await open(http, fronts, settings, stops)), people, agenda, knowledge };
}

/** Lets people in. */
async function open(
  http: FastifyInstance,
  fronts: readonly PlatformFront[],
  settings: Settings,
  stops: Stops,
): Promise<Pick<App, 'address' | 'ready'>> {
  const address = await http.listen(settings.http);
  stops.add('http', () => http.close());
  for (const { name, front } of fronts) stops.add(`${name} front`, () => front.stop());
  const ready = Promise.all(fronts.map(({ front }) => front.start())).then(() => undefined);
  // Anyone who waits for it hears of a failure; nobody has to wait.
  ready.catch(() => undefined);
  return { address, ready };
}

async function health({ redis }: Records, fronts: readonly PlatformFront[]): Promise<State> {
  const { problems, warnings } = await inspectRedis(redis);
  const connected = fronts.map(({ name, front }) => [name, front.ready()]);
  return {
    parts: { redis: problems.length === 0, ...Object.fromEntries(connected) },
    notes: [...problems, ...warnings],
  };
}
