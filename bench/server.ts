import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What both platforms accepted, in order of arrival. */
export interface Stats {
  readonly texts: readonly string[];
  /** Epoch milliseconds at which each of them arrived. */
  readonly times: readonly number[];
  readonly refused: number;
  /** Epoch milliseconds of the last message accepted. */
  readonly last: number;
}

/** How many messages each platform accepts in any second; a separate process, so that its work is not ours. */
const LIMITS = { discord: 50, telegram: 30 } as const;

const strict = process.argv.includes('--strict');
const recent: Record<keyof typeof LIMITS, number[]> = { discord: [], telegram: [] };
let stats: { texts: string[]; times: number[]; refused: number; last: number } = empty();

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => {
    body += chunk;
  });
  request.on('end', () => {
    const [status, answer] =
      request.url === '/stats' ? ([200, take()] as const) : send(request.url ?? '', body);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
});

function empty(): typeof stats {
  return { texts: [], times: [], refused: 0, last: 0 };
}

function take(): Stats {
  const told = stats;
  stats = empty();
  return told;
}

function send(url: string, body: string): readonly [number, object] {
  const platform = url.startsWith('/api/') ? 'discord' : 'telegram';
  const at = performance.now();
  const times = recent[platform];
  while (times[0] !== undefined && at - times[0] >= 1000) times.shift();
  if (strict && times.length >= LIMITS[platform]) {
    stats.refused += 1;
    return platform === 'discord'
      ? [429, { message: 'You are being rate limited.', retry_after: 1, global: true }]
      : [
          429,
          { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 1 } },
        ];
  }
  times.push(at);
  const message: { readonly text?: string; readonly content?: string } = JSON.parse(body);
  stats.texts.push(message.text ?? message.content ?? '');
  stats.last = Date.now();
  stats.times.push(stats.last);
  return platform === 'discord'
    ? [200, { id: '1' }]
    : [200, { ok: true, result: { message_id: 1, date: 0, chat: { id: 1, type: 'private' } } }];
}

server.listen(0, '127.0.0.1', () => {
  process.send?.((server.address() as AddressInfo).port);
});
process.on('disconnect', () => process.exit(0));
