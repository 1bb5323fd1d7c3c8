import { describe, expect, test } from 'vitest';
import { AttachmentError } from '#bots/chat/attachment.ts';
import type { Answer } from '#bots/chat/chat.ts';
import type { Invocation } from '#bots/chat/invocation.ts';
import type { Part } from '#core/reply.ts';
import { fresh, redrawn, text } from './scripted-chat.ts';
import { useTelegram } from './talk.ts';

const BUTTONS: Part = { kind: 'buttons', buttons: [{ verb: 'done', id: 'step1', label: 'Done' }] };
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const talk = useTelegram();

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
    await talk.open(() => fresh(text('ok')));
    const ann = talk.fake.person('ann');
    expect(await ann.say(typed)).toMatchObject({ text: 'ok', private: true });
    expect(talk.chat.invocations).toEqual([
      { platform: 'telegram', user: `${ann.id}`, address: `${ann.id}`, input },
    ]);
  });

  test('a photo or a sticker is a text of nothing, a pinned message is no message', async () => {
    await talk.open(() => fresh(text('ok')));
    const ann = talk.fake.person('ann');
    const photo = [{ file_id: 'a', file_unique_id: 'b', width: 1, height: 1 }];
    await ann.send({ photo });
    await ann.send({ message_auto_delete_timer_changed: { message_auto_delete_time: 60 } });
    expect(talk.chat.invocations.map(({ input }) => input)).toEqual([{ kind: 'text', text: '' }]);
  });

  test('a caption is read as words, and as a command where it is one', async () => {
    await talk.open(() => fresh(text('ok')));
    const ann = talk.fake.person('ann');
    const photo = [{ file_id: 'a', file_unique_id: 'b', width: 1, height: 1 }];
    await ann.send({ photo, caption: 'look' });
    await ann.send({ photo, caption: '/plan next' });
    expect(talk.chat.invocations.map(({ input }) => input)).toEqual([
      { kind: 'text', text: 'look' },
      { kind: 'command', name: 'plan', options: {}, rest: 'next' },
    ]);
  });

  test('a document is read when it is asked for, and never beyond the limit of the asker', async () => {
    const bytes = Buffer.from('program,field\nA,IM\n');
    const read: unknown[] = [];
    await talk.open(async ({ attachments = [] }) => {
      const [file] = attachments;
      read.push(Buffer.from((await file?.read(1_000)) ?? []).toString());
      read.push(await file?.read(5).catch((error: unknown) => error));
      return fresh(text('ok'));
    });
    const ann = talk.fake.person('ann');
    const id = talk.fake.file(bytes);
    const document = { file_id: id, file_unique_id: 'u', file_name: 'programs.csv', mime_type: 'text/csv' };
    await ann.send({ document, caption: '/import' });
    expect(read).toEqual([bytes.toString(), new AttachmentError('too_large')]);
    expect(talk.chat.invocations[0]?.attachments?.[0]).toMatchObject({
      name: 'programs.csv',
      mediaType: 'text/csv',
    });
  });

  test('a voice message has a length, and what Telegram does not hand out is no crash', async () => {
    const read: unknown[] = [];
    await talk.open(async ({ attachments = [] }) => {
      read.push(await attachments[0]?.read(1_000).catch((error: unknown) => error));
      return fresh(text('ok'));
    });
    const voice = {
      file_id: 'nowhere',
      file_unique_id: 'u',
      duration: 75,
      mime_type: 'audio/ogg',
      file_size: 9,
    };
    await talk.fake.person('ann').send({ voice });
    expect(read).toEqual([new AttachmentError('unavailable')]);
    expect(talk.chat.invocations[0]?.attachments?.[0]).toMatchObject({ seconds: 75, bytes: 9 });
  });

  test('a forwarded message is quoted and answers nothing; an edited one is told as edited', async () => {
    await talk.open(() => fresh(text('ok')));
    const ann = talk.fake.person('ann');
    const sender_user = { id: 77, is_bot: false, first_name: 'Ben' };
    await ann.send({ text: 'rude words', forward_origin: { type: 'user', date: 1, sender_user } });
    await ann.edit('other words');
    const [forwarded, edited] = talk.chat.invocations;
    expect(forwarded).toMatchObject({
      input: { kind: 'text', text: '' },
      quoted: { text: 'rude words', isOwn: false },
    });
    expect(edited?.input).toEqual({ kind: 'edit', text: 'other words' });
  });

  test('a text that Telegram cuts in pieces is one, and what comes after the answer is heard', async () => {
    await talk.open(({ input }) => fresh(text(input.kind === 'text' ? `${input.text.length}` : '')));
    const ann = talk.fake.person('ann');
    expect((await ann.say('x'.repeat(9000))).text).toBe('4096');
    expect((await ann.say('short')).text).toBe('5');
  });

  test('blocking and unblocking are told', async () => {
    await talk.open(() => fresh(text('ok')));
    const ann = talk.fake.person('ann');
    await ann.say('hi');
    await ann.block();
    await ann.unblock();
    const to = { user: `${ann.id}`, address: `${ann.id}` };
    expect(talk.chat.reached).toEqual([
      { ...to, open: false },
      { ...to, open: true },
    ]);
  });
});

