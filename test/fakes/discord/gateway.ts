import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { APPLICATION, BOT, guildPayload, userPayload } from './payloads.ts';
import { SERVER } from './world.ts';

const OP = { dispatch: 0, heartbeat: 1, identify: 2, resume: 6, invalid: 9, hello: 10, ack: 11 } as const;
const HEARTBEAT_MS = 41_250;
export const INTENT = { guilds: 1, directMessages: 1 << 12 } as const;

const packetSchema = z.discriminatedUnion('op', [
  z.object({ op: z.literal(OP.heartbeat) }),
  z.object({
    op: z.literal(OP.identify),
    d: z.object({
      token: z.string(),
      intents: z.int(),
      shard: z.tuple([z.int(), z.int()]).default([0, 1]),
    }),
  }),
  z.object({
    op: z.literal(OP.resume),
    d: z.object({ token: z.string(), session_id: z.string(), seq: z.int() }),
  }),
]);

interface Session {
  readonly id: string;
  readonly shard: readonly [number, number];
  readonly intents: number;
  readonly sent: string[];
  socket: WebSocket | null;
}

export interface Gateway {
  /**
   * Sends an event to every session with the server's shard, or to the first one for private chats, and keeps it for a
   * resume: https://discord.com/developers/docs/events/gateway#sharding.
   */
  dispatch(type: string, data: object, guildId: string | null, intent?: number): void;
  /** Cuts every connection; without `resumable` the next resume is refused. */
  drop(options?: { readonly resumable: boolean }): void;
  /**
   * Revokes the token: every connection is closed with 4004, and none is accepted until the returned function is
   * called.
   */
  revoke(): () => void;
  readonly counts: { identified: number; resumed: number; refused: number };
  close(): void;
}

/** The gateway: HELLO, IDENTIFY, READY, heartbeats, RESUME with replay. */
export function openGateway(server: Server, token: string, url: () => string): Gateway {
  const sessions = new Map<string, Session>();
  const sockets = new WebSocketServer({ server });
  let isRevoked = false;
  const counts = { identified: 0, resumed: 0, refused: 0 };

  function send(session: Session, type: string, data: object): void {
    const packet = JSON.stringify({ op: OP.dispatch, t: type, s: session.sent.length + 1, d: data });
    session.sent.push(packet);
    session.socket?.send(packet);
  }

  function identify(socket: WebSocket, intents: number, shard: readonly [number, number]): void {
    counts.identified += 1;
    const session: Session = { id: `session${counts.identified}`, shard, intents, sent: [], socket };
    sessions.set(session.id, session);
    const owns = shardOf(SERVER.guildId, shard[1]) === shard[0];
    send(session, 'READY', {
      v: 10,
      user: { ...userPayload(BOT, true), bot: true, verified: true },
      guilds: owns ? [{ id: SERVER.guildId, unavailable: true }] : [],
      session_id: session.id,
      resume_gateway_url: url(),
      shard,
      application: APPLICATION,
    });
    if (owns && SERVER.guildId) send(session, 'GUILD_CREATE', guildPayload(SERVER.guildId, SERVER.channelId));
  }

  function resume(socket: WebSocket, id: string, seq: number): void {
    const session = sessions.get(id);
    if (!session) {
      socket.send(JSON.stringify({ op: OP.invalid, d: false }));
      return;
    }
    counts.resumed += 1;
    session.socket = socket;
    for (const packet of session.sent.slice(seq)) socket.send(packet);
    send(session, 'RESUMED', {});
  }

  sockets.on('connection', (socket) => {
    socket.on('error', () => socket.terminate());
    socket.on('close', (code) => {
      for (const session of sessions.values()) {
        if (session.socket !== socket) continue;
        session.socket = null;
        // An orderly close ends a session; after any other, it may be resumed.
        if (code === 1000) sessions.delete(session.id);
      }
    });
    socket.on('message', (raw) => {
      const packet = packetSchema.safeParse(JSON.parse(String(raw)));
      if (!packet.success) return socket.close(4002, 'decode error');
      const { data } = packet;
      if (data.op === OP.heartbeat) return socket.send(JSON.stringify({ op: OP.ack }));
      if (isRevoked || data.d.token !== token) {
        counts.refused += 1;
        return socket.close(4004, 'authentication failed');
      }
      if (data.op === OP.identify) return identify(socket, data.d.intents, data.d.shard);
      return resume(socket, data.d.session_id, data.d.seq);
    });
    socket.send(JSON.stringify({ op: OP.hello, d: { heartbeat_interval: HEARTBEAT_MS } }));
  });

  return {
    counts,
    dispatch(type, data, guildId, intent = 0) {
      for (const session of sessions.values()) {
        if (shardOf(guildId, session.shard[1]) !== session.shard[0]) continue;
        if ((session.intents & intent) === intent) send(session, type, data);
      }
    },
    drop({ resumable } = { resumable: true }) {
      if (!resumable) sessions.clear();
      for (const socket of sockets.clients) socket.terminate();
    },
    revoke() {
      isRevoked = true;
      sessions.clear();
      for (const socket of sockets.clients) socket.close(4004, 'authentication failed');
      return () => {
        isRevoked = false;
      };
    },
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

function shardOf(guildId: string | null, shards: number): number {
  return guildId === null ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(shards));
}
