import { afterEach, beforeEach, expect, test } from 'vitest';
import { AttachmentError } from '#bots/chat/attachment.ts';
import type { Front } from '#bots/chat/chat.ts';
import { createDiscordFront } from '#bots/discord/front.ts';
import { createFakeDiscord, type FakeDiscord } from '../../fakes/discord.ts';
import { watchedLog } from '../../watched-log.ts';
import { COMMANDS, type ScriptedChat, says, scriptedChat } from './scripted-chat.ts';

const log = watchedLog();
const TABLE = { name: 'programs.csv', type: 'text/csv', bytes: Buffer.from('program,field\nA,IM\n') };
const FILE = { name: 'file', summary: 'a table', type: 'file', required: true } as const;
const IMPORT = {
  name: 'import',
  summary: 'reads a table',
  who: 'anyone',
  onMessage: 'Check before you post',
  options: [{ ...FILE, choices: [], min: null, max: null, suggests: false }],
} as const;

let fake: FakeDiscord;
let chat: ScriptedChat;
let front: Front;

beforeEach(async () => {
  fake = await createFakeDiscord();
  chat = scriptedChat([...COMMANDS, IMPORT]);
  front = createDiscordFront({ token: fake.token, apiUrl: fake.apiUrl, chat, log });
  await front.start();
});
afterEach(async () => {
  await front.stop();
  await fake.stop();
  expect(fake.violations).toEqual([]);
});

test('a file of an option is read when it is asked for, and never beyond the limit of the asker', async () => {
  const read: unknown[] = [];
  chat.answer = async ({ attachments = [] }) => {
    read.push(Buffer.from((await attachments[0]?.read(1_000)) ?? []).toString());
    return { reply: says('ok'), redraw: false };
  };
  await fake.slashWithFile(fake.user('ann'), 'import', 'file', TABLE);
  expect(read).toEqual([TABLE.bytes.toString()]);
  expect(chat.heard[0]?.input).toEqual({ kind: 'command', name: 'import', options: { file: '0' }, rest: '' });
  expect(chat.heard[0]?.attachments?.[0]).toMatchObject({ name: 'programs.csv', mediaType: 'text/csv' });
});

test('a file that is larger than Discord was told is not read to its end', async () => {
  const read: unknown[] = [];
  chat.answer = async ({ attachments = [] }) => {
    read.push(await attachments[0]?.read(5).catch((error: unknown) => error));
    return { reply: says('ok'), redraw: false };
  };
  await fake.dm(fake.user('ann'), '', { files: [{ ...TABLE, claims: 3 }] });
  expect(read).toEqual([new AttachmentError('too_large')]);
});

test('a voice message has a length, a forwarded message is quoted, and neither is a text', async () => {
  const ann = fake.user('ann');
  const voice = { name: 'voice-message.ogg', type: 'audio/ogg', bytes: Buffer.from('x'), seconds: 75.2 };
  await fake.dm(ann, '', { files: [voice] });
  await fake.dm(ann, '', { forwarded: 'rude words' });
  expect(chat.heard[0]?.attachments?.[0]).toMatchObject({ name: '', seconds: 75.2, bytes: 1 });
  expect(chat.heard[1]).toMatchObject({ quoted: { text: 'rude words', isOwn: null } });
  expect(chat.heard.map(({ input }) => input)).toEqual([
    { kind: 'text', text: '' },
    { kind: 'text', text: '' },
  ]);
});

test('a message command says what the message holds and whether the person wrote it', async () => {
  const [ann, ben] = [fake.user('ann'), fake.user('ben')];
  const own = await fake.onMessage(ann, 'Check before you post', { by: ann, text: 'my words' });
  await fake.onMessage(ann, 'Check before you post', { by: ben, text: 'his words' });
  expect(own.private).toBe(true);
  expect(chat.heard.map(({ quoted }) => quoted)).toEqual([
    { text: 'my words', isOwn: true },
    { text: 'his words', isOwn: false },
  ]);
  expect(chat.heard[0]?.input).toMatchObject({ kind: 'command', name: 'import' });
});

test('an edited message is told as edited, and a place only where others are', async () => {
  const ann = fake.user('ann');
  chat.answer = () => ({ reply: says('ok'), redraw: false });
  const answered = fake.arrives(ann);
  fake.editDm(ann, 'other words');
  await answered;
  await fake.slash(ann, 'start', {}, fake.server);
  const [edited, inServer] = chat.heard;
  expect(edited?.input).toEqual({ kind: 'edit', text: 'other words' });
  expect(edited?.place).toBeUndefined();
  expect(inServer?.place).toEqual({
    community: fake.server.guildId,
    channel: fake.server.channelId,
    canManage: false,
  });
});
