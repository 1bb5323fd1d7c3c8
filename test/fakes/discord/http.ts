import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { DiscordSchemas } from '../discord-schemas.ts';
import { applicationPayload, messagePayload, userPayload } from './payloads.ts';
import {
  callbackSchema,
  commandsSchema,
  type FakeCommand,
  type MessageBody,
  messageSchema,
} from './rules.ts';
import { bodyOf, type Call, filesOf, match, parsed, Refusal, send, tooMany } from './wire.ts';
import { EPHEMERAL, type FakeMessage, type Interaction, type World } from './world.ts';

export interface HttpOptions {
  readonly world: World;
  readonly schemas: DiscordSchemas;
  readonly token: string;
  readonly gatewayUrl: () => string;
  readonly shards: number;
  readonly firstAnswerMs: number;
  readonly answerMs: number;
  readonly violations: string[];
  readonly calls: Call[];
  /** May refuse a call, or return `drop` to cut the connection. */
  readonly fault: (call: Call) => Refusal | 'drop' | null;
}

interface Route {
  readonly method: string;
  /** As the published schema writes it. */
  readonly path: string;
  readonly auth: boolean;
  run(call: Call): { readonly status: number; readonly json?: unknown };
}

const PREFIX = '/api/v10';
const REQUESTS_A_SECOND = 50;
const recipientSchema = z.object({ recipient_id: z.string() });

