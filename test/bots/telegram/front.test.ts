import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '#bots/chat/chat.ts';
import type { Invocation } from '#bots/chat/invocation.ts';
import { createTelegramFront, type TelegramFront } from '#bots/telegram/front.ts';
import type { Part } from '#core/reply.ts';
import { type FakeTelegram, startFakeTelegram } from '../../fakes/telegram.ts';
import { createScriptedChat, fresh, redrawn, type ScriptedChat, text } from './scripted-chat.ts';

const quiet = pino({ level: 'silent' });
const BUTTONS: Part = { kind: 'buttons', buttons: [{ verb: 'done', id: 'step1', label: 'Done' }] };
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let fake: FakeTelegram;
let front: TelegramFront;
let chat: ScriptedChat;

async function open(
  handle: (invocation: Invocation) => Answer | Promise<Answer>,
  log = quiet,
): Promise<void> {
  const known = new Set<string>();
  chat = createScriptedChat(handle);
  front = createTelegramFront({
    token: fake.token,
    apiUrl: fake.url,
    webhook: null,
    chat,
    seen: async (id) => known.size < known.add(id).size,
    log,
  });
  await front.start();
}

beforeEach(async () => {
  fake = await startFakeTelegram({ perSecond: null });
});

afterEach(async () => {
  await front.stop();
  await fake.stop();
  expect(fake.violations).toEqual([]);
});

describe('what a person does becomes an invocation', () => {
  const cases: readonly (readonly [string, Invocation['input']])[] = [
    ['hello', { kind: 'text', text: 'hello' }],
    ['/start', { kind: 'command', name: 'start', options: {}, rest: '' }],
    ['/start hi', { kind: 'command', name: 'start', options: {}, rest: 'hi' }],
    ['/plan@rematch_bot', { kind: 'command', name: 'plan', options: {}, rest: '' }],
    [
      '/Plan  zone Europe/Berlin ',
      { kind: 'command', name: 'plan', options: {}, rest: 'zone Europe/Berlin' },
    ],
    ['/plan\nnext', { kind: 'command', name: 'plan', options: {}, rest: 'next' }],
    ['/ hm', { kind: 'text', text: '/ hm' }],
    ['/plan, please', { kind: 'text', text: '/plan, please' }],
    ['<b>**bold**</b>', { kind: 'text', text: '<b>**bold**</b>' }],
  ];
  test.each(cases)('%j', async (typed, input) => {
    await open(() => fresh(text('ok')));
    const ann = fake.person('ann');
    expect(await ann.say(typed)).toMatchObject({ text: 'ok', private: true });
    expect(chat.invocations).toEqual([
      { platform: 'telegram', user: `${ann.id}`, address: `${ann.id}`, input },
    ]);
  });

  test('a photo or a sticker is a text of nothing, a pinned message is no message', async () => {
    await open(() => fresh(text('ok')));
    const ann = fake.person('ann');
    const photo = [{ file_id: 'a', file_unique_id: 'b', width: 1, height: 1 }];
    await ann.send({ photo, caption: 'look' });
    await ann.send({ message_auto_delete_timer_changed: { message_auto_delete_time: 60 } });
    expect(chat.invocations.map(({ input }) => input)).toEqual([{ kind: 'text', text: '' }]);
  });

  test('a text that Telegram cuts in pieces is one, and what comes after the answer is heard', async () => {
    await open(({ input }) => fresh(text(input.kind === 'text' ? `${input.text.length}` : '')));
    const ann = fake.person('ann');
    expect((await ann.say('x'.repeat(9000))).text).toBe('4096');
    expect((await ann.say('short')).text).toBe('5');
  });

  test('blocking and unblocking are told', async () => {
    await open(() => fresh(text('ok')));
    const ann = fake.person('ann');
    await ann.say('hi');
    await ann.block();
    await ann.unblock();
    const to = { user: `${ann.id}`, address: `${ann.id}` };
    expect(chat.reached).toEqual([
      { ...to, open: false },
      { ...to, open: true },
    ]);
  });
});

