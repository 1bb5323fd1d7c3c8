import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import type { MessageBody } from './rules.ts';
import type { FakeFile } from './world.ts';

/** What Discord answers when it refuses. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly more: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: number,
    code: number,
    message: string,
    more: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.more = more;
    this.headers = headers;
  }
}

/** A call as it arrived. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly files: ReadonlyMap<string, FakeFile>;
  readonly token: string | null;
  readonly params: Readonly<Record<string, string>>;
}

/** The refusal that asks to wait: on this route, or with everything. */
export function tooMany(waitMs: number, global: boolean): Refusal {
  const seconds = waitMs / 1000;
  return new Refusal(
    429,
    0,
    'You are being rate limited.',
    { retry_after: seconds, global },
    {
      'retry-after': String(seconds),
      ...(global
        ? { 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' }
        : {
            'x-ratelimit-limit': '5',
            'x-ratelimit-remaining': '0',
            'x-ratelimit-reset-after': String(seconds),
            'x-ratelimit-scope': 'user',
          }),
    },
  );
}

export function match(pattern: string, path: string): Record<string, string> | null {
  const names = pattern.split('/');
  const parts = path.split('/');
  if (names.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const part = parts[index] ?? '';
    if (name.startsWith('{')) params[name.slice(1, -1)] = part;
    else if (name !== part) return null;
  }
  return params;
}

export function parsed<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Refusal(400, 50035, 'Invalid Form Body', {
    errors: { _errors: errors.map((message) => ({ code: 'X', message })) },
  });
}

/** The files of a call in the order of its `attachments`. */
export function filesOf(call: Call, body: MessageBody): readonly FakeFile[] {
  return body.attachments.map(({ id, filename, description }) => {
    const file = call.files.get(`files[${id}]`);
    if (!file) throw new Refusal(400, 50035, 'Invalid Form Body', { errors: `no file for attachment ${id}` });
    return { ...file, name: filename ?? file.name, description: description ?? null };
  });
}

export async function bodyOf(request: IncomingMessage): Promise<Pick<Call, 'body' | 'files'>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const raw = Buffer.concat(chunks);
  const files = new Map<string, FakeFile>();
  if (raw.byteLength === 0) return { body: undefined, files };
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/')) return { body: JSON.parse(raw.toString('utf8')), files };
  const form = await new Response(raw, { headers: { 'content-type': type } }).formData();
  for (const [key, value] of form) {
    if (typeof value === 'string') continue;
    files.set(key, { name: value.name, description: null, bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  return { body: JSON.parse(String(form.get('payload_json'))), files };
}

export function send(
  response: ServerResponse,
  status: number,
  json: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    ...headers,
  });
  response.end(json === undefined ? undefined : JSON.stringify(json));
}
