import { ApiFailure } from './failure.ts';

export type Update = { readonly update_id: number } & Readonly<Record<string, unknown>>;

interface Webhook {
  readonly url: string;
  readonly secret: string | null;
}

/** An update waiting for the bot. Only one that was handed over can be confirmed by a later offset. */
interface Waiting {
  readonly update: Update;
  handed: boolean;
}

interface Held {
  readonly give: (updates: readonly Update[]) => void;
  readonly end: (failure: ApiFailure) => void;
  readonly limit: number;
}

const REDELIVERIES = 50;
const FIRST_ID = 1_000;

/** Updates on their way to the bot: held polls, or a webhook with redelivery until it answers 2xx. */
export function createUpdates(check: (update: Update) => void) {
  let pending: Waiting[] = [];
  let nextId = FIRST_ID;
  let held: Held | null = null;
  let webhook: Webhook | null = null;
  let allowed: readonly string[] | null = null;
  let pumping = false;

  function serve(): void {
    if (webhook) void pump();
    else if (held && pending.length > 0) {
      const batch = pending.slice(0, held.limit);
      for (const waiting of batch) waiting.handed = true;
      held.give(batch.map(({ update }) => update));
    }
  }

  async function pump(): Promise<void> {
    if (pumping) return;
    pumping = true;
    for (let tries = 0; webhook && pending[0] && tries < REDELIVERIES; ) {
      const first = pending[0];
      if (await deliver(webhook, first.update)) {
        pending = pending.filter((each) => each !== first);
        tries = 0;
      } else {
        tries += 1;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
    pumping = false;
  }

  async function deliver({ url, secret }: Webhook, update: Update): Promise<boolean> {
    const headers = { 'content-type': 'application/json' };
    const marked = secret === null ? headers : { ...headers, 'X-Telegram-Bot-Api-Secret-Token': secret };
    const body = JSON.stringify(update);
    return await fetch(url, { method: 'POST', headers: marked, body }).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  let conflicts = 0;

  return {
    /** Numbers the update and delivers it to the bot, unless the bot did not ask for its kind. */
    push(content: Readonly<Record<string, unknown>>): Update {
      nextId += 1;
      const update = { update_id: nextId, ...content };
      check(update);
      if (!allowed || Object.keys(content).some((kind) => allowed?.includes(kind)))
        pending.push({ update, handed: false });
      serve();
      return update;
    },
    /** Delivers an update again, as Telegram does if it was not confirmed in time. */
    repeat(update: Update): void {
      pending.push({ update, handed: false });
      serve();
    },
    /** Every update so far, in order. */
    get ids(): readonly string[] {
      return Array.from({ length: nextId - FIRST_ID }, (_, index) => String(FIRST_ID + index + 1));
    },
    /** How often one poll ended another, because two bots asked at once. */
    get conflicts(): number {
      return conflicts;
    },
    get pending(): number {
      return pending.length;
    },
    poll(
      offset: number,
      limit: number,
      seconds: number,
      kinds: readonly string[] | undefined,
      gone: AbortSignal,
    ) {
      if (webhook) {
        const advice = 'use deleteWebhook to delete the webhook first';
        throw new ApiFailure(409, `Conflict: can't use getUpdates method while webhook is active; ${advice}`);
      }
      const advice = 'make sure that only one bot instance is running';
      if (held) conflicts += 1;
      held?.end(new ApiFailure(409, `Conflict: terminated by other getUpdates request; ${advice}`));
      held = null;
      if (kinds) allowed = kinds.length > 0 ? kinds : null;
      pending = pending.filter(({ update, handed }) => !handed || update.update_id >= offset);
      return new Promise<readonly Update[]>((resolve, reject) => {
        const timer = setTimeout(() => settle(() => resolve([])), seconds * 1000);
        const mine: Held = {
          limit,
          give: (updates) => settle(() => resolve(updates)),
          end: (failure) => settle(() => reject(failure)),
        };
        function settle(act: () => void): void {
          clearTimeout(timer);
          if (held === mine) held = null;
          act();
        }
        gone.addEventListener('abort', () => settle(() => resolve([])), { once: true });
        held = mine;
        serve();
      });
    },
    setWebhook(next: Webhook | null, kinds: readonly string[] | undefined): void {
      webhook = next;
      if (kinds) allowed = kinds.length > 0 ? kinds : null;
      serve();
    },
    get webhook(): Webhook | null {
      return webhook;
    },
  };
}
