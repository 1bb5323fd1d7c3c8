import { Readable } from 'node:stream';
import { toString as flatten } from 'mdast-util-to-string';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Attachment, AttachmentError, readAtMost } from '#bots/chat/attachment.ts';
import { defineCommand } from '#bots/chat/command.ts';
import { defineForm, type Finished } from '#bots/chat/form.ts';
import type { Answers } from '#bots/chat/form-data.ts';
import type { Input } from '#bots/chat/invocation.ts';
import { openChat, questionOf, textOf } from './open-chat.ts';

let finished: (Finished<unknown> & { readonly answers: Answers })[] = [];
const beforeText = 'First line.\n\nSecond line.';

const form = defineForm({
  id: 'kinds',
  version: 1,
  given: z.object({ only: z.string(), rule: z.object({ every: z.string(), days: z.array(z.int()) }) }),
  questions: [
    {
      id: 'letter',
      type: 'long',
      maxLength: 3000,
      when: (_, { only }) => only === 'letter',
    },
    {
      id: 'things',
      type: 'list',
      most: 3,
      when: (_, { only }) => only === 'things',
      of: [
        { id: 'name', type: 'text', maxLength: 20 },
        { id: 'size', type: 'choice', choices: ['big', 'small'] },
      ],
      line: ({ name, size }) => `${name} (${size})`,
    },
    { id: 'hour', type: 'time', when: (_, { only }) => only === 'hour' },
    {
      id: 'paper',
      page: 'papers',
      type: 'file',
      accepts: ['audio/*', 'text/plain', '.txt'],
      most: 1_000_000,
      optional: true,
      when: (_, { only }) => only === 'paper',
    },
    {
      id: 'title',
      page: 'papers',
      type: 'text',
      maxLength: 20,
      when: (_, { only }) => only === 'paper',
    },
    { id: 'when', type: 'moment', when: (_, { only }) => only === 'when' },
    {
      id: 'one',
      type: 'choice',
      when: (_, { only }) => only === 'one',
      choices: ({ context, given }) => [
        { value: 'zone', label: context.person?.settings.zone ?? 'nowhere' },
        { value: 'given', label: String(given.only) },
      ],
    },
  ],
  schema: z.record(z.string(), z.unknown()),
  finish: async ({ say }, answers, rest) => {
    finished.push({ ...rest, answers: answers as Answers });
    return [say.text('chat.ready')];
  },
});
const rule = { every: 'week', days: [1, 3] };
const command = defineCommand({
  name: 'kinds',
  options: z.object({ only: z.string() }),
  forms: [form],
  suggest: {
    only: (typed, { person, knowledge: { specialties } }) =>
      [person?.settings.zone ?? 'nowhere', ...specialties.specialties.map(({ id }) => id)]
        .filter((value) => value.includes(typed))
        .map((value) => ({ value, label: value })),
  },
  run: ({ open }, { only }) => open(form, { given: { only, rule }, initial: initial[only] ?? {} }),
});
const initial: Readonly<Record<string, Answers>> = {
  letter: { letter: beforeText },
  things: { things: [{ name: 'box', size: 'big' }] },
  hour: { hour: '09:00' },
};
const words = {
  kinds: {
    summary: 'Kinds',
    pages: { papers: 'Papers' },
    options: { only: 'Which' },
    form: {
      letter: { ask: 'The letter?' },
      things: { ask: 'Things?', add: 'Add a thing' },
      name: { ask: 'Name?', label: 'Name' },
      size: { ask: 'Size?', label: 'Size', choices: { big: 'Big', small: 'Small' } },
      hour: { ask: 'Which hour?' },
      paper: { ask: 'Your paper?', label: 'Paper' },
      title: { ask: 'Its title?', label: 'Title' },
      when: { ask: 'When?' },
      one: { ask: 'Which one?' },
    },
  },
};

let house: Awaited<ReturnType<typeof openChat>>;
let people = 0;
let user = '';
beforeAll(async () => {
  house = await openChat(Temporal.Instant.from('2026-11-23T10:00:30Z'), [command], words);
});
afterAll(() => house.stop());
beforeEach(async () => {
  finished = [];
  people += 1;
  user = `kind${people}`;
  await house.command(user, 'settings', 'zone Asia/Karachi');
});

const open = async (only: string) => questionOf(await house.command(user, 'kinds', only));
const says = async (text: string) => house.says(user, text);
const press = async (button: string) => house.press(user, button);
const told = () => finished.at(-1)?.answers;

describe('a long answer', () => {
  test('takes several paragraphs up to its length, and shows what there is to edit', async () => {
    const { input, keep } = await open('letter');
    expect(input).toEqual({ type: 'typed', example: '', maxLength: 3000, long: true, initial: beforeText });
    expect(keep).toBe('Keep it as it is');
    const letter = `${'Dear program. '.repeat(200)}\n\nYours`;
    await says(letter);
    expect(told()?.letter).toBe(letter);
  });

  test('is kept with one press, and is too long with a sentence', async () => {
    const { token } = await open('letter');
    expect(textOf(await says('x'.repeat(3001)))).toContain('3000 characters');
    expect(textOf(await says('x'.repeat(4097)))).toContain('4097 characters');
    await press(`keepvalue:${token}`);
    expect(told()?.letter).toBe(beforeText);
  });
});

