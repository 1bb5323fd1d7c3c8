import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { secret, typed } from '../watched-log.ts';
import { INTENT, openGateway } from './discord/gateway.ts';
import { createHttp } from './discord/http.ts';
import { APPLICATION, memberPayload, messagePayload, userPayload } from './discord/payloads.ts';
import { type FakeChoice, type Modal, objectionTo } from './discord/rules.ts';
import { type Call, Refusal, tooMany } from './discord/wire.ts';
import {
  type FakeMessage,
  type FakeUser,
  type Interaction,
  type Outcome,
  type Place,
  SERVER,
  type View,
  World,
} from './discord/world.ts';
import { loadDiscordSchemas } from './discord-schemas.ts';

export type { FakeUser, Modal, Outcome, Place, View };

/** What a person fills in, by field id. */
export type ModalValues = Readonly<Record<string, string | readonly string[]>>;

export const TOKEN = 'token-of-the-fake';

/** How calls fail for a while: `times` of the calls that `when` picks (all of them if absent). */
export interface Fault {
  readonly when: (call: Call) => boolean;
  readonly how: 'dropped' | 'unavailable' | 'busy' | { readonly status: number; readonly code: number };
  readonly times?: number;
  readonly waitMs?: number;
  /** A wait for everything, not just for this route. */
  readonly global?: boolean;
}

export type FakeDiscord = Awaited<ReturnType<typeof createFakeDiscord>>;

const TYPES = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;
const BUTTON = 2;
const MENU = 3;

/**
 * Discord on loopback: REST and gateway, its limits, its refusals, and people who act and see.
 * @param options.isChecked false: payloads are not checked against the published schemas, which costs more than all the rest
 * @param options.firstAnswerMs,answerMs Discord's 3 s and 15 min, shortened by tests of late answers
 */
