import type { FastifyInstance } from 'fastify';
import { SettingsError } from '#app/settings.ts';
import type { House } from '#app/wiring/house.ts';
import type { Records } from '#app/wiring/records.ts';
import type { Chat, Front } from '#bots/chat/chat.ts';
import { createPlaygroundFront } from '#bots/playground/front.ts';
import type { Pace, Platform, Sender } from '#core/platform.ts';
import type { Rates } from '#jobs/rates.ts';
import { createLease } from '#store/lease.ts';
import { createSeen } from '#store/seen.ts';

/** After this long without renewal, the lease of a killed playground is free. */
const PLAYGROUND_WAIT_MS = 8000;
/** Discord and Telegram repeat an event for at most this long. */
const SEEN_S = { discord: 900, telegram: 86_400 } as const;

export interface PlatformFront {
  readonly name: Platform;
  readonly front: Front;
  /** Set where only the process that runs the front can deliver. */
  readonly sender?: Sender;
}

/**
 * Makes the front of each platform in the settings, without starting it. Routes are added to `http`. A platform's
 * library is loaded where it is used: discord.js alone takes a third of a start.
 */
export async function wireFronts(house: House, chat: Chat, http: FastifyInstance): Promise<PlatformFront[]> {
  const { discord, telegram, playground } = house.settings;
  return [
    ...(discord ? [await discordFront(house, discord, chat)] : []),
    ...(telegram ? [await telegramFront(house, telegram, chat, http)] : []),
    ...(playground ? [await playgroundFront(house, chat, http)] : []),
  ];
}

type Given<Platform extends 'discord' | 'telegram'> = NonNullable<House['settings'][Platform]>;

async function discordFront(house: House, settings: Given<'discord'>, chat: Chat): Promise<PlatformFront> {
  const { createDiscordFront } = await import('#bots/discord/front.ts');
  const { log, rates, records } = house;
  const seen = createSeen(records.redis);
  const claim = (id: string): Promise<boolean> => seen.claim('discord', id, SEEN_S.discord);
  const front = createDiscordFront({
    ...settings,
    chat,
    ...paceOf(rates, 'discord'),
    // Our own Redis has no other bot, so nobody has to wait for a write.
    ...(house.settings.redisUrl ? { claim } : {}),
    log,
  });
  return { name: 'discord', front };
}

async function telegramFront(
  { log, rates, limits, records: { redis } }: House,
  settings: Given<'telegram'>,
  chat: Chat,
  http: FastifyInstance,
): Promise<PlatformFront> {
  const [{ createTelegramFront }, { mountWebhook }] = await Promise.all([
    import('#bots/telegram/front.ts'),
    import('#bots/telegram/webhook.ts'),
  ]);
  const seen = createSeen(redis);
  const front = createTelegramFront({
    ...settings,
    chat,
    ...paceOf(rates, 'telegram'),
    ...(limits.chat ? { chatRate: limits.chat } : {}),
    lease: createLease(redis, 'telegram', log),
    done: {
      has: (updateId) => seen.has('telegram', updateId),
      add: (updateId) => seen.add('telegram', updateId, SEEN_S.telegram),
    },
    log,
  });
  mountWebhook(http, front);
  return { name: 'telegram', front };
}

async function playgroundFront(house: House, chat: Chat, http: FastifyInstance): Promise<PlatformFront> {
  const { settings, records, log } = house;
  if (settings.redisUrl !== null) await takePlayground(house);
  const bringForward = (user: string): Promise<boolean> => forward(records, user);
  const front = createPlaygroundFront({ app: http, chat, bringForward, log });
  return { name: 'playground', front, sender: front.sender };
}

/**
 * A page is open in one process but any process may deliver its reminders, so there can be only one.
 * @throws {SettingsError}
 */
async function takePlayground({ records, stops, log }: House): Promise<void> {
  const lease = createLease(records.redis, 'playground', log);
  const held = await lease(AbortSignal.timeout(PLAYGROUND_WAIT_MS), () => undefined).catch(() => {
    throw new SettingsError('PLAYGROUND must be off: another Rematch on this Redis has it on');
  });
  stops.add('playground lease', () => held.release());
}

async function forward({ people, agenda }: Records, user: string): Promise<boolean> {
  const person = await people.find('playground', user);
  return person ? agenda.bringForward(person) : false;
}

function paceOf(rates: Rates, platform: Platform): { readonly pace?: Pace } {
  const pace = rates.get(platform)?.pace;
  return pace ? { pace } : {};
}
