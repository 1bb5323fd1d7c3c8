import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { Temporal } from 'temporal-polyfill';
import { createHttp } from '#app/http.ts';
import { newId } from '#app/ids.ts';
import { loadKnowledge } from '#app/knowledge.ts';
import { type Settings, SettingsError } from '#app/settings.ts';
import { loadTexts } from '#app/texts.ts';
import type { Front } from '#bots/chat/chat.ts';
import { createChat } from '#bots/chat/dispatch.ts';
import { createPicture } from '#bots/chat/picture.ts';
import { createDiscordFront } from '#bots/discord/front.ts';
import { createDiscordSender } from '#bots/discord/sender.ts';
import { createPainter } from '#bots/paint/painter.ts';
import { createPlaygroundFront } from '#bots/playground/front.ts';
import { loadCommands } from '#bots/registry.ts';
import { createTelegramFront } from '#bots/telegram/front.ts';
import { createTelegramSender } from '#bots/telegram/sender.ts';
import { mountWebhook } from '#bots/telegram/webhook.ts';
import { inStep } from '#core/gate/reminders.ts';
import { type Pace, type Platform, platformSchema, type Sender } from '#core/platform.ts';
import { reminderMessage } from '#core/reminders/message.ts';
import { createSay } from '#core/text.ts';
import { type Agenda, createAgenda } from '#jobs/agenda.ts';
import { createMetrics } from '#jobs/metrics.ts';
import { type Locks, openQueues } from '#jobs/queues.ts';
import { openRates } from '#jobs/rates.ts';
import { type ReminderWorkerOptions, startReminderWorker } from '#jobs/reminder-worker.ts';
import { startSweep } from '#jobs/sweep.ts';
import { createDue } from '#store/due.ts';
import { startEmbeddedRedis } from '#store/embedded.ts';
import { checkMasterKey, loadMasterKey } from '#store/keys.ts';
import { DUE_KEY } from '#store/layout.ts';
import { createLease } from '#store/lease.ts';
import { createPeople, type People } from '#store/people.ts';
import { connect, connectForWorkers, locate } from '#store/redis.ts';
import { createSeen } from '#store/seen.ts';
import { createSessions } from '#store/sessions.ts';

const KNOWLEDGE = fileURLToPath(new URL('../config/knowledge/', import.meta.url));
const TEXTS = fileURLToPath(new URL('../config/locales/en/', import.meta.url));

/** As long as it takes until a playground that was killed is missed. */
const PLAYGROUND_WAIT_MS = 8000;

export interface App {
  /** Where health, metrics and the playground are served: `http://127.0.0.1:8787`. */
  readonly address: string;
  /** Resolves when every front can answer people, however long a platform takes; rejects when one never will. */
  readonly ready: Promise<void>;
  readonly people: People;
  readonly agenda: Agenda;
  /** Intake first, then workers, queues, connections; what is under way is finished. */
  stop(): Promise<void>;
}

/**
 * Wires the parts and starts what has a token.
 * @param locks for tests that can not wait as long as BullMQ does
 * @throws {Error} one of the named errors of the parts, with a sentence that says what to do
 */
