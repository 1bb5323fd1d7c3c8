import { createTelegramFront } from '#bots/telegram/front.ts';
import { createTelegramSender } from '#bots/telegram/sender.ts';
import { startFakeTelegram } from '../fakes/telegram.ts';
import type { Driver } from './driver.ts';

/** People on a fake Telegram that refuses what the real one refuses. */
export async function createTelegramDriver(): Promise<Driver> {
  const fake = await startFakeTelegram({ perSecond: null });
  const healers = new Map<string, () => void>();

  const acts = new Map<string, number>();

  /** Counts a tap or a message, and lets it happen. */
  function person(user: string) {
    acts.set(user, (acts.get(user) ?? 0) + 1);
    return fake.person(user);
  }

  function heal(user: string): void {
    healers.get(user)?.();
    healers.delete(user);
  }

  return {
    platform: 'telegram',
    env: { TELEGRAM_TOKEN: fake.token, TELEGRAM_API_URL: fake.url },
    async startFront(chat, log) {
      const known = new Set<string>();
      const front = createTelegramFront({
        token: fake.token,
        apiUrl: fake.url,
        webhook: null,
        chat,
        done: { has: async (id) => known.has(id), add: async (id) => void known.add(id) },
        log,
      });
      await front.start();
      return front;
    },
    createSender: (log) => createTelegramSender({ token: fake.token, apiUrl: fake.url, log }),
    idOf: (user) => String(fake.person(user).id),
    command(user, name, options = {}) {
      const typed = Object.entries(options).flat();
      return person(user).say([`/${name}`, ...typed].join(' '));
    },
    press: (user, buttonId) => person(user).press(buttonId),
    type: (user, value) => person(user).say(value),
    text: (user, text) => person(user).say(text),
    send(user, { name, type, bytes, seconds }) {
      const file_id = fake.file(bytes);
      const names = { file_id, file_unique_id: `u${file_id}`, file_name: name, mime_type: type };
      if (seconds !== undefined) {
        const voice = { file_id, file_unique_id: `u${file_id}`, duration: seconds, mime_type: type };
        return person(user).send({ voice: { ...voice, file_size: bytes.length } });
      }
      return person(user).send({ document: { ...names, file_size: bytes.length } });
    },
    async unseen(user, name) {
      fake.trouble({ how: 'closed', method: 'sendMessage', chat: fake.person(user).id, times: 1 });
      await person(user).say(`/${name}`);
    },
    acts: (user) => acts.get(user) ?? 0,
    arrives: (user) => fake.person(user).arrives(),
    violations: fake.violations,
    fail(user, how) {
      heal(user);
      // A closed chat stays closed until it is healed; anything else passes after one call, as in real life.
      const times = how === 'closed' ? {} : { times: 1 };
      healers.set(user, fake.trouble({ how, chat: fake.person(user).id, ...times }));
    },
    heal,
    stop: () => fake.stop(),
  };
}
