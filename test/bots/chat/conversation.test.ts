import { toString as flatten } from 'mdast-util-to-string';
import { Temporal } from 'temporal-polyfill';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { type Conversation, createConversation } from '#bots/chat/conversation.ts';
import { defineForm } from '#bots/chat/form.ts';
import type { Answers, Given } from '#bots/chat/form-data.ts';
import type { QuestionPart, Reply } from '#core/reply.ts';
import { createSay } from '#core/text.ts';
import { createKeyRing } from '#store/key-ring.ts';
import { createPeople } from '#store/people.ts';
import { createSessions, type Sessions } from '#store/sessions.ts';
import { startTestRedis, type TestRedis } from '../../redis.ts';
import { connections, NOW, newId, randomKey, someone } from '../../store/help.ts';
import { bareContext } from '../bare-context.ts';

const texts = {
  choices: { ask: 'Choices?', label: 'Choices', choices: { a: 'A', b: 'B', c: 'C' } },
  typed: { ask: 'Typed?', label: 'Typed', example: '1' },
};
const say = createSay('en', {
  chat: {
    resumed: 'Resumed.',
    none_of_these: 'None',
    ready: 'Done',
    choose_one: 'Choose one.',
    old_question: 'Behind us.',
    not_a_number: 'A number from {{min}} to {{max}}.',
    page_problem: '{{field}}: {{problem}}',
  },
  trip: {
    pages: { one: 'Page one', two: 'Page two' },
    form: {
      kind: texts.choices,
      days: texts.typed,
      nights: texts.typed,
      note: texts.typed,
      things: texts.choices,
      more: texts.typed,
      extra: texts.typed,
      last: texts.typed,
    },
  },
});

/** What the record of the tests holds, and what the form finished with. */
let record: Answers;
let finished: { readonly answers: Answers; readonly asked: readonly string[] }[];

const form = defineForm({
  id: 'trip',
  version: 1,
  questions: [
    { id: 'kind', page: 'one', type: 'choice', choices: ['a', 'b', 'c'] },
    { id: 'days', page: 'one', type: 'number', min: 1, max: 30 },
    { id: 'nights', page: 'one', type: 'number', min: 0, max: 30, when: ({ kind }) => kind !== 'c' },
    { id: 'note', page: 'one', type: 'number', min: 1, max: 9, optional: true },
    { id: 'things', page: 'one', type: 'many', choices: ['a', 'b', 'c'] },
    { id: 'more', page: 'one', type: 'number', min: 1, max: 9 },
    // May be left out, and stands beside what decides whether it applies.
    {
      id: 'extra',
      page: 'two',
      type: 'number',
      min: 1,
      max: 9,
      optional: true,
      when: ({ kind, last }) => kind === 'b' && last !== 9,
    },
    { id: 'last', page: 'two', type: 'number', min: 1, max: 9 },
  ],
  schema: z.record(z.string(), z.unknown()),
  known: (_context, { edit }) =>
    Object.fromEntries(Object.entries(record).filter(([id]) => id !== edit)) as Answers,
  finish: async (_context, answers, { asked }) => {
    finished.push({ answers: answers as Answers, asked });
    return [say.text('chat.ready')];
  },
});

const context = (): Context =>
  bareContext({
    now: Temporal.Instant.from(NOW),
    platform: 'discord',
    say,
    newId,
  });

let server: TestRedis;
let person: string;
let sessions: Sessions;
let talk: Conversation;
const clients = connections(() => server);
const keys = createKeyRing([randomKey()]);
/** Another process: nothing but the store in common. */
const other = (): Conversation =>
  createConversation({
    forms: [form],
    sessions: createSessions({ redis: clients.add(), keys }),
  });

beforeAll(async () => {
  server = await startTestRedis();
});
beforeEach(async () => {
  record = {};
  finished = [];
  const redis = clients.add();
  person = (await createPeople({ redis, keys, newId }).create(someone(), NOW)).id;
  sessions = createSessions({ redis, keys });
  talk = other();
});
afterEach(() => clients.close());
afterAll(() => server.stop());

