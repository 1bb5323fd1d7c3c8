import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import {
  ChannelType,
  Client,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayCloseCodes,
  GatewayIntentBits,
  Options,
  Partials,
  REST,
  Status,
} from 'discord.js';
import type { Logger } from 'pino';
import type { Chat, Front } from '#bots/chat/chat.ts';
import { awakeRequests } from '#bots/discord/awake.ts';
import { editIn } from '#bots/discord/edits.ts';
import { cause, isWrongToken, platformError, WRONG_TOKEN } from '#bots/discord/errors.ts';
import { createEvents, type Events as Handlers } from '#bots/discord/events.ts';
import { LIMITS } from '#bots/discord/limits.ts';
import { PAUSES_MS, type Pauses } from '#bots/discord/patience.ts';
import { registerCommands } from '#bots/discord/registration.ts';
import { type Pace, RejectedError } from '#core/platform.ts';

export interface DiscordFrontOptions {
  readonly token: string;
  /** Base of the API without the version, such as `http://127.0.0.1:3000/api`; null: Discord's own. */
  readonly apiUrl: string | null;
  readonly chat: Chat;
  /** If absent, private messages are not counted. */
  readonly pace?: Pace;
  /** Claims an event by its id before it is worked on; false: another bot has it. If absent, this is the only bot. */
  readonly claim?: (id: string) => Promise<boolean>;
  readonly log: Logger;
  /** An answer that is not ready by then is deferred. */
  readonly deferAfterMs?: number;
  /** How long to wait before asking again after Discord has closed the gateway for good. */
  readonly closedWaitMs?: number;
  /** Pauses between tries when a fault may pass; if absent, as long as a person would wait. */
  readonly pausesMs?: Pauses;
}

const DEFER_AFTER_MS = 1500;
/** If Discord has not answered by then, we ask again. */
const TIMEOUT_MS = 15_000;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;
/** What Discord closes the gateway for has to be fixed by a person, so asking again soon does not help. */
const CLOSED_WAIT_MS = 300_000;

/** What to do, by the code: https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
const CLOSED_FOR_GOOD: Readonly<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]: WRONG_TOKEN,
  [GatewayCloseCodes.DisallowedIntents]:
    'Discord does not grant this bot what it asks to hear: look at the Bot page of the developer portal',
};

/**
 * Discord as a front: a gateway client that listens to people, and REST clients that answer them. `start()` keeps
 * trying while Discord is unreachable.
 * @throws {RejectedError} from `start()` if Discord refuses the token or our commands
 */
