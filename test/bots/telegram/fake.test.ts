import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { spellOut } from '../../fakes/telegram/chats.ts';
import { type FakeTelegram, type Person, startFakeTelegram } from '../../fakes/telegram.ts';
import { telegramSchemas } from '../../fakes/telegram-schemas.ts';

/** The fake must refuse what Telegram refuses: else every other test proves little. */
let fake: FakeTelegram;
let ann: Person;

const answerSchema = z.object({
  ok: z.boolean(),
  error_code: z.number().optional(),
  description: z.string().optional(),
  result: z.unknown().optional(),
});

beforeEach(async () => {
  fake = await startFakeTelegram({ now: () => 0 });
  ann = fake.person('ann');
  ann.room.door = 'open';
});

afterEach(async () => {
  await fake.stop();
});

async function call(method: string, payload: object): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${fake.url}/bot${fake.token}/${method}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(payload),
  });
  const answer = answerSchema.parse(await response.json());
  expect(response.status).toBe(answer.ok ? 200 : answer.error_code);
  return answer.description ?? 'ok';
}

const say = (more: object) => call('sendMessage', { chat_id: ann.id, ...more });
const keys = (...keyboard: object[]) => ({ text: 'x', reply_markup: { inline_keyboard: [keyboard] } });

describe('messages', () => {
  const table: readonly (readonly [string, object, string])[] = [
    ['4096 units', { text: '😀'.repeat(2048) }, 'ok'],
    ['4097 units', { text: `${'😀'.repeat(2048)}x` }, 'Bad Request: message is too long'],
    ['nothing', { text: '' }, 'Bad Request: message text is empty'],
    ['blanks', { text: ' \n\u200b ' }, 'Bad Request: message text is empty'],
    ['half a character', { text: '\ud83d' }, 'Bad Request: text must be encoded in UTF-8'],
    [
      'a mark beyond the end',
      { text: 'x', entities: [{ type: 'bold', offset: 0, length: 2 }] },
      'Bad Request: entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 2',
    ],
    [
      'crossing marks',
      {
        text: 'abcdef',
        entities: [
          { type: 'bold', offset: 0, length: 4 },
          { type: 'italic', offset: 2, length: 4 },
        ],
      },
      'Bad Request: entity beginning at UTF-16 offset 2 ends after the end of the text at UTF-16 offset 6',
    ],
    [
      'half a character marked',
      { text: '😀', entities: [{ type: 'bold', offset: 0, length: 1 }] },
      'Bad Request: entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol',
    ],
    [
      'an open tag',
      { text: '<b>x', parse_mode: 'HTML' },
      'Bad Request: can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
    ],
    [
      'an unknown tag',
      { text: '<x>x</x>', parse_mode: 'HTML' },
      'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 3',
    ],
    ['data of 64 bytes', keys({ text: 'a', callback_data: 'é'.repeat(32) }), 'ok'],
    [
      'data of 65 bytes',
      keys({ text: 'a', callback_data: `${'é'.repeat(32)}x` }),
      'Bad Request: BUTTON_DATA_INVALID',
    ],
    ['no data', keys({ text: 'a', callback_data: '' }), 'Bad Request: BUTTON_DATA_INVALID'],
  ];
  test.each(table)('%s', async (_, payload, expected) => {
    expect(await say(payload)).toBe(expected);
  });

  test('nobody is written to who is not there', async () => {
    expect(await call('sendMessage', { chat_id: 1, text: 'x' })).toBe('Bad Request: chat not found');
    expect(await call('sendMessage', { chat_id: fake.person('ben').id, text: 'x' })).toBe(
      "Forbidden: bot can't initiate conversation with a user",
    );
  });

  test('HTML and marks look the same to a person', async () => {
    await say({ text: '<b>a &lt;b&gt;</b> <i>c</i>', parse_mode: 'HTML' });
    const [message] = ann.room.messages.values();
    expect(message && spellOut(message.body)).toBe('<bold>a <b></bold> <italic>c</italic>');
  });

  test('two messages a second in one chat are noted', async () => {
    await say({ text: 'a' });
    await say({ text: 'b' });
    expect(fake.warnings).toEqual(['more than one message a second in one chat']);
  });
});

test('an edit that changes nothing, or nothing that is there', async () => {
  await say({ text: 'x' });
  const [id] = ann.room.messages.keys();
  const edit = (message_id: number | undefined, text: string) =>
    call('editMessageText', { chat_id: ann.id, message_id, text });
  expect(await edit(id, 'x')).toMatch(/^Bad Request: message is not modified: /);
  expect(await edit(id, 'y')).toBe('ok');
  expect(await edit(1, 'y')).toBe('Bad Request: message to edit not found');
});

test('a callback query is answered once', async () => {
  expect(await call('answerCallbackQuery', { callback_query_id: 'made up' })).toMatch(/query is too old/);
});

test('polls are held, an older one gives way, and a webhook shuts them out', async () => {
  const held = call('getUpdates', { timeout: 50 });
  await fake.called('getUpdates');
  expect(await call('getUpdates', { timeout: 0 })).toBe('ok');
  expect(await held).toMatch(/^Conflict: terminated by other getUpdates request/);
  await call('setWebhook', { url: 'http://127.0.0.1:1/' });
  expect(await call('getUpdates', {})).toMatch(
    /^Conflict: can't use getUpdates method while webhook is active/,
  );
});

test('a wrong token and an unknown method', async () => {
  expect((await fetch(`${fake.url}/bot1:x/getMe`)).status).toBe(401);
  expect(await call('noSuchMethod', {})).toBe('Not Found: method not found');
});

test.skipIf(telegramSchemas() === null)('what the published description does not know is found', async () => {
  await say({ text: 'x', colour: 'red' });
  expect(fake.violations.join()).toContain('colour');
});