/** The REST half, which refuses what Discord refuses. Returns the request listener and the registered commands. */
export function createHttp(options: HttpOptions): {
  readonly listener: (request: IncomingMessage, response: ServerResponse) => void;
  readonly commands: () => readonly object[];
} {
  const { world, schemas, violations, calls } = options;
  let commands: readonly object[] = [];
  let recent: number[] = [];

  const routes: readonly Route[] = [
    route('GET', '/gateway/bot', true, () => ({
      url: options.gatewayUrl(),
      shards: options.shards,
      session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 16 },
    })),
    route('GET', '/applications/@me', true, applicationPayload),
    route('GET', '/applications/{application_id}/commands', true, () => commands),
    route('PUT', '/applications/{application_id}/commands', true, ({ body, params }) => {
      commands = parsed(commandsSchema, body).map((command) =>
        standing(command, params.application_id ?? ''),
      );
      return commands;
    }),
    route('POST', '/users/@me/channels', true, ({ body }) => {
      const user = world.userById(parsed(recipientSchema, body).recipient_id);
      if (!user || world.gone.has(user.id)) throw new Refusal(400, 50033, 'Invalid Recipient(s)');
      return { id: user.dm, type: 1, flags: 0, recipients: [userPayload(user)] };
    }),
    route('POST', '/channels/{channel_id}/messages', true, (call) => {
      const user = world.dmOwner(call.params.channel_id ?? '');
      if (!user) throw new Refusal(404, 10003, 'Unknown Channel');
      if (world.closed.has(user.id)) throw new Refusal(403, 50007, 'Cannot send messages to this user');
      const body = messageOf(call, 0);
      const made = world.write(body, filesOf(call, body), {
        channelId: user.dm,
        onlyFor: null,
        asked: false,
      });
      if (!made.repeated) world.deliver(user, world.show(made.message));
      return messagePayload(made.message);
    }),
    {
      method: 'POST',
      path: '/interactions/{interaction_id}/{interaction_token}/callback',
      auth: false,
      run: (call) => {
        answerFirst(call);
        return { status: 204 };
      },
    },
    route('PATCH', '/webhooks/{webhook_id}/{webhook_token}/messages/@original', false, (call) => {
      const interaction = answered(call);
      const { original } = interaction;
      if (!original) throw new Refusal(404, 10008, 'Unknown Message');
      const body = messageOf(call, 0);
      world.edit(original, body, filesOf(call, body));
      settle(interaction, original);
      return messagePayload(original);
    }),
    route('POST', '/webhooks/{webhook_id}/{webhook_token}', false, (call) => {
      const interaction = answered(call);
      const message = place(interaction, call, messageOf(call, EPHEMERAL));
      settle(interaction, message);
      return messagePayload(message);
    }),
  ];

  function answerFirst(call: Call): void {
    const interaction = world.interactions.get(call.params.interaction_token ?? '');
    const isKnown = interaction && interaction.id === call.params.interaction_id;
    if (!isKnown || (!interaction.answered && Date.now() - interaction.at > options.firstAnswerMs))
      throw new Refusal(404, 10062, 'Unknown interaction');
    if (interaction.answered) throw new Refusal(400, 40060, 'Interaction has already been acknowledged.');
    const answer = parsed(callbackSchema, call.body);
    apply(interaction, answer, call);
    interaction.answered = true;
  }

  function apply(interaction: Interaction, answer: z.output<typeof callbackSchema>, call: Call): void {
    switch (answer.type) {
      case 4:
        interaction.original = place(interaction, call, messageBody(answer.data, call, EPHEMERAL));
        settle(interaction, interaction.original);
        break;
      case 5:
        interaction.original = place(interaction, call, { ...EMPTY, flags: answer.data.flags });
        interaction.original.thinking = true;
        break;
      case 6:
        interaction.original = interaction.message;
        break;
      case 7: {
        if (!interaction.message) throw new Refusal(400, 50035, 'Invalid Form Body');
        const body = messageBody(answer.data, call, 0);
        world.edit(interaction.message, body, filesOf(call, body));
        interaction.original = interaction.message;
        settle(interaction, interaction.message);
        break;
      }
      case 8:
        interaction.outcome.resolve({ kind: 'choices', choices: answer.data.choices });
        break;
      case 9:
        interaction.outcome.resolve({ kind: 'modal', modal: answer.data });
        break;
      default:
        answer satisfies never;
    }
  }

  function answered({ params }: Call): Interaction {
    const interaction = world.interactions.get(params.webhook_token ?? '');
    if (!interaction) throw new Refusal(404, 10015, 'Unknown Webhook');
    if (Date.now() - interaction.at > options.answerMs)
      throw new Refusal(401, 50027, 'Invalid Webhook Token');
    if (!interaction.answered) throw new Refusal(404, 10008, 'Unknown Message');
    return interaction;
  }

  function place({ user, place }: Interaction, call: Call, body: MessageBody): FakeMessage {
    const onlyFor = (body.flags & EPHEMERAL) !== 0 ? user.id : null;
    return world.write(body, filesOf(call, body), { channelId: place.channelId, onlyFor, asked: true })
      .message;
  }

  function settle(interaction: Interaction, message: FakeMessage): void {
    interaction.outcome.resolve({ kind: 'message', view: world.show(message) });
  }

  function messageOf(call: Call, allowedFlags: number): MessageBody {
    return messageBody(parsed(messageSchema, call.body), call, allowedFlags);
  }

  function messageBody(body: MessageBody, call: Call, allowedFlags: number): MessageBody {
    const unknown = body.flags & ~(allowedFlags | SUPPRESS_EMBEDS);
    if (unknown !== 0) violations.push(`${call.method} ${call.path}: flags ${unknown} mean nothing here`);
    if (body.content.trim() === '' && body.components.length === 0 && body.attachments.length === 0)
      throw new Refusal(400, 50006, 'Cannot send an empty message');
    return body;
  }

  function run(call: Call, found: Route): { readonly status: number; readonly json?: unknown } {
    if (call.body !== undefined) {
      const wrong = schemas.request(call.method, found.path, call.body);
      violations.push(...wrong.map((text) => `${call.method} ${found.path}: ${text}`));
    }
    const result = found.run(call);
    if (result.json !== undefined) {
      const untrue = schemas.response(call.method, found.path, result.json);
      violations.push(...untrue.map((text) => `the fake's answer to ${call.method} ${found.path}: ${text}`));
    }
    return result;
  }

  function limit(found: Route): Refusal | null {
    if (!found.auth) return null;
    const now = Date.now();
    recent = recent.filter((at) => now - at < 1000);
    if (recent.length < REQUESTS_A_SECOND) {
      recent.push(now);
      return null;
    }
    return tooMany((recent[0] ?? now) + 1000 - now, true);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fake');
    const path = url.pathname.slice(PREFIX.length).split('/').map(decodeURIComponent).join('/');
    const method = request.method ?? 'GET';
    const { body, files } = await bodyOf(request);
    const found = routes.find((one) => one.method === method && match(one.path, path));
    const token = request.headers.authorization ?? null;
    const call: Call = { method, path, body, files, token, params: (found && match(found.path, path)) ?? {} };
    calls.push(call);
    try {
      if (!found) throw new Refusal(404, 0, `404: Not Found`);
      if (found.auth && token !== `Bot ${options.token}`) throw new Refusal(401, 0, '401: Unauthorized');
      const fault = options.fault(call) ?? limit(found);
      if (fault === 'drop') return void request.socket.destroy();
      if (fault) throw fault;
      const { status, json } = run(call, found);
      send(response, status, json);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { status, code, message, more, headers } = error;
      if (status === 400 && code === 50035) violations.push(`${method} ${path}: ${JSON.stringify(more)}`);
      send(response, status, status >= 500 ? undefined : { message, code, ...more }, headers);
    }
  }

  return {
    commands: () => commands,
    listener: (request, response) => {
      answer(request, response).catch((error: unknown) => {
        violations.push(`the fake failed: ${String(error)}`);
        send(response, 500, undefined);
      });
    },
  };

  function standing(command: FakeCommand, applicationId: string): object {
    return {
      ...command,
      id: world.snowflake(),
      application_id: applicationId,
      version: world.snowflake(),
      default_member_permissions: command.default_member_permissions
        ? String(command.default_member_permissions)
        : null,
      type: command.type ?? 1,
      nsfw: false,
      options: command.options.map(({ required, autocomplete, choices, ...option }) => ({
        ...option,
        ...(required ? { required } : {}),
        ...(autocomplete ? { autocomplete } : {}),
        ...(choices.length > 0 ? { choices } : {}),
      })),
    };
  }
}

const SUPPRESS_EMBEDS = 4;
const EMPTY: MessageBody = {
  content: '',
  components: [],
  attachments: [],
  allowed_mentions: { parse: [] },
  flags: 0,
  enforce_nonce: false,
};

function route(method: string, path: string, auth: boolean, json: (call: Call) => unknown): Route {
  return { method, path, auth, run: (call) => ({ status: 200, json: json(call) }) };
}