export async function createFakeDiscord(
  options: {
    readonly firstAnswerMs?: number;
    readonly answerMs?: number;
    readonly shards?: number;
    readonly isChecked?: boolean;
  } = {},
) {
  secret(TOKEN);
  const world = new World();
  const violations: string[] = [];
  const calls: Call[] = [];
  const faults = new Set<Fault & { left: number }>();
  const firstAnswerMs = options.firstAnswerMs ?? 3000;
  const schemas = loadDiscordSchemas(options);
  const http = createHttp({
    world,
    schemas,
    token: TOKEN,
    gatewayUrl: () => `ws://127.0.0.1:${port}`,
    shards: options.shards ?? 1,
    firstAnswerMs,
    answerMs: options.answerMs ?? 15 * 60_000,
    violations,
    calls,
    fault,
  });
  const kept = new Map<string, Uint8Array>();
  const server = createServer((request, response) => {
    const bytes = kept.get(request.url ?? '');
    if (bytes) response.writeHead(200).end(bytes);
    else http.listener(request, response);
  });
  const gateway = openGateway(server, TOKEN, () => `ws://127.0.0.1:${port}`);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  function fault(call: Call): Refusal | 'drop' | null {
    const found = [...faults].find((one) => one.when(call));
    if (!found) return null;
    found.left -= 1;
    if (found.left === 0) faults.delete(found);
    if (found.how === 'dropped') return 'drop';
    if (found.how === 'busy') return tooMany(found.waitMs ?? 5000, found.global ?? false);
    if (found.how === 'unavailable') return new Refusal(503, 0, 'Service Unavailable');
    return new Refusal(found.how.status, found.how.code, 'refused on demand');
  }

  function begin(user: FakeUser, place: Place, message: FakeMessage | null): Interaction {
    const made: Interaction = {
      id: world.snowflake(),
      token: `interaction-${world.snowflake()}`,
      user,
      place,
      message,
      at: Date.now(),
      outcome: Promise.withResolvers<Outcome>(),
      answered: false,
      original: null,
    };
    world.interactions.set(made.token, made);
    const late = setTimeout(() => {
      if (!made.answered) made.outcome.reject(new Error('The application did not respond'));
    }, firstAnswerMs);
    made.outcome.promise.catch(() => undefined).finally(() => clearTimeout(late));
    return made;
  }

  function act(
    user: FakeUser,
    type: number,
    data: object,
    at: { readonly place: Place; readonly message?: FakeMessage | null },
  ): Promise<Outcome> {
    const { place, message = null } = at;
    const interaction = begin(user, place, message);
    const isServer = place.kind === 'server';
    gateway.dispatch(
      'INTERACTION_CREATE',
      {
        id: interaction.id,
        application_id: APPLICATION.id,
        type,
        token: interaction.token,
        version: 1,
        context: isServer ? 0 : place.kind === 'dm' ? 1 : 2,
        channel_id: place.channelId,
        channel: { id: place.channelId, type: isServer ? 0 : place.kind === 'dm' ? 1 : 3 },
        ...(isServer
          ? {
              guild_id: place.guildId,
              guild: { id: place.guildId, locale: 'en-US', features: [] },
              guild_locale: 'en-US',
            }
          : {}),
        ...(isServer ? { member: memberPayload(user) } : { user: userPayload(user) }),
        ...(message ? { message: messagePayload(message) } : {}),
        locale: 'en-US',
        app_permissions: '0',
        entitlements: [],
        authorizing_integration_owners: {},
        attachment_size_limit: 10 * 1024 * 1024,
        data,
      },
      place.guildId,
    );
    return interaction.outcome.promise;
  }

  async function shown(outcome: Promise<Outcome>): Promise<View> {
    const seen = await outcome;
    if (seen.kind !== 'message') throw new Error(`a ${seen.kind} came instead of a message`);
    return seen.view;
  }

  /** A file that a person sends, kept where Discord's own files are. */
  function attached(file: FakeAttachment) {
    typed(file.name);
    const id = world.snowflake();
    const path = `/cdn/${id}/${file.name}`;
    kept.set(path, file.bytes);
    const url = `http://127.0.0.1:${port}${path}`;
    const size = file.claims ?? file.bytes.length;
    const voice = file.seconds === undefined ? {} : { duration_secs: file.seconds, waveform: '' };
    return { id, filename: file.name, size, url, proxy_url: url, content_type: file.type, ...voice };
  }

  function written(user: FakeUser, text: string): FakeMessage {
    typed(text);
    return {
      id: world.snowflake(),
      channelId: user.dm,
      author: user,
      onlyFor: null,
      asked: false,
      at: Date.now(),
      nonce: null,
      flags: 0,
      content: text,
      components: [],
      files: [],
      editedAt: null,
      thinking: false,
    };
  }

  function dmOf(user: FakeUser): Place {
    return { kind: 'dm', guildId: null, channelId: user.dm };
  }

  function placeOf(message: FakeMessage): Place {
    const owner = world.dmOwner(message.channelId);
    if (owner) return dmOf(owner);
    return message.channelId === SERVER.channelId ? SERVER : group(message.channelId);
  }

  function messageOf(view: View): FakeMessage {
    const message = world.messages.get(view.id);
    if (!message) throw new Error('that message is not there');
    return message;
  }

  function use(user: FakeUser, view: View, data: object): Promise<Outcome> {
    const message = messageOf(view);
    return act(user, TYPES.component, data, { place: placeOf(message), message });
  }

  return {
    token: TOKEN,
    apiUrl: `http://127.0.0.1:${port}/api`,
    server: SERVER,
    /** Whether payloads are checked against Discord's published schemas. */
    published: schemas.published,
    /** Forgets what has happened, for runs so long that keeping it would slow the fake down. */
    forget(): void {
      calls.splice(0);
      world.forget();
    },
    violations,
    calls,
    gateway,
    commands: http.commands,

    user: (name: string): FakeUser => world.user(name),
    moveDm: (user: FakeUser): FakeUser => world.moveDm(user),
    dmOf,
    group,
    seen: (user: FakeUser): readonly View[] => world.seen(user),
    /** The interactions that a person has made so far. */
    interactionsOf: (user: FakeUser): number =>
      [...world.interactions.values()].filter((one) => one.user.id === user.id).length,
    arrives: (user: FakeUser): Promise<View> => world.arrives(user),
    onShown: (listener: (userId: string, view: View) => void): (() => void) => {
      world.on('shown', listener);
      return () => world.off('shown', listener);
    },

    /** Uses a command; options are values by name. */
    slash(
      user: FakeUser,
      name: string,
      given: Readonly<Record<string, string | number | boolean>> = {},
      place: Place = dmOf(user),
    ): Promise<View> {
      typed(...Object.values(given));
      const values = Object.entries(given).map(([option, value]) => ({
        type: optionType(value),
        name: option,
        value,
      }));
      return shown(act(user, TYPES.command, commandData(name, values), { place }));
    },
    /** Uses a command with a file as its option. */
    slashWithFile(user: FakeUser, name: string, option: string, file: FakeAttachment): Promise<View> {
      const { id, ...rest } = attached(file);
      const data = commandData(name, [{ type: 11, name: option, value: id }]);
      const resolved = { attachments: { [id]: { id, ...rest } } };
      return shown(act(user, TYPES.command, { ...data, resolved }, { place: dmOf(user) }));
    },
    /** Uses a command from a message's menu. */
    onMessage(
      user: FakeUser,
      name: string,
      target: { readonly by: FakeUser; readonly text: string },
    ): Promise<View> {
      const message = messagePayload({ ...written(target.by, target.text), channelId: SERVER.channelId });
      const id = 'id' in message ? String(message.id) : '';
      const data = {
        id: '140000000000000002',
        name,
        type: 3,
        target_id: id,
        resolved: { messages: { [id]: message } },
      };
      return shown(act(user, TYPES.command, data, { place: SERVER }));
    },
    autocomplete(
      user: FakeUser,
      name: string,
      option: string,
      words: string,
    ): Promise<readonly FakeChoice[]> {
      typed(words);
      const values = [{ type: 3, name: option, value: words, focused: true }];
      return act(user, TYPES.autocomplete, commandData(name, values), { place: dmOf(user) }).then((seen) => {
        if (seen.kind !== 'choices') throw new Error(`a ${seen.kind} came instead of choices`);
        return seen.choices;
      });
    },
    /** Presses a button on a message, or one that is no longer there. */
    press(user: FakeUser, buttonId: string, view: View): Promise<View> {
      return shown(use(user, view, { component_type: BUTTON, custom_id: buttonId }));
    },
    select(user: FakeUser, menuId: string, picked: string | readonly string[], view: View): Promise<View> {
      const values = [picked].flat();
      return shown(use(user, view, { component_type: MENU, custom_id: menuId, values }));
    },
    /** Presses a button that may open a modal. */
    pressOpen(user: FakeUser, buttonId: string, view: View): Promise<Outcome> {
      return use(user, view, { component_type: BUTTON, custom_id: buttonId });
    },
    /** An old message, for pressing buttons that nothing on the screen has. */
    oldMessage: (user: FakeUser): View => world.view(world.old(user)),
    /**
     * Submits a modal: one text for its only field, or a value for each field by its id. Fields left out stay empty.
     * Files go into the field for files.
     */
    submitModal(
      user: FakeUser,
      modal: Modal,
      given: string | ModalValues,
      view: View,
      files: readonly FakeAttachment[] = [],
    ): Promise<View> {
      typed(...(typeof given === 'string' ? [given] : Object.values(given)));
      const message = messageOf(view);
      const uploaded = files.map(attached);
      const ids = uploaded.map(({ id }) => id);
      const attachments = Object.fromEntries(uploaded.map((file) => [file.id, file]));
      const components = modal.components.map(({ component }, index) => {
        const { type, custom_id } = component;
        const chosen = typeof given === 'string' ? given : (given[custom_id] ?? (type === 4 ? '' : []));
        const value = type === 19 ? ids : chosen;
        const objection = objectionTo(component, value);
        if (objection) throw new Error(`the field ${custom_id} ${objection}`);
        const field = { type, id: 2 * index + 2, custom_id, ...(type === 4 ? { value } : { values: value }) };
        return { type: 18, id: 2 * index + 1, component: field };
      });
      const data = { custom_id: modal.custom_id, components, resolved: { attachments } };
      return shown(act(user, TYPES.modal, data, { place: placeOf(message), message }));
    },
    /** Writes in the private chat with the bot; resolves to the answer there. */
    dm(user: FakeUser, text: string, more: Sent = {}): Promise<View> {
      const answer = world.arrives(user);
      const { files = [], forwarded } = more;
      const event = {
        ...messagePayload(written(user, text)),
        channel_type: 1,
        attachments: files.map(attached),
        ...(forwarded === undefined ? {} : sentOn(user, forwarded)),
      };
      gateway.dispatch('MESSAGE_CREATE', event, null, INTENT.directMessages);
      return answer;
    },
    /** Edits a message in the private chat with the bot. */
    editDm(user: FakeUser, text: string): void {
      const message = { ...written(user, text), editedAt: Date.now() };
      const event = { ...messagePayload(message), channel_type: 1 };
      gateway.dispatch('MESSAGE_UPDATE', event, null, INTENT.directMessages);
    },

    closeDms: (user: FakeUser) => world.closed.add(user.id),
    openDms: (user: FakeUser) => world.closed.delete(user.id),
    leave: (user: FakeUser) => world.gone.add(user.id),
    /** Makes calls fail; returns a function that ends it. */
    fail(one: Fault): () => void {
      const standing = { ...one, left: one.times ?? Number.POSITIVE_INFINITY };
      faults.add(standing);
      return () => faults.delete(standing);
    },
    async stop(): Promise<void> {
      gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A file as a person has it. `claims`: the size that Discord is told, if it is not the true one. */
export interface FakeAttachment {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly seconds?: number;
  readonly claims?: number;
}

interface Sent {
  readonly files?: readonly FakeAttachment[];
  /** The text of a forwarded message. */
  readonly forwarded?: string;
}

/** For a forwarded message Discord gives the text and where it was, but not who wrote it. */
function sentOn(user: FakeUser, text: string): object {
  const message_reference = { type: 1, channel_id: user.dm, message_id: '150000000000000001' };
  return { message_reference, message_snapshots: [{ message: snapshot(text) }] };
}

function snapshot(content: string): object {
  const at = new Date().toISOString();
  return {
    type: 0,
    content,
    embeds: [],
    attachments: [],
    mentions: [],
    mention_roles: [],
    timestamp: at,
    edited_timestamp: null,
    flags: 0,
    components: [],
  };
}

function group(channelId = '130000000000000001'): Place {
  return { kind: 'group', guildId: null, channelId };
}

function commandData(name: string, options: readonly object[]): object {
  return { id: '140000000000000001', name, type: 1, options };
}

function optionType(value: string | number | boolean): number {
  if (typeof value === 'string') return 3;
  return typeof value === 'boolean' ? 5 : 10;
}