describe('buttons', () => {
  const press = (answer: Answer) => (invocation: Invocation) =>
    invocation.input.kind === 'press' ? answer : fresh(text('a step'), BUTTONS);

  test('an answer that redraws takes the place of the message', async () => {
    await open(press(redrawn(text('done'))));
    const ann = fake.person('ann');
    expect((await ann.say('hi')).buttons).toEqual([{ id: 'done:step1', label: 'Done' }]);
    expect(await ann.press('done:step1')).toEqual({ text: 'done', buttons: [], files: [], private: true });
    expect(ann.room.messages.size).toBe(1);
    expect(chat.invocations.at(-1)?.input).toEqual({ kind: 'press', button: 'done:step1' });
  });

  test('the query is answered before the work', async () => {
    await open(press(redrawn(text('done'))));
    const ann = fake.person('ann');
    await ann.say('hi');
    const before = fake.calls.length;
    await ann.press('done:step1');
    const methods = fake.calls.slice(before).map(({ method }) => method);
    expect(methods.filter((method) => method !== 'getUpdates')).toEqual([
      'answerCallbackQuery',
      'editMessageText',
      'answerCallbackQuery',
    ]);
  });

  test('an answer that does not redraw is a new message and leaves the buttons', async () => {
    await open(press(fresh(text('done'))));
    const ann = fake.person('ann');
    await ann.say('hi');
    expect((await ann.press('done:step1')).text).toBe('done');
    expect([...ann.room.messages.values()].map(({ rows }) => rows.flat().length)).toEqual([1, 0]);
  });

  test('the same press again changes nothing and breaks nothing', async () => {
    await open(press(redrawn(text('a step'), BUTTONS)));
    const ann = fake.person('ann');
    await ann.say('hi');
    expect((await ann.press('done:step1')).text).toBe('');
    expect(ann.room.messages.size).toBe(1);
  });

  test('what does not fit one text message is sent anew, and the old buttons go', async () => {
    await open(
      press(redrawn(text('see'), { kind: 'picture', name: 'plan.png', alt: 'Your plan', png: PNG })),
    );
    const ann = fake.person('ann');
    await ann.say('hi');
    const seen = await ann.press('done:step1');
    expect(seen.files.map(({ name, bytes }) => [name, Buffer.compare(bytes, PNG)])).toEqual([
      ['plan.png', 0],
    ]);
    expect([...ann.room.messages.values()].map(({ body, rows }) => [body.text, rows.length])).toEqual([
      ['a step', 0],
      ['see', 0],
      ['Your plan', 0],
    ]);
  });

  test('a press below a picture is answered with a new message', async () => {
    const picture: Part = { kind: 'picture', name: 'plan.png', alt: 'Your plan', png: PNG };
    await open(({ input }) => (input.kind === 'press' ? redrawn(text('done')) : fresh(picture, BUTTONS)));
    const ann = fake.person('ann');
    await ann.say('hi');
    expect((await ann.press('done:step1')).text).toContain('done');
    expect([...ann.room.messages.values()].map(({ rows }) => rows.length)).toEqual([0, 0]);
  });

  test('a query that is too old, or whose message is out of reach, is worked on all the same', async () => {
    await open(press(redrawn(text('done'))));
    const ann = fake.person('ann');
    await ann.say('hi');
    expect((await ann.press('done:step1', { inaccessible: true })).text).toBe('done');
    expect((await ann.press('done:step1', { expired: true })).text).toBe('done');
  });

  test('a deleted message is answered with a new one', async () => {
    await open(press(redrawn(text('done'))));
    const ann = fake.person('ann');
    await ann.say('hi');
    const [first] = ann.room.messages.values();
    const pressed = ann.press('done:step1');
    if (first) ann.room.messages.delete(first.id);
    expect((await pressed).text).toBe('done');
  });
});

describe('order and repeats', () => {
  test('one person is answered strictly in order while others are not kept waiting', async () => {
    const gate = Promise.withResolvers<void>();
    const order: string[] = [];
    await open(async ({ input }) => {
      const said = input.kind === 'text' ? input.text : '';
      if (said === 'slow') await gate.promise;
      order.push(said);
      return fresh(text(said));
    });
    const [ann, ben] = [fake.person('ann'), fake.person('ben')];
    const slow = ann.say('slow');
    const quick = ann.say('quick');
    expect((await ben.say('other')).text).toBe('other');
    expect(order).toEqual(['other']);
    gate.resolve();
    await Promise.all([slow, quick]);
    expect(order).toEqual(['other', 'slow', 'quick']);
    expect([...ann.room.messages.values()].map(({ body }) => body.text)).toEqual(['slow', 'quick']);
  });

  test('an update that Telegram brings again is answered once', async () => {
    await open(({ input }) => fresh(text(input.kind === 'text' ? input.text : '')));
    const ann = fake.person('ann');
    await ann.say('one');
    const chatOfAnn = { id: ann.id, type: 'private', first_name: 'ann' };
    const from = { id: ann.id, is_bot: false, first_name: 'ann' };
    const update = fake.updates.push({
      message: { message_id: 9, date: 1, chat: chatOfAnn, from, text: 'two' },
    });
    fake.updates.repeat(update);
    fake.updates.repeat(update);
    await ann.say('three');
    expect([...ann.room.messages.values()].map(({ body }) => body.text)).toEqual(['one', 'two', 'three']);
  });

  test('stopping finishes what is under way', async () => {
    const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    await open(async () => {
      begun.resolve();
      await gate.promise;
      return fresh(text('late but there'));
    });
    const ann = fake.person('ann');
    void ann.say('hi').catch(() => {});
    await begun.promise;
    const stopped = front.stop();
    gate.resolve();
    await stopped;
    expect([...ann.room.messages.values()].map(({ body }) => body.text)).toEqual(['late but there']);
    expect(front.ready()).toBe(false);
  });
});

