import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Front } from '#bots/chat/chat.ts';
import { createDiscordFront } from '#bots/discord/front.ts';
import type { PageField, QuestionPart } from '#core/reply.ts';
import { createFakeDiscord, type FakeDiscord, type FakeUser } from '../../fakes/discord.ts';
import { watchedLog } from '../../watched-log.ts';
import { question, type ScriptedChat, says, scriptedChat } from './scripted-chat.ts';

let fake: FakeDiscord;
let chat: ScriptedChat;
let front: Front;
let ann: FakeUser;

const choices = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ value: `v${index}`, label: `Choice ${index}` }));
const many = {
  type: 'many',
  choices: choices(3),
  picked: [],
  ready: 'None of these',
} as const;
const ASK = [{ type: 'paragraph' as const, children: [{ type: 'text' as const, value: 'Which one?' }] }];
const FIELDS: readonly PageField[] = [
  { id: 'kind', label: 'Kind', ask: ASK, input: { type: 'choice', choices: choices(25) }, optional: false },
  {
    id: 'year',
    label: 'Year',
    ask: ASK,
    input: { type: 'typed', example: '2022', maxLength: 60 },
    optional: false,
  },
  {
    id: 'score',
    label: 'Score',
    ask: ASK,
    input: { type: 'typed', example: '', maxLength: 60 },
    optional: true,
  },
  { id: 'field', label: 'Field', ask: ASK, input: { type: 'choice', choices: choices(2) }, optional: true },
  { id: 'helps', label: 'What helps', ask: ASK, input: many, optional: false },
];
const TITLE = [{ type: 'paragraph' as const, children: [{ type: 'text' as const, value: '1 of 2: You' }] }];
const TABLE = { name: 'mine.csv', type: 'text/csv', bytes: Buffer.from('program') };