const asks = (reply: Reply): QuestionPart => {
  const part = reply.find((one) => one.kind === 'question');
  if (part?.kind !== 'question') throw new Error('nothing is asked');
  return part;
};
/** No form is open. */
const nothing = async (): Promise<Reply> => [];
const fieldsOf = (reply: Reply) => asks(reply).page?.fields.map(({ id }) => id);
const said = (reply: Reply): readonly string[] =>
  reply.flatMap((part) => (part.kind === 'text' ? [part.body.map((node) => flatten(node)).join(' ')] : []));
const open = (given: Given = {}, first?: string) =>
  talk.open(context(), person, form, { given, ...(first && { first }) });

describe('a page', () => {
  test('holds five questions that apply, with what may stay empty', async () => {
    const { page } = asks(await open());
    expect(page?.fields.map(({ id, optional }) => [id, optional])).toEqual([
      ['kind', false],
      ['days', false],
      ['nights', true],
      ['note', true],
      ['things', false],
    ]);
  });

  test('keeps what is right, says what is wrong in a sentence a field, asks for nothing else', async () => {
    const { token } = asks(await open());
    const values = { kind: ['a'], days: '99', nights: 'x', note: '', things: ['a', 'c'] };
    const reply = await talk.page(context(), person, token, values);
    expect(said(reply)).toEqual(['Typed: A number from 1 to 30.', 'Typed: A number from 0 to 30.']);
    expect(fieldsOf(reply)).toEqual(['days', 'nights', 'more']);
    expect((await sessions.load(person))?.answers).toEqual({ kind: 'a', note: null, things: ['a', 'c'] });
  });

  test('goes on in another process, also after an error on it', async () => {
    const { token } = asks(await open());
    const first = await talk.page(context(), person, token, { kind: ['c'], days: '99' });
    expect(fieldsOf(first)).toEqual(['days', 'more']);
    const resumed = await other().open(context(), person, form, {});
    expect(said(resumed)).toEqual(['Resumed.']);
    expect(fieldsOf(resumed)).toEqual(['days', 'more']);
    const next = asks(resumed).token;
    const after = await other().page(context(), person, next, { days: '3', more: '4' });
    // One question alone is no page.
    expect(asks(after)).toMatchObject({ token: expect.stringMatching(/\.last$/) });
    expect(asks(after).page).toBeUndefined();
    await other().page(context(), person, asks(after).token, { last: '5' });
    expect(finished[0]?.answers).toEqual({
      kind: 'c',
      days: 3,
      nights: null,
      note: null,
      things: [],
      more: 4,
      extra: null,
      last: 5,
    });
  });

  test('what an answer makes unnecessary is not asked, what was typed for it is dropped', async () => {
    const { token } = asks(await open());
    await talk.page(context(), person, token, { kind: ['c'], days: '1', nights: '7', things: [] });
    await talk.text(context(), person, '2', nothing);
    await talk.text(context(), person, '3', nothing);
    expect(finished[0]?.answers).toMatchObject({ kind: 'c', nights: null, more: 2 });
  });

  test('an old one shows the one that waits, and a made-up field changes nothing', async () => {
    const { token } = asks(await open());
    await talk.page(context(), person, token, { kind: ['a'], days: '1', nights: '1', oops: 'x' });
    const [sentence, waiting] = await talk.page(context(), person, token, { kind: ['b'] });
    expect(sentence).toEqual(say.text('chat.old_question'));
    expect(waiting).toMatchObject({ kind: 'question' });
    expect(waiting).not.toMatchObject({ token });
    expect((await sessions.load(person))?.answers).not.toHaveProperty('oops');
  });

  test('is gone back to as a whole', async () => {
    const { token } = asks(await open());
    const values = { kind: ['c'], days: '1', note: '', things: [] };
    const more = asks(await talk.page(context(), person, token, values));
    const last = asks(await talk.answer(context(), person, more.token, '2'));
    const back = await talk.move(context(), person, last.token, 'pageback');
    expect(fieldsOf(back)).toEqual(['kind', 'days', 'nights', 'note', 'things']);
    expect((await sessions.load(person))?.answers).toEqual({});
  });
});

