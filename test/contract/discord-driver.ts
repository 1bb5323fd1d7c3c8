import { setTimeout as delay } from 'node:timers/promises';
import { createDiscordFront } from '#bots/discord/front.ts';
import { createDiscordSender } from '#bots/discord/sender.ts';
import { createFakeDiscord, type FakeUser, type View } from '../fakes/discord.ts';
import type { Driver, Seen } from './driver.ts';

/** Long answers arrive as several messages; only one without components can be followed by another. */
const QUIET_MS = 100;
const BUSY_MS = 400;
/** How many calls fail before the platform recovers. */
const FAILURES = 2;

/** A person in their private chat with the bot on a fake Discord. */
export async function createDiscordDriver(
  options: Parameters<typeof createFakeDiscord>[0] = {},
): Promise<Driver> {
  const fake = await createFakeDiscord(options);
  const healers = new Map<string, () => void>();
  const { token, apiUrl } = fake;

  /** Does something, then reads everything that is said in answer. */
  async function read(user: FakeUser, asked: boolean, doing: () => Promise<View>): Promise<Seen> {
    const further: View[] = [];
    const stop = fake.onShown((id, view) => {
      if (id === user.id && view.asked === asked) further.push(view);
    });
    try {
      const first = await doing();
      let views = [first];
      while (!views.some(hasComponents)) {
        await delay(QUIET_MS);
        const all = [first, ...further.filter(({ id }) => id !== first.id)];
        if (all.length === views.length) break;
        // What was read as part of this answer does not arrive a second time.
        if (!asked) await Promise.all(all.slice(views.length).map(() => fake.arrives(user)));
        views = all;
      }
      return seenOf(views);
    } finally {
      stop();
    }
  }

  function holding(user: FakeUser, isIt: (view: View) => boolean): View | undefined {
    return fake.seen(user).findLast(isIt);
  }

  function press(user: FakeUser, id: string): Promise<View> {
    for (const view of fake.seen(user).toReversed()) {
      for (const menu of view.menus) {
        const option = menu.options.find(({ value }) => answerOf(menu.id, value) === id);
        if (option) return fake.select(user, menu.id, option.value, view);
      }
      if (view.buttons.some((button) => button.id === id)) return fake.press(user, id, view);
    }
    return fake.press(user, id, fake.seen(user).at(-1) ?? fake.oldMessage(user));
  }

  async function openBox(user: FakeUser) {
    const view = holding(user, ({ buttons }) => buttons.some(({ id }) => id.startsWith('type:')));
    const button = view?.buttons.find(({ id }) => id.startsWith('type:'));
    if (!view || !button) throw new Error('no question waits for a typed answer');
    const opened = await fake.pressOpen(user, button.id, view);
    if (opened.kind === 'choices') throw new Error('a button led to choices');
    return { view, opened };
  }

  async function type(user: FakeUser, value: string): Promise<View> {
    const { view, opened } = await openBox(user);
    return opened.kind === 'message' ? opened.view : fake.submitModal(user, opened.modal, value, view);
  }

  async function fill(user: FakeUser, choose: Parameters<NonNullable<Driver['fill']>>[1]): Promise<View> {
    const { view, opened } = await openBox(user);
    if (opened.kind === 'message') return opened.view;
    const filled = opened.modal.components.map(({ label, component }) => {
      const { custom_id: id } = component;
      if (component.type === 19) throw new Error('a file is uploaded');
      const isMenu = component.type === 3;
      const options = isMenu ? component.options.map(({ value }) => value) : [];
      const initial = isMenu ? {} : { initial: component.value ?? '' };
      const value = choose({ id, label, options, most: isMenu ? component.max_values : 1, ...initial });
      return [id, isMenu ? [value ?? []].flat() : String(value ?? '')] as const;
    });
    return fake.submitModal(user, opened.modal, Object.fromEntries(filled), view);
  }

  return {
    platform: 'discord',
    idOf: (name) => fake.user(name).id,
    env: { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl },
    async startFront(chat, log) {
      const front = createDiscordFront({ token, apiUrl, chat, log });
      await front.start();
      return front;
    },
    createSender: (log) => createDiscordSender({ token, apiUrl, log }),
    command(name, command, options = {}) {
      const user = fake.user(name);
      return read(user, true, () => fake.slash(user, command, options));
    },
    press(name, buttonId) {
      const user = fake.user(name);
      return read(user, true, () => press(user, buttonId));
    },
    type(name, value) {
      const user = fake.user(name);
      return read(user, true, () => type(user, value));
    },
    fill(name, choose) {
      const user = fake.user(name);
      return read(user, true, () => fill(user, choose));
    },
    acts: (name) => fake.interactionsOf(fake.user(name)),
    text(name, text) {
      const user = fake.user(name);
      return read(user, false, () => fake.dm(user, text));
    },
    send(name, file) {
      const user = fake.user(name);
      return read(user, false, () => fake.dm(user, '', { files: [file] }));
    },
    upload(name, file) {
      const user = fake.user(name);
      return read(user, true, async () => {
        const { view, opened } = await openBox(user);
        return opened.kind === 'message'
          ? opened.view
          : fake.submitModal(user, opened.modal, {}, view, [file]);
      });
    },
    async unseen(name, command) {
      const user = fake.user(name);
      const when = ({ path }: { readonly path: string }) => path.endsWith('/callback');
      fake.fail({ when, how: { status: 404, code: 10_062 }, times: 1 });
      await fake.slash(user, command).catch(() => undefined);
    },
    arrives(name) {
      const user = fake.user(name);
      return read(user, false, () => fake.arrives(user));
    },
    violations: fake.violations,
    fail(name, how) {
      const user = fake.user(name);
      if (how === 'closed') fake.closeDms(user);
      else {
        const when = ({ path }: { readonly path: string }) => path === `/channels/${user.dm}/messages`;
        healers.set(name, fake.fail({ when, how, waitMs: BUSY_MS, times: FAILURES }));
      }
    },
    heal(name) {
      fake.openDms(fake.user(name));
      healers.get(name)?.();
    },
    stop: () => fake.stop(),
  };
}

function hasComponents({ buttons, menus }: View): boolean {
  return buttons.length + menus.length > 0;
}

function answerOf(menuId: string, value: string): string {
  return `answer:${menuId.replace(/^pick:/, '').replace(/~\d+$/, '')}.${value}`;
}

function seenOf(views: readonly View[]): Seen {
  return {
    text: views.map(({ text }) => text).join('\n\n'),
    buttons: views.flatMap(({ buttons, menus }) => [
      ...buttons,
      ...menus.flatMap(({ id, options }) =>
        options.map(({ value, label }) => ({ id: answerOf(id, value), label })),
      ),
    ]),
    files: views.flatMap(({ files }) => files),
    private: views.every((view) => view.private),
  };
}