describe('pages on Discord', () => {
  beforeEach(async () => {
    fake = await createFakeDiscord();
    chat = scriptedChat();
    const log = watchedLog();
    front = createDiscordFront({ token: fake.token, apiUrl: fake.apiUrl, chat, log });
    await front.start();
    ann = fake.user('ann');
  });
  afterEach(async () => {
    await front.stop();
    await fake.stop();
    expect(fake.violations).toEqual([]);
  });

  async function ask(part: Partial<QuestionPart>) {
    const whole = question({ token: 's1.kind', input: { type: 'choice', choices: choices(25) }, ...part });
    chat.questions.set(whole.token, whole);
    chat.answer = ({ input }) =>
      input.kind === 'command'
        ? { reply: [whole], redraw: false }
        : { reply: says(JSON.stringify(input)), redraw: true };
    return fake.slash(ann, 'start');
  }

  async function openPage(part: Partial<QuestionPart> = {}) {
    const seen = await ask({ page: { title: TITLE, fields: FIELDS }, ...part });
    const opened = await fake.pressOpen(ann, 'type:s1.kind', seen);
    if (opened.kind !== 'modal') throw new Error('no box opened');
    return { seen, modal: opened.modal };
  }

  it('shows a page as its title, what it asks for and one button, and the way back by a page', async () => {
    const seen = await ask({ page: { title: TITLE, fields: FIELDS }, canGoBack: true, optional: true });
    expect(seen.text.trim()).toBe('1 of 2: You\n\nKind · Year · Score · Field · What helps');
    expect(seen.menus).toEqual([]);
    expect(seen.buttons).toEqual([
      { id: 'type:s1.kind', label: 'Fill in' },
      { id: 'pageback:s1.kind', label: 'Back' },
    ]);
  });

  it('opens it as one box: menus and typed fields, what may stay empty is not required', async () => {
    const { modal } = await openPage();
    expect(modal).toMatchObject({ custom_id: 'answer:s1.kind', title: '1 of 2: You' });
    expect(modal.components.map(({ description }) => description)).toEqual(FIELDS.map(() => 'Which one?'));
    const shown = modal.components.map(({ label, component }) => {
      const { custom_id, type, required } = component;
      return [label, custom_id, type, required, type === 3 ? component.max_values : null];
    });
    expect(shown).toEqual([
      ['Kind', 'kind', 3, true, 1],
      ['Year', 'year', 4, true, null],
      ['Score', 'score', 4, false, null],
      ['Field', 'field', 3, false, 1],
      ['What helps', 'helps', 3, false, 3],
    ]);
  });

  it('sends all its answers together, empty ones as empty', async () => {
    const { seen, modal } = await openPage();
    const filled = { kind: ['v24'], year: '2022', helps: ['v0', 'v2'] };
    const next = await fake.submitModal(ann, modal, filled, seen);
    expect(JSON.parse(next.text)).toEqual({
      kind: 'page',
      token: 's1.kind',
      values: { kind: ['v24'], year: '2022', score: '', field: [], helps: ['v0', 'v2'] },
    });
    expect(next.id).toBe(seen.id);
  });

  it('the client itself refuses what the box does not allow', async () => {
    const { seen, modal } = await openPage();
    const send = (filled: Record<string, string | string[]>) =>
      Promise.resolve().then(() => fake.submitModal(ann, modal, filled, seen));
    await expect(send({ year: '2022' })).rejects.toThrow('kind has too few');
    await expect(send({ kind: ['v1'], year: '' })).rejects.toThrow('year must not be empty');
    await expect(send({ kind: ['x'], year: '1' })).rejects.toThrow('kind has no x');
    await expect(send({ kind: ['v1', 'v2'], year: '1' })).rejects.toThrow('kind has too few or too many');
  });

  it('a question that allows any number of answers is a menu, with a way to choose none', async () => {
    const seen = await ask({ token: 's1.helps', input: many });
    expect(seen.buttons).toEqual([{ id: 'ready:s1.helps', label: 'None of these' }]);
    const next = await fake.select(ann, 'pick:s1.helps', ['v0', 'v2'], seen);
    expect(JSON.parse(next.text)).toEqual({
      kind: 'page',
      token: 's1.helps',
      values: { helps: ['v0', 'v2'] },
    });
  });

  it('the fake refuses what Discord refuses in a box', async () => {
    const six = [...FIELDS, { id: 'more', label: 'More', ask: ASK, input: many, optional: true }];
    const seen = await ask({ page: { title: TITLE, fields: six } });
    await expect(fake.pressOpen(ann, 'type:s1.kind', seen)).rejects.toThrow('did not respond');
    expect(fake.violations.splice(0)).toHaveLength(1);
  });

  it('takes a file in a box, also where others are', async () => {
    const part = question({
      token: 's1.kind',
      input: { type: 'file', accepts: ['.csv'], hint: 'One file: .csv.' },
    });
    chat.questions.set(part.token, part);
    const read: string[] = [];
    chat.answer = async ({ input, attachments = [] }) => {
      if (input.kind === 'command') return { reply: [part], redraw: false };
      for (const file of attachments) read.push(Buffer.from(await file.read(100)).toString());
      return { reply: says(JSON.stringify(input)), redraw: true };
    };
    const seen = await fake.slash(ann, 'start', {}, fake.server);
    expect(seen.text).toContain('One file: .csv.');
    const opened = await fake.pressOpen(ann, 'type:s1.kind', seen);
    if (opened.kind !== 'modal') throw new Error('no box opened');
    expect(opened.modal.components[0]).toMatchObject({
      description: 'One file: .csv.',
      component: { type: 19, required: true, max_values: 1 },
    });
    await expect(async () => fake.submitModal(ann, opened.modal, {}, seen)).rejects.toThrow('too few');
    const next = await fake.submitModal(ann, opened.modal, {}, seen, [TABLE]);
    expect(JSON.parse(next.text)).toMatchObject({ kind: 'answer', token: 's1.kind' });
    expect(next).toMatchObject({ id: seen.id, private: true });
    expect(read).toEqual(['program']);
  });

  it('sends a file on a page beside the other answers, as its place among the files', async () => {
    const input = { type: 'file', accepts: ['.csv'], hint: 'One file: .csv.' } as const;
    const table: PageField = { id: 'table', label: 'Table', ask: ASK, input, optional: true };
    const fields = [...FIELDS.slice(1, 2), table];
    const { seen, modal } = await openPage({ page: { title: TITLE, fields } });
    const next = await fake.submitModal(ann, modal, { year: '2022' }, seen, [TABLE]);
    expect(JSON.parse(next.text)).toMatchObject({ kind: 'page', values: { year: '2022', table: '0' } });
    expect(chat.heard.at(-1)?.attachments).toMatchObject([{ name: 'mine.csv', bytes: 7 }]);
    const empty = await openPage({ page: { title: TITLE, fields } });
    const without = await fake.submitModal(ann, empty.modal, { year: '2022' }, empty.seen);
    expect(JSON.parse(without.text)).toMatchObject({ values: { year: '2022', table: '' } });
  });
});