describe('a list', () => {
  test('is added to, changed, taken from and finished', async () => {
    const list = await open('things');
    expect(list.input).toEqual({
      type: 'list',
      entries: [{ value: 'e0', label: 'box (big)' }],
      add: 'Add a thing',
      ready: 'Done',
    });
    expect(textOf(await press(`answer:${list.token}.add`))).toBe('Name?');
    const size = questionOf(await says('cup'));
    const two = questionOf(await press(`answer:${size.token}.small`));
    expect(two.input).toMatchObject({ entries: [{ label: 'box (big)' }, { label: 'cup (small)' }] });

    const task = questionOf(await press(`answer:${two.token}.e0`));
    expect(task.canGoBack).toBe(true);
    const name = questionOf(await press(`answer:${task.token}.change`));
    expect(name).toMatchObject({ keep: 'Keep: box', input: { initial: 'box' } });
    const kept = questionOf(await press(`keepvalue:${name.token}`));
    expect(kept.keep).toBe('Keep: Big');
    const changed = questionOf(await press(`answer:${kept.token}.small`));
    expect(changed.input).toMatchObject({ entries: [{ label: 'box (small)' }, { label: 'cup (small)' }] });

    const gone = questionOf(await press(`answer:${changed.token}.e0`));
    const one = questionOf(await press(`answer:${gone.token}.remove`));
    expect(one.input).toMatchObject({ entries: [{ label: 'cup (small)' }] });
    await press(`ready:${one.token}`);
    expect(told()?.things).toEqual([{ name: 'cup', size: 'small' }]);
    expect(finished.at(-1)?.initial).toEqual({ things: [{ name: 'box', size: 'big' }] });
  });

  test('can be gone back to from an entry, which is then as it was', async () => {
    const list = await open('things');
    const name = questionOf(await press(`answer:${list.token}.add`));
    const size = questionOf(await says('cup'));
    expect(questionOf(await press(`back:${size.token}`)).token).toBe(name.token);
    const back = questionOf(await press(`back:${name.token}`));
    expect(back.input).toMatchObject({ type: 'list', entries: [{ label: 'box (big)' }] });
    expect(textOf(await press(`answer:${size.token}.big`))).toContain('already answered that one');
  });

  test('is full with a sentence, and empty with another', async () => {
    let list = await open('things');
    for (const one of ['a', 'b']) {
      await press(`answer:${list.token}.add`);
      const size = questionOf(await says(one));
      list = questionOf(await press(`answer:${size.token}.big`));
    }
    expect(list.input).toMatchObject({ add: null });
    expect(textOf(await says('add'))).toContain('I can keep 3');
    for (let left = 3; left > 0; left -= 1) {
      const task = questionOf(await press(`answer:${list.token}.e0`));
      list = questionOf(await press(`answer:${task.token}.remove`));
    }
    expect(flatten({ type: 'root', children: [...list.ask] })).toContain("There's nothing here yet");
    await press(`ready:${list.token}`);
    expect(told()?.things).toEqual([]);
  });

  test('an entry is typed as well, and a stranger is refused', async () => {
    await open('things');
    expect(textOf(await says('BOX (big)'))).toContain('What would you like to do');
    await house.command(user, 'kinds', 'things');
    expect(textOf(await says('a stranger'))).toContain('choose one');
  });
});