describe('buttons', () => {
  const press = (answer: Answer) => (invocation: Invocation) =>
    invocation.input.kind === 'press' ? answer : fresh(text('a step'), BUTTONS);

  test('an answer that redraws takes the place of the message', async () => {
    await talk.open(press(redrawn(text('done'))));
    const ann = talk.fake.person('ann');
    expect((await ann.say('hi')).buttons).toEqual([{ id: 'done:step1', label: 'Done' }]);
    expect(await ann.press('done:step1')).toEqual({ text: 'done', buttons: [], files: [], private: true });
    expect(ann.room.messages.size).toBe(1);
    expect(talk.chat.invocations.at(-1)?.input).toEqual({ kind: 'press', button: 'done:step1' });
  });

  test('the query is answered before the work', async () => {
    await talk.open(press(redrawn(text('done'))));
    const ann = talk.fake.person('ann');
    await ann.say('hi');
    const before = talk.fake.calls.length;
    await ann.press('done:step1');
    const methods = talk.fake.calls.slice(before).map(({ method }) => method);
    expect(methods.filter((method) => method !== 'getUpdates')).toEqual([
      'answerCallbackQuery',
      'editMessageText',
      'answerCallbackQuery',
    ]);
  });

  test('an answer that does not redraw is a new message and leaves the buttons', async () => {
    await talk.open(press(fresh(text('done'))));
    const ann = talk.fake.person('ann');
    await ann.say('hi');
    expect((await ann.press('done:step1')).text).toBe('done');
    expect([...ann.room.messages.values()].map(({ rows }) => rows.flat().length)).toEqual([1, 0]);
  });

  test('the same press again changes nothing and breaks nothing', async () => {
    await talk.open(press(redrawn(text('a step'), BUTTONS)));
    const ann = talk.fake.person('ann');
    await ann.say('hi');
    expect((await ann.press('done:step1')).text).toBe('');
    expect(ann.room.messages.size).toBe(1);
  });

  test('what does not fit one text message is sent again, and the old buttons go', async () => {
    await talk.open(
      press(redrawn(text('see'), { kind: 'picture', name: 'plan.png', alt: 'Your plan', png: PNG })),
    );
    const ann = talk.fake.person('ann');
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
    await talk.open(({ input }) =>
      input.kind === 'press' ? redrawn(text('done')) : fresh(picture, BUTTONS),
    );
    const ann = talk.fake.person('ann');
    await ann.say('hi');
    expect((await ann.press('done:step1')).text).toContain('done');
    expect([...ann.room.messages.values()].map(({ rows }) => rows.length)).toEqual([0, 0]);
  });

  test('a query that is too old, or whose message is out of reach, is worked on all the same', async () => {
    await talk.open(press(redrawn(text('done'))));
    const ann = talk.fake.person('ann');
    await ann.say('hi');
    expect((await ann.press('done:step1', { inaccessible: true })).text).toBe('done');
    expect((await ann.press('done:step1', { expired: true })).text).toBe('done');
  });

  test('a deleted message is answered with a new one', async () => {
    await talk.open(press(redrawn(text('done'))));
    const ann = talk.fake.person('ann');
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
    await talk.open(async ({ input }) => {
      const said = input.kind === 'text' ? input.text : '';
      if (said === 'slow') await gate.promise;
      order.push(said);
      return fresh(text(said));
    });
    const [ann, ben] = [talk.fake.person('ann'), talk.fake.person('ben')];
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
    await talk.open(({ input }) => fresh(text(input.kind === 'text' ? input.text : '')));
    const ann = talk.fake.person('ann');
    await ann.say('one');
    const chatOfAnn = { id: ann.id, type: 'private', first_name: 'ann' };
    const from = { id: ann.id, is_bot: false, first_name: 'ann' };
    const update = talk.fake.updates.push({
      message: { message_id: 9, date: 1, chat: chatOfAnn, from, text: 'two' },
    });
    talk.fake.updates.repeat(update);
    talk.fake.updates.repeat(update);
    await ann.say('three');
    expect([...ann.room.messages.values()].map(({ body }) => body.text)).toEqual(['one', 'two', 'three']);
  });

  test('an update counts as taken and as done only once it is answered', async () => {
    await talk.open(({ input }) => fresh(text(input.kind === 'text' ? input.text : '')));
    await talk.fake.person('ann').say('one');
    await talk.front.stop();
    const { calls } = talk.fake;
    const sent = calls.findIndex(({ method }) => method === 'sendMessage');
    const taken = calls.findIndex(
      ({ method, payload }) => method === 'getUpdates' && Number(payload.offset) > 0,
    );
    expect(sent).toBeGreaterThan(-1);
    expect(taken).toBeGreaterThan(sent);
    expect(talk.doneAfter[0]).toBeGreaterThan(sent);
  });

  test('stopping finishes what is under way', async () => {
    const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    await talk.open(async () => {
      begun.resolve();
      await gate.promise;
      return fresh(text('late but there'));
    });
    const ann = talk.fake.person('ann');
    void ann.say('hi').catch(() => {});
    await begun.promise;
    const stopped = talk.front.stop();
    gate.resolve();
    await stopped;
    expect([...ann.room.messages.values()].map(({ body }) => body.text)).toEqual(['late but there']);
    expect(talk.front.ready()).toBe(false);
  });
});

