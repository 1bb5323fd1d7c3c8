import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { secret, typed } from '../watched-log.ts';
import {
  commandData,
  dmOf,
  type FakeAttachment,
  filledIn,
  group,
  interactionPayload,
  type ModalValues,
  messageOfUser,
  optionType,
  type Sent,
  sentOn,
  shown,
} from './discord/acts.ts';
import { createFaults, type Fault } from './discord/faults.ts';
import { INTENT, openGateway } from './discord/gateway.ts';
import { createHttp } from './discord/http.ts';
import { messagePayload } from './discord/payloads.ts';
import type { FakeChoice, Modal } from './discord/rules.ts';
import type { Call } from './discord/wire.ts';
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

export type { FakeAttachment, FakeUser, Fault, Modal, ModalValues, Outcome, Place, View };

export const TOKEN = 'token-of-the-fake';

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
  const faults = createFaults();
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
    fault: faults.of,
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
    gateway.dispatch('INTERACTION_CREATE', interactionPayload(interaction, type, data), place.guildId);
    return interaction.outcome.promise;
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
    return messageOfUser(world.snowflake(), user, text);
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
      const components = filledIn(modal, given, ids);
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
    fail: faults.fail,
    async stop(): Promise<void> {
      gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
