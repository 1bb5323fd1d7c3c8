import type { FakeMessage, FakeUser } from './world.ts';

/** Payloads that Discord answers with, complete enough for its published schemas. */

export const BOT = { id: '110000000000000001', name: 'rematch' } as const;
export const APPLICATION = { id: '110000000000000002', flags: 0 } as const;

export function userPayload(user: { readonly id: string; readonly name: string }, bot = false): object {
  return {
    id: user.id,
    username: user.name,
    avatar: null,
    discriminator: '0',
    public_flags: 0,
    flags: 0,
    global_name: null,
    primary_guild: null,
    bot,
  };
}

export function memberPayload(user: FakeUser): object {
  return {
    user: userPayload(user),
    roles: [],
    joined_at: '2026-01-01T00:00:00.000Z',
    premium_since: null,
    deaf: false,
    mute: false,
    pending: false,
    nick: null,
    avatar: null,
    flags: 0,
    permissions: '0',
  };
}

export function messagePayload(message: FakeMessage): object {
  let component = 0;
  return {
    type: 0,
    id: message.id,
    channel_id: message.channelId,
    content: message.content,
    author: message.author ? userPayload(message.author) : userPayload(BOT, true),
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    attachments: message.files.map((file, index) => ({
      id: String(index),
      filename: file.name,
      size: file.bytes.byteLength,
      url: `https://cdn.example/${message.id}/${index}`,
      proxy_url: `https://cdn.example/${message.id}/${index}`,
      ...(file.description === null ? {} : { description: file.description }),
    })),
    embeds: [],
    timestamp: new Date(message.at).toISOString(),
    edited_timestamp: message.editedAt === null ? null : new Date(message.editedAt).toISOString(),
    flags: message.flags,
    components: message.components.map((row) => ({
      type: 1,
      id: ++component,
      components: row.components.map((one) => ({
        ...one,
        id: ++component,
      })),
    })),
    pinned: false,
    tts: false,
    ...(message.nonce === null ? {} : { nonce: message.nonce }),
  };
}

export function applicationPayload(): object {
  return {
    ...APPLICATION,
    name: 'Rematch',
    icon: null,
    description: '',
    type: null,
    verify_key: '00',
    flags_new: '0',
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: userPayload({ id: '110000000000000003', name: 'owner' }),
    approximate_guild_count: 1,
    approximate_user_install_count: 1,
    approximate_user_authorization_count: 1,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: [],
  };
}

export function guildPayload(id: string, channelId: string): object {
  return {
    id,
    name: 'Applicants',
    owner_id: '110000000000000003',
    unavailable: false,
    large: false,
    member_count: 3,
    joined_at: '2026-01-01T00:00:00.000Z',
    roles: [{ id, name: '@everyone', permissions: '0', position: 0, color: 0, hoist: false, managed: false }],
    channels: [{ id: channelId, type: 0, name: 'general', position: 0, permission_overwrites: [] }],
    members: [{ ...memberPayload({ ...BOT, dm: '0' }), user: userPayload(BOT, true) }],
    threads: [],
    presences: [],
    voice_states: [],
    emojis: [],
    stickers: [],
    features: [],
    preferred_locale: 'en-US',
  };
}
