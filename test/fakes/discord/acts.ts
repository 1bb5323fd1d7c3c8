import { APPLICATION, memberPayload, messagePayload, userPayload } from './payloads.ts';
import { type Modal, objectionTo } from './rules.ts';
import type { FakeMessage, FakeUser, Interaction, Outcome, Place, View } from './world.ts';

/** What the gateway says of an interaction. @param type what a person did: 2 command, 3 component, 4 autocomplete, 5 modal */
export function interactionPayload(
  { id, token, user, place, message }: Interaction,
  type: number,
  data: object,
): object {
  const isServer = place.kind === 'server';
  return {
    id,
    application_id: APPLICATION.id,
    type,
    token,
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

export interface Sent {
  readonly files?: readonly FakeAttachment[];
  /** The text of a forwarded message. */
  readonly forwarded?: string;
}

/** For a forwarded message Discord gives the text and where it was, but not who wrote it. */
export function sentOn(user: FakeUser, text: string): object {
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

export function group(channelId = '130000000000000001'): Place {
  return { kind: 'group', guildId: null, channelId };
}

export function commandData(name: string, options: readonly object[]): object {
  return { id: '140000000000000001', name, type: 1, options };
}

export function optionType(value: string | number | boolean): number {
  if (typeof value === 'string') return 3;
  return typeof value === 'boolean' ? 5 : 10;
}

/** A message that a person wrote in the private chat with the bot. */
export function messageOfUser(id: string, user: FakeUser, text: string): FakeMessage {
  return {
    id,
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

/** What a person fills in, by field id. */
export type ModalValues = Readonly<Record<string, string | readonly string[]>>;

/** The fields of a submitted modal; `files` are the ids of what was uploaded. @throws {Error} if a field takes no such value */
export function filledIn(
  modal: Modal,
  given: string | ModalValues,
  files: readonly string[],
): readonly object[] {
  return modal.components.map(({ component }, index) => {
    const { type, custom_id } = component;
    const chosen = typeof given === 'string' ? given : (given[custom_id] ?? (type === 4 ? '' : []));
    const value = type === 19 ? files : chosen;
    const objection = objectionTo(component, value);
    if (objection) throw new Error(`the field ${custom_id} ${objection}`);
    const field = { type, id: 2 * index + 2, custom_id, ...(type === 4 ? { value } : { values: value }) };
    return { type: 18, id: 2 * index + 1, component: field };
  });
}

export function dmOf(user: FakeUser): Place {
  return { kind: 'dm', guildId: null, channelId: user.dm };
}

/** @throws {Error} if something else than a message came */
export async function shown(outcome: Promise<Outcome>): Promise<View> {
  const seen = await outcome;
  if (seen.kind !== 'message') throw new Error(`a ${seen.kind} came instead of a message`);
  return seen.view;
}