export async function startApp(settings: Settings, log: Logger, locks: Locks = {}): Promise<App> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).toReversed()) await end();
  };
  try {
    return { ...(await start(settings, log, locks, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  settings: Settings,
  log: Logger,
  locks: Locks,
  stops: (() => Promise<void>)[],
): Promise<Omit<App, 'stop'>> {
  const masterKey = await loadMasterKey(settings.secret, settings.dataDir);
  // Redis is another process, so it starts while this one reads.
  const [address, knowledge, texts, commands] = await Promise.all([
    settings.redisUrl ? locate(settings.redisUrl, log) : ownRedis(),
    loadKnowledge(KNOWLEDGE),
    loadTexts(TEXTS),
    loadCommands(),
  ]);
  const say = createSay('en', texts);
  const metrics = createMetrics();
  const now = (): Temporal.Instant => Temporal.Now.instant();
  const epoch = (): number => Date.now();

  const redis = connect(address, log);
  const workerRedis = connectForWorkers(address, log);
  stops.push(async () => {
    redis.disconnect();
    workerRedis.disconnect();
  });
  await checkMasterKey(redis, masterKey);

  const due = createDue(redis);
  const queues = openQueues(redis, platformSchema.options, log);
  stops.push(() => queues.close());
  const rates = openRates(redis, log);
  const agenda = createAgenda({ queues, due, now: epoch, log });
  const people = createPeople({
    redis,
    masterKey,
    newId,
    beforeSave: agenda.beforeSave,
    keep: (person) => inStep(person, knowledge, now(), newId),
  });
  const sessions = createSessions({ redis, masterKey });
  const painter = createPainter();
  stops.push(() => painter.close());
  const picture = createPicture(painter, log);
  const chat = createChat({
    commands,
    knowledge,
    say,
    people,
    sessions,
    agenda,
    now,
    newId,
    metrics,
    picture,
    log,
  });

  const fronts: { readonly name: string; readonly front: Front }[] = [];
  const http = createHttp({ check: health }, metrics);
  const senders = makeSenders();
  if (settings.role !== 'worker') await makeFronts();
  if (settings.role !== 'bot') startWorkers();

  const url = await http.listen(settings.http);
  stops.push(() => http.close());
  for (const { front } of fronts) stops.push(() => front.stop());
  const ready = Promise.all(fronts.map(({ front }) => front.start())).then(() => undefined);
  // Whoever waits for it hears of a failure; nobody has to.
  ready.catch(() => undefined);
  return { address: url, ready, people, agenda };

  async function ownRedis(): Promise<{ readonly path: string }> {
    const starting = startEmbeddedRedis(settings.dataDir, log);
    // Known before it has started, since something else may fail meanwhile.
    stops.push(() =>
      starting.then(
        (embedded) => embedded.stop(),
        () => undefined,
      ),
    );
    return starting;
  }

  function makeSenders(): Sender[] {
    const made: Sender[] = [];
    if (settings.discord) made.push(createDiscordSender({ ...settings.discord, log }));
    if (settings.telegram) made.push(createTelegramSender({ ...settings.telegram, log }));
    return made;
  }

  async function makeFronts(): Promise<void> {
    const seen = createSeen(redis);
    if (settings.discord) {
      const front = createDiscordFront({
        ...settings.discord,
        chat,
        ...paceOf('discord'),
        // On a Redis of our own there is no other bot, and nobody has to wait for a write.
        ...(settings.redisUrl ? { claim: (id: string) => seen.claim('discord', id, 900) } : {}),
        log,
      });
      fronts.push({ name: 'discord', front });
    }
    if (settings.telegram) {
      const front = createTelegramFront({
        ...settings.telegram,
        chat,
        ...paceOf('telegram'),
        lease: createLease(redis, 'telegram', log),
        done: {
          has: (updateId) => seen.has('telegram', updateId),
          add: (updateId) => seen.add('telegram', updateId, 86_400),
        },
        log,
      });
      mountWebhook(http, front);
      fronts.push({ name: 'telegram', front });
    }
    if (settings.playground) {
      if (settings.redisUrl !== null) await takePlayground();
      const bringForward = (user: string): Promise<boolean> => forward(people, agenda, user);
      const front = createPlaygroundFront({ app: http, chat, bringForward, log });
      senders.push(front.sender);
      fronts.push({ name: 'playground', front });
    }
  }

  /** A page is open in one process and its reminders may be delivered by any, so there must be one. */
  async function takePlayground(): Promise<void> {
    const lease = createLease(redis, 'playground', log);
    const held = await lease(AbortSignal.timeout(PLAYGROUND_WAIT_MS), () => undefined).catch(() => {
      throw new SettingsError('PLAYGROUND must be off: another Rematch on this Redis has it on');
    });
    stops.push(() => held.release());
  }

  function paceOf(platform: Platform): { readonly pace?: Pace } {
    const pace = rates.get(platform)?.pace;
    return pace ? { pace } : {};
  }

  function startWorkers(): void {
    for (const sender of senders) startReminders(sender);
    const sweep = startSweep({ due, people, agenda, now: epoch, log });
    stops.push(() => sweep.stop());
    // The season files may have been corrected while nothing ran.
    void sweep.runAll();
  }

  function startReminders(sender: Sender): void {
    const rate = rates.get(sender.platform);
    if (!rate) return;
    const compose: ReminderWorkerOptions['compose'] = (person, reminders) =>
      reminderMessage({ person, reminders, now: now() }, knowledge, say);
    const worker = startReminderWorker({
      connection: workerRedis,
      locks,
      queues,
      sender,
      rate,
      people,
      compose,
      newId,
      now,
      metrics,
      log,
    });
    stops.push(() => worker.close());
  }

  async function health(): Promise<Readonly<Record<string, boolean>>> {
    // A ping would be answered by any node of a cluster, whether it is whole or not.
    const isRedisUp = await redis.exists(DUE_KEY).then(
      () => true,
      () => false,
    );
    return {
      redis: isRedisUp,
      ...Object.fromEntries(fronts.map(({ name, front }) => [name, front.ready()])),
    };
  }
}

async function forward(people: People, agenda: Agenda, user: string): Promise<boolean> {
  const id = await people.find('playground', user);
  const person = id ? await people.load(id) : null;
  return person ? agenda.bringForward(person) : false;
}
