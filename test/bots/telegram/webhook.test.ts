import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTelegramFront, type TelegramFront } from '#bots/telegram/front.ts';
import { mountWebhook } from '#bots/telegram/webhook.ts';
import { type FakeTelegram, startFakeTelegram } from '../../fakes/telegram.ts';
import { watchedLog } from '../../watched-log.ts';
import { createScriptedChat, fresh, type ScriptedChat, text } from './scripted-chat.ts';

const SECRET = 'a-secret_of-256';
const server = createServer();

let fake: FakeTelegram;
let front: TelegramFront;
let chat: ScriptedChat;
let url: string;
/** Requests that the server answers itself with 500 before the front sees any. */
let stumbles = 0;

beforeEach(async () => {
  fake = await startFakeTelegram({ perSecond: null });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/telegram`;
  const known = new Set<string>();
  chat = createScriptedChat(({ input }) => fresh(text(input.kind === 'text' ? input.text : 'pressed')));
  front = createTelegramFront({
    token: fake.token,
    apiUrl: `${fake.url}/`,
    webhook: { url, secret: SECRET },
    chat,
    done: { has: async (id) => known.has(id), add: async (id) => void known.add(id) },
    log: watchedLog(),
  });
  server.removeAllListeners('request').on('request', (req, res) => {
    if (stumbles-- > 0) res.writeHead(500).end();
    else void front.webhookHandler(req, res);
  });
});

afterEach(async () => {
  await front.stop();
  await fake.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(fake.violations).toEqual([]);
});

function post(body: string, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  return fetch(url, { method: 'POST', body, headers }).then(({ status }) => status);
}

const withSecret = { 'X-Telegram-Bot-Api-Secret-Token': SECRET };

test('updates come by webhook, nothing is polled', async () => {
  await front.start();
  expect(front.webhookPath).toBe('/hooks/telegram');
  expect(front.ready()).toBe(true);
  expect((await fake.person('ann').say('hello, שלום, 👩🏽‍⚕️')).text).toBe('hello, שלום, 👩🏽‍⚕️');
  expect(fake.calls.filter(({ method }) => method === 'getUpdates')).toEqual([]);
  const [set] = await fake.called('setWebhook');
  expect(set?.payload).toEqual({
    url,
    secret_token: SECRET,
    allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
  });
});

test('it stands beside other routes of one server, which read bodies as they like', async () => {
  await front.start();
  const http = Fastify();
  mountWebhook(http, front);
  http.post('/other', async ({ body }) => body);
  const address = await http.listen({ host: '127.0.0.1', port: 0 });
  const send = (path: string, headers: Readonly<Record<string, string>>) =>
    fetch(address + path, {
      method: 'POST',
      body: '{"update_id":7}',
      headers: { 'content-type': 'application/json', ...headers },
    });
  expect((await send('/hooks/telegram', withSecret)).status).toBe(200);
  expect((await send('/hooks/telegram', {})).status).toBe(401);
  expect(await (await send('/other', {})).json()).toEqual({ update_id: 7 });
  await http.close();
});

test('what was not taken is brought again and answered once', async () => {
  await front.start();
  stumbles = 3;
  const ann = fake.person('ann');
  expect((await ann.say('hello')).text).toBe('hello');
  expect(chat.invocations).toHaveLength(1);
});

test('a wrong or missing secret is refused before the body is looked at', async () => {
  await front.start();
  expect(await post('not json', { 'X-Telegram-Bot-Api-Secret-Token': 'wrong' })).toBe(401);
  expect(await post('not json')).toBe(401);
  expect(await post('not json', withSecret)).toBe(400);
  expect(await post('{"no": "update"}', withSecret)).toBe(200);
  expect(await post(`"${'x'.repeat(1_000_001)}"`, withSecret)).toBe(413);
  expect(await fetch(url).then(({ status }) => status)).toBe(405);
  expect(chat.invocations).toEqual([]);
});

test('before the start and after the end Telegram is asked to come again', async () => {
  expect(await post('{"update_id": 1}', withSecret)).toBe(503);
  await front.start();
  expect(await post('{"update_id": 1}', withSecret)).toBe(200);
  await front.stop();
  expect(await post('{"update_id": 2}', withSecret)).toBe(503);
});

test('a server that fails at first is asked again', async () => {
  fake.trouble({ how: 'unavailable', method: 'setWebhook', times: 1 });
  await front.start();
  expect((await fake.called('setWebhook', 2)).length).toBe(2);
  expect(front.ready()).toBe(true);
});