describe('groups', () => {
  test('a command gets the way to the private chat and nothing else', async () => {
    await open(() => fresh(text('secret')));
    const [ann, group] = [fake.person('ann'), fake.group('Applicants')];
    const way = 'Let us talk in private.\nhttps://t.me/rematch_bot?start=hi';
    expect((await group.say(ann, '/plan')).text).toBe(way);
    expect((await group.say(ann, '/whatever@Rematch_Bot my score is 200')).text).toBe(way);
    expect((await group.say(ann, '/plan@other_bot')).text).toBe('');
    expect((await group.say(ann, '/unknown')).text).toBe('');
    expect((await group.say(ann, 'just talking')).text).toBe('');
    expect((await group.press(ann, 'done:step1')).text).toBe('');
    expect(chat.invocations).toEqual([]);
  });
});

describe('trouble', () => {
  const echo = ({ input }: Invocation) => fresh(text(input.kind === 'text' ? input.text : 'pressed'));

  test('a second poller ends the connection; a new one is made', async () => {
    await open(echo);
    await fake.called('getUpdates');
    await fetch(`${fake.url}/bot${fake.token}/getUpdates`);
    expect((await fake.person('ann').say('still there?')).text).toBe('still there?');
    expect((await fake.called('getMe')).length).toBeGreaterThanOrEqual(2);
    expect(front.ready()).toBe(true);
  });

  test('a lost network is survived, and seen in the health check meanwhile', async () => {
    const noticed = Promise.withResolvers<void>();
    await open(echo, pino({ level: 'warn' }, { write: () => noticed.resolve() }));
    await fake.called('getUpdates');
    const mend = fake.cutNetwork();
    await noticed.promise;
    expect(front.ready()).toBe(false);
    mend();
    expect((await fake.person('ann').say('back')).text).toBe('back');
    expect(front.ready()).toBe(true);
  });

  test('a failing answer stops nothing', async () => {
    await open((invocation) => {
      if (invocation.input.kind === 'text' && invocation.input.text === 'bad') throw new Error('a bug');
      return echo(invocation);
    });
    const ann = fake.person('ann');
    expect((await ann.say('bad')).text).toBe('');
    expect((await ann.say('good')).text).toBe('good');
  });

  test('a short 429 is waited for once, a long one is not', async () => {
    await open(echo);
    const ann = fake.person('ann');
    fake.trouble({ how: 'busy', method: 'sendMessage', times: 1, retryAfter: 1 });
    expect((await ann.say('patience')).text).toBe('patience');
    fake.trouble({ how: 'busy', method: 'sendMessage', times: 1, retryAfter: 600 });
    expect((await ann.say('no')).text).toBe('');
    expect((await ann.say('again')).text).toBe('again');
  });

  test('a wrong token is said clearly and does not hold up stopping', async () => {
    const lines: string[] = [];
    const said = Promise.withResolvers<void>();
    const write = (line: string) => {
      lines.push(line);
      said.resolve();
    };
    const log = pino({ level: 'info' }, { write });
    front = createTelegramFront({
      token: '1:wrong',
      apiUrl: fake.url,
      webhook: null,
      chat: createScriptedChat(echo),
      seen: async () => true,
      log,
    });
    const started = front.start();
    await said.promise;
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('check TELEGRAM_TOKEN');
    expect(lines[0]).not.toContain('1:wrong');
    expect(front.ready()).toBe(false);
    await front.stop();
    await started;
  });

  test('no log line holds a text, a token or the number of a person', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
    await open(echo, log);
    const ann = fake.person('ann');
    const all = ['closed', 'busy', 'unavailable', 'dropped'] as const;
    for (const how of all) {
      fake.trouble({ how, method: 'sendMessage', times: 1, retryAfter: 600 });
      await ann.say('my private words');
    }
    expect(lines).toHaveLength(all.length);
    for (const line of lines) {
      expect(line).not.toContain('my private words');
      expect(line).not.toContain(fake.token);
      expect(line).not.toContain(String(ann.id));
    }
  });
});

test('the command list is set once, and only when it differs', async () => {
  await open(() => fresh(text('ok')));
  expect(fake.commands()).toEqual([
    { command: 'start', description: 'does start' },
    { command: 'plan', description: 'does plan' },
  ]);
  await front.stop();
  await open(() => fresh(text('ok')));
  expect(fake.calls.filter(({ method }) => method === 'setMyCommands')).toHaveLength(1);
});

test('polls ask for the kinds of update that are handled', async () => {
  await open(() => fresh(text('ok')));
  const [first] = await fake.called('getUpdates');
  expect(first?.payload.allowed_updates).toEqual(['message', 'callback_query', 'my_chat_member']);
});