describe('a file', () => {
  const file = (name: string, mediaType: string, content: string): Attachment => ({
    name,
    mediaType,
    bytes: null,
    seconds: null,
    read: (most) => readAtMost(Readable.from([Buffer.from(content)]), most),
  });
  const sends = (input: Input, attachments: Attachment[]) =>
    house.chat.handle({ platform: 'discord', user, address: null, input, attachments });
  const text = { kind: 'text', text: '' } as const;
  const note = file('note.txt', '', 'words');

  test('is asked for with what it may be, and kept text is bounded whatever the question says', async () => {
    const { input } = await open('paper');
    const hint = 'One file: audio/*, text/plain, or .txt, up to 64 kB.';
    expect(input).toEqual({ type: 'file', accepts: ['audio/*', 'text/plain', '.txt'], hint });
    const long = file('long.txt', 'text/plain', 'x'.repeat(64_001));
    expect(textOf(await sends(text, [long]))).toContain('up to 64 kB');
  });

  test.each([
    file('a.TXT', '', 'words'),
    file('', 'text/plain; charset=utf-8', 'words'),
    file('', 'audio/ogg', 'words'),
  ])('$name $mediaType is taken', async (sent) => {
    await open('paper');
    expect(textOf(await sends(text, [sent]))).toContain('Its title?');
    await says('report');
    expect(told()).toMatchObject({ paper: 'words', title: 'report' });
  });

  test('two at once, one of another kind, blank ones and one that is gone are refused', async () => {
    await open('paper');
    const gone: Attachment = { ...note, read: () => Promise.reject(new AttachmentError('unavailable')) };
    expect(textOf(await sends(text, [note, note]))).toContain('one file at a time');
    expect(textOf(await sends(text, [file('a.txt.exe', 'text/x', 'words')]))).toContain(
      "can't use that kind",
    );
    expect(textOf(await sends(text, [file('a.txt', '', ' \n')]))).toContain("can't read that file as text");
    expect(textOf(await sends(text, [gone]))).toContain("couldn't get that file");
    expect(textOf(await says('Alpha'))).toContain('I need a file here');
    expect(questionOf(await house.command(user, 'kinds', 'paper')).input.type).toBe('file');
  });

  test('stands on a page with other answers, which are kept where it is wrong', async () => {
    const { token } = await open('paper');
    const page = (paper: string): Input => ({ kind: 'page', token, values: { paper, title: 'report' } });
    const wrong = await sends(page('1'), [note, file('a.exe', '', 'x')]);
    expect(textOf(wrong)).toContain("Paper: I can't use that kind");
    expect(questionOf(wrong).token).toBe(token);
    await sends(text, [note]);
    expect(told()).toMatchObject({ paper: 'words', title: 'report' });
  });

  test('that may be left out is passed over on a page', async () => {
    const { token } = await open('paper');
    await sends({ kind: 'page', token, values: { paper: '', title: 'report' } }, []);
    expect(told()).toMatchObject({ paper: null, title: 'report' });
  });
});

describe('a time of day', () => {
  test.each([
    ['9pm', '21:00'],
    ['21.30', '21:30'],
    ['half past seven in the evening', '19:30'],
    ['noon', '12:00'],
    ['0:15', '00:15'],
    ['4:05 p.m.', '16:05'],
  ])('%s is read', async (typed, time) => {
    await open('hour');
    await says(typed);
    expect(told()?.hour).toBe(time);
  });

  test('an hour that can be either half of the day is asked back, anything else refused', async () => {
    const { token } = await open('hour');
    const { input } = questionOf(await says('9'));
    expect(input).toMatchObject({ choices: [{ value: '21:00' }, { value: '09:00' }] });
    expect(textOf(await says('25:00'))).toContain('I need a time of day');
    await press(`answer:${token}.21:00`);
    expect(told()?.hour).toBe('21:00');
  });
});

describe('a moment', () => {
  test.each([
    ['tomorrow at 9', '2026-11-24T09:00'],
    ['in 90 minutes', '2026-11-23T16:31'],
    ['next friday at 4pm', '2026-12-04T16:00'],
    ['2026-12-01 09:30', '2026-12-01T09:30'],
    ['2026-11-01 09:30', '2026-11-01T09:30'],
    ['2027-01-15', '2027-01-15T09:00'],
  ])('%s is read on the clock of the person', async (typed, wall) => {
    await open('when');
    await says(typed);
    expect(told()?.when).toBe(wall);
  });

  test.each(['2026-13-01 09:30', 'every friday at 9', 'soon', 'yesterday at 9'])(
    '%s is refused',
    async (typed) => {
      await open('when');
      expect(textOf(await says(typed)).length).toBeGreaterThan(10);
      expect(finished).toEqual([]);
    },
  );
});

test('choices look at the record and at what was handed on', async () => {
  const { input, token } = await open('one');
  expect(input).toEqual({
    type: 'choice',
    choices: [
      { value: 'zone', label: 'Asia/Karachi' },
      { value: 'given', label: 'one' },
    ],
  });
  await press(`answer:${token}.zone`);
  expect(finished.at(-1)).toMatchObject({ given: { only: 'one', rule }, answers: { one: 'zone' } });
});

test('proposals look at the record of the person who types, and at the knowledge', async () => {
  const typing = { platform: 'discord', command: 'kinds', option: 'only' } as const;
  const values = async (typed: string, who?: string) =>
    (await house.chat.suggest({ ...typing, typed, ...(who && { user: who }) })).map(({ value }) => value);
  expect(await values('Asia', user)).toEqual(['Asia/Karachi']);
  expect(await values('nowhere')).toEqual(['nowhere']);
  expect(await values('nowhere', 'a stranger')).toEqual(['nowhere']);
  expect(await values('neurol')).toEqual(['neurology']);
  expect(await house.chat.suggest({ ...typing, option: 'constructor', typed: '' })).toEqual([]);
});

test('what was handed on is no answer', async () => {
  await open('hour');
  await says('9pm');
  expect(told()).not.toHaveProperty('only');
  expect(told()).not.toHaveProperty('rule');
});
