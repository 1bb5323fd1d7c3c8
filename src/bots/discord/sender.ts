import { createHash } from 'node:crypto';
import { DiscordAPIError, REST, RESTJSONErrorCodes, Routes } from 'discord.js';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { z } from 'zod';
import { awakeRequests } from '#bots/discord/awake.ts';
import { cause, isWrongToken, platformError, WRONG_TOKEN } from '#bots/discord/errors.ts';
import { LIMITS } from '#bots/discord/limits.ts';
import { type Message, render } from '#bots/discord/render.ts';
import type { NextTurn, Recipient, Sender, Sent } from '#core/platform.ts';
import type { Reply } from '#core/reply.ts';

const atOnce: NextTurn = async () => undefined;

const channelSchema = z.object({ id: z.string().min(1) });

/** How many finished deliveries are remembered; the oldest is forgotten first. */
const REMEMBERED = 1_000;

/** If the answer takes longer than this it is worth another try; the queue decides when. */
const TIMEOUT_MS = 10_000;

/**
 * Sends private messages over REST alone, without a gateway.
 * @param options.apiUrl base of the API without the version, such as `http://127.0.0.1:3000/api`; null: Discord's own
 */
export function createDiscordSender(options: {
  readonly token: string;
  readonly apiUrl: string | null;
  readonly log: Logger;
}): Sender {
  const { token, apiUrl, log } = options;
  const rest = new REST({
    ...(apiUrl === null ? {} : { api: apiUrl }),
    ...awakeRequests(TIMEOUT_MS),
    // Waiting and retrying are the queue's job, which survives a crash.
    retries: 0,
    rejectOnRateLimit: () => true,
  });
  rest.on('invalidRequestWarning', ({ count }) => log.warn({ count }, 'Discord refuses many requests'));

  async function openChannel(user: string): Promise<string> {
    const channel = await rest.post(Routes.userChannels(), { body: { recipient_id: user } });
    return channelSchema.parse(channel).id;
  }

  async function post(
    channel: string,
    messages: readonly Message[],
    nonce: string,
    nextTurn: NextTurn,
  ): Promise<Sent> {
    for (const [index, { body, files }] of messages.entries()) {
      if (index > 0) await nextTurn();
      await rest.post(Routes.channelMessages(channel), {
        body: { ...body, nonce: nonceOf(nonce, index), enforce_nonce: true },
        files: [...files],
      });
    }
    return { address: channel };
  }

  async function deliver(
    { user, address }: Recipient,
    messages: readonly Message[],
    nonce: string,
    nextTurn: NextTurn,
  ): Promise<Sent> {
    const anew = async (): Promise<Sent> => {
      const channel = await openChannel(user);
      await nextTurn();
      return post(channel, messages, nonce, nextTurn);
    };
    if (address === null) return anew();
    try {
      return await post(address, messages, nonce, nextTurn);
    } catch (error) {
      if (!isStale(error)) throw error;
      log.info('a private channel is stale, opening a new one');
      await nextTurn();
      return anew();
    }
  }

  /**
   * Where each delivery went. Discord remembers a nonce for only a few minutes, and marking the record may take longer.
   */
  const through = new LRUCache<string, Sent>({ max: REMEMBERED });

  let isTold = false;
  function tellOnce(): void {
    if (!isTold) log.error(WRONG_TOKEN);
    isTold = true;
  }

  return {
    platform: 'discord',
    async send(to: Recipient, reply: Reply, nonce: string, nextTurn: NextTurn = atOnce): Promise<Sent> {
      // discord.js forgets the token after one 401, and would never ask again.
      rest.setToken(token);
      try {
        const sent = through.get(nonce) ?? (await deliver(to, render(reply, null), nonce, nextTurn));
        through.set(nonce, sent);
        isTold = false;
        return sent;
      } catch (error) {
        if (isWrongToken(error)) tellOnce();
        log.debug({ cause: cause(error) }, 'Discord did not take a message');
        throw platformError(error);
      }
    },
  };
}

function isStale(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownChannel;
}

/**
 * The first message carries the delivery's nonce, each later one a name derived from it, so that a repeat is recognised
 * as a whole.
 */
function nonceOf(nonce: string, index: number): string {
  if (index === 0) return nonce;
  return createHash('sha256').update(`${nonce} ${index}`).digest('base64url').slice(0, LIMITS.nonce.max);
}