describe('groups', () => {
  test('a command gets the way to the private chat and nothing else', async () => {
    await talk.open(() => fresh(text('secret')));
    const [ann, group] = [talk.fake.person('ann'), talk.fake.group('Applicants')];
    const way = 'Let us talk in private.\nhttps://t.me/rematch_bot?start=hi';
    expect((await group.say(ann, '/plan')).text).toBe(way);
    expect((await group.say(ann, '/whatever@Rematch_Bot my score is 200')).text).toBe(way);
    expect((await group.say(ann, '/plan@other_bot')).text).toBe('');
    expect((await group.say(ann, '/unknown')).text).toBe('');
    expect([...group.room.messages.values()].map(({ topic }) => topic)).toEqual([null, null]);
    expect((await group.say(ann, 'just talking')).text).toBe('');
    expect((await group.press(ann, 'done:step1')).text).toBe('');
    expect(talk.chat.invocations).toEqual([]);
  });
});

test('a command in a topic of a group is answered there', async () => {
  await talk.open(() => fresh(text('secret')));
  const [ann, group] = [talk.fake.person('ann'), talk.fake.group('Applicants')];
  await group.say(ann, '/plan', 77);
  await group.say(ann, '/plan');
  expect([...group.room.messages.values()].map(({ topic }) => topic)).toEqual([77, null]);
});

test('somebody in a group who asks too much is passed over in silence', async () => {
  await talk.open(() => fresh(text('secret')), { admit: async () => 'slow_down' });
  expect((await talk.fake.group('Applicants').say(talk.fake.person('ann'), '/plan')).text).toBe('');
});

test('the command lists are set once, and only where they differ; groups see a short one', async () => {
  await talk.open(() => fresh(text('ok')));
  expect(talk.fake.commands('group')).toEqual([{ command: 'start', description: 'does start' }]);
  expect(talk.fake.commands()).toEqual([
    { command: 'start', description: 'does start' },
    { command: 'plan', description: 'does plan' },
  ]);
  await talk.front.stop();
  await talk.open(() => fresh(text('ok')));
  expect(talk.fake.calls.filter(({ method }) => method === 'setMyCommands')).toHaveLength(2);
});

test('polls ask for the kinds of update that are handled', async () => {
  await talk.open(() => fresh(text('ok')));
  const [first] = await talk.fake.called('getUpdates');
  expect(first?.payload.allowed_updates).toEqual([
    'message',
    'edited_message',
    'callback_query',
    'my_chat_member',
  ]);
});