describe('what may be left out', () => {
  const known = { kind: 'b', days: 1, nights: 0, note: null, things: [], more: 1 };

  test('is passed over where it was left empty and applies', async () => {
    record = known;
    const { token, page } = asks(await open());
    expect(page?.fields.map(({ id, optional }) => [id, optional])).toEqual([
      ['extra', true],
      ['last', false],
    ]);
    await talk.page(context(), person, token, { last: '3', extra: '' });
    expect(finished[0]?.asked.toSorted()).toEqual(['extra', 'last']);
  });

  test('counts as never asked where a neighbour turns out to rule it out', async () => {
    record = known;
    const { token } = asks(await open());
    await talk.page(context(), person, token, { last: '9', extra: '' });
    expect(finished[0]).toMatchObject({ asked: ['last'], answers: { extra: null, last: 9 } });
  });
});

describe('any number of choices', () => {
  test('are ticked one by one, and the ticks outlive a process', async () => {
    record = { kind: 'c', days: 1, note: null };
    const { token } = asks(await open());
    const pressed = async (value: string) =>
      asks(await other().answer(context(), person, token, value)).input;
    expect(await pressed('a')).toMatchObject({ picked: ['a'], ready: 'Done' });
    expect(await pressed('c')).toMatchObject({ picked: ['a', 'c'] });
    expect(await pressed('a')).toMatchObject({ picked: ['c'] });
    await other().move(context(), person, token, 'ready');
    expect((await sessions.load(person))?.answers).toEqual({ things: ['c'] });
  });

  test('none is an answer, and a text names them as well', async () => {
    record = { kind: 'c', days: 1, note: null };
    const { token, input } = asks(await open());
    expect(input).toMatchObject({ type: 'many', ready: 'None' });
    await expect(talk.text(context(), person, 'A, nonsense', nothing)).rejects.toMatchObject({
      key: 'chat.choose_one',
    });
    await talk.move(context(), person, token, 'ready');
    expect((await sessions.load(person))?.answers).toEqual({ things: [] });
    const { token: more } = asks(await open());
    await talk.move(context(), person, more, 'back');
    await talk.text(context(), person, 'a, B', nothing);
    expect((await sessions.load(person))?.answers).toEqual({ things: ['a', 'b'] });
  });
});

describe('what the record knows', () => {
  test('is not asked for, and is read again each time', async () => {
    record = { kind: 'c', days: 1, note: null, things: [] };
    const { token } = asks(await open());
    expect(token).toMatch(/\.more$/);
    expect((await sessions.load(person))?.given).toEqual({});
    record = { ...record, days: 2, last: 9 };
    await talk.answer(context(), person, token, '4');
    expect(finished).toEqual([
      {
        answers: { kind: 'c', days: 2, nights: null, note: null, things: [], more: 4, extra: null, last: 9 },
        asked: ['more'],
      },
    ]);
  });

  test('is enough to finish at once where nothing is left to ask', async () => {
    record = { kind: 'c', days: 1, note: null, things: [], more: 1, last: 1 };
    expect(said(await open())).toEqual(['Done']);
    expect(finished[0]?.asked).toEqual([]);
    expect(await sessions.load(person)).toBeNull();
  });

  test('one answer is asked again, and what it opens follows', async () => {
    record = { kind: 'c', days: 1, note: null, things: [], more: 1, last: 1 };
    const { token } = asks(await open({ edit: 'kind' }, 'kind'));
    const next = asks(await talk.answer(context(), person, token, 'a'));
    expect(next.token).toMatch(/\.nights$/);
    await talk.answer(context(), person, next.token, '3');
    expect(finished[0]).toMatchObject({
      answers: { kind: 'a', nights: 3, days: 1 },
      asked: ['kind', 'nights'],
    });
  });

  test('half a form is not lost when one answer of it is changed', async () => {
    record = { kind: 'c' };
    const { token } = asks(await open());
    await talk.page(context(), person, token, { days: '5', note: '2', things: ['a'] });
    await open({ edit: 'kind' }, 'kind');
    expect((await sessions.load(person))?.answers).toEqual({ days: 5, note: 2, things: ['a'] });
  });
});