export function createDiscordFront(options: DiscordFrontOptions): Front {
  const { token, apiUrl, chat, log } = options;
  const api = apiUrl === null ? {} : { api: apiUrl };
  const interactions = new REST({
    ...api,
    ...awakeRequests(TIMEOUT_MS),
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
  });
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  let client: Client | null = null;

  function track(work: Promise<void>): void {
    const settled = work.finally(() => underWay.delete(settled));
    underWay.add(settled);
  }

  async function connect(): Promise<void> {
    const made = createClient(api, options.pace, log);
    const events = createEvents({
      chat,
      interactions,
      messages: made.rest,
      ...(options.pace ? { pace: options.pace } : {}),
      ...(options.claim ? { claim: options.claim } : {}),
      deferAfterMs: options.deferAfterMs ?? DEFER_AFTER_MS,
      pausesMs: options.pausesMs ?? PAUSES_MS,
      log,
    });
    client = made;
    made.rest.setToken(token);
    const written = await registerCommands(made.rest, chat.commands);
    log.info({ commands: chat.commands.length, written }, 'Discord knows the commands');
    stopping.signal.throwIfAborted();
    listen(made, events, track);
    const ready = once(made, Events.ClientReady, { signal: stopping.signal });
    await Promise.all([made.login(token), ready]);
    made.on(Events.ShardDisconnect, ({ code }, shard) => {
      if (client !== made || stopping.signal.aborted) return;
      client = null;
      log.error({ code, shard }, CLOSED_FOR_GOOD[code] ?? 'Discord closed the gateway for good');
      track(comeBack(made));
    });
  }

  /** Asks again from time to time, silently: the fault has been reported, and a person may have fixed it. */
  async function comeBack(closed: Client): Promise<void> {
    await closed.destroy();
    while (!stopping.signal.aborted) {
      await delay(options.closedWaitMs ?? CLOSED_WAIT_MS, undefined, { signal: stopping.signal }).catch(
        () => undefined,
      );
      if (stopping.signal.aborted) return;
      try {
        await connect();
        return log.info('Discord answers again');
      } catch (error) {
        log.debug({ cause: cause(error) }, 'Discord still refuses');
        await client?.destroy();
        client = null;
      }
    }
  }

  return {
    async start() {
      for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
        try {
          return await connect();
        } catch (error) {
          await client?.destroy();
          if (stopping.signal.aborted) return;
          const final = refusal(error);
          if (final) throw final;
          log.warn({ cause: cause(error), wait }, 'Discord is away, trying again');
        }
        await delay(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    },
    async stop() {
      stopping.abort();
      client?.removeAllListeners(Events.InteractionCreate);
      client?.removeAllListeners(Events.MessageCreate);
      client?.removeAllListeners(Events.Raw);
      client?.removeAllListeners(Events.ShardReconnecting);
      await Promise.allSettled(underWay);
      await client?.destroy();
      interactions.clearHandlerSweeper();
      interactions.clearHashSweeper();
    },
    ready() {
      const shards = client?.isReady() ? [...client.ws.shards.values()] : [];
      return shards.length > 0 && shards.every((shard) => shard.status === Status.Ready);
    },
  };
}

function createClient(api: { readonly api?: string }, pace: Pace | undefined, log: Logger): Client {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.DirectMessages],
    // Without it, the first private message in an uncached chat would never reach us.
    partials: [Partials.Channel],
    shards: 'auto',
    allowedMentions: { parse: [] },
    rest: {
      ...api,
      ...awakeRequests(TIMEOUT_MS),
      globalRequestsPerSecond: LIMITS.requestsPerSecond.max,
      // An answer waits in the client. If everyone has to wait, deliveries must know.
      rejectOnRateLimit: ({ global, timeToReset }) => {
        if (global) void pace?.hold(timeToReset);
        return false;
      },
    },
    // What people write is answered and then forgotten.
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0 }),
  });
  client.on(Events.Error, (error) => log.error({ cause: cause(error) }, 'Discord client failed'));
  // The events below report what comes of it.
  client.on(Events.ShardError, (error, shard) => log.debug({ cause: cause(error), shard }, 'gateway failed'));
  client.on(Events.ShardReconnecting, (shard) => log.info({ shard }, 'gateway lost, connecting again'));
  client.on(Events.ShardResume, (shard, missed) => log.info({ shard, missed }, 'gateway resumed'));
  client.rest.on('rateLimited', ({ route, global, timeToReset }) =>
    log.warn({ route, global, timeToReset }, 'Discord asked to wait'),
  );
  return client;
}

function listen(client: Client, events: Handlers, track: (work: Promise<void>) => void): void {
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isAutocomplete()) return track(events.typing(interaction));
    if (interaction.isChatInputCommand()) return track(events.command(interaction));
    if (interaction.isMessageContextMenuCommand()) return track(events.messageCommand(interaction));
    if (interaction.isButton()) return track(events.press(interaction));
    if (interaction.isStringSelectMenu()) return track(events.pick(interaction));
    if (interaction.isModalSubmit()) return track(events.submit(interaction));
  });
  client.on(Events.MessageCreate, (message) => {
    if (message.channel.type === ChannelType.DM && !message.author.bot && !message.system)
      track(events.message(message));
  });
  client.on(Events.Raw, (packet: unknown) => {
    const edited = editIn(packet);
    if (edited) track(events.edit(edited));
  });
}

/** Why another try would be refused as well, or null. */
function refusal(error: unknown): RejectedError | null {
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid)
    return new RejectedError(WRONG_TOKEN);
  const mapped = platformError(error);
  if (isWrongToken(error)) return new RejectedError(WRONG_TOKEN);
  return mapped instanceof RejectedError ? mapped : null;
}
