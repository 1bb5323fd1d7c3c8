import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Front } from '#bots/chat/chat.ts';
import { createDiscordFront } from '#bots/discord/front.ts';
import type { Pace } from '#core/platform.ts';
import { type Part, type QuestionPart, words } from '#core/reply.ts';
import { createFakeDiscord, type FakeDiscord, type FakeUser } from '../../fakes/discord.ts';
import { watchedLog } from '../../watched-log.ts';
import { button, question, type ScriptedChat, says, scriptedChat } from './scripted-chat.ts';

const log = watchedLog();
const PAUSES = [1, 1];
let fake: FakeDiscord;
let chat: ScriptedChat;
let front: Front;
let ann: FakeUser;

async function open(
  deferAfterMs = 1500,
  options: Parameters<typeof createFakeDiscord>[0] = {},
): Promise<void> {
  fake = await createFakeDiscord(options);
  chat = scriptedChat();
  front = createDiscordFront({
    token: fake.token,
    apiUrl: fake.apiUrl,
    chat,
    log,
    deferAfterMs,
    pausesMs: PAUSES,
  });
  await front.start();
  ann = fake.user('ann');
}

async function close(): Promise<void> {
  await front.stop();
  await fake.stop();
  expect(fake.violations).toEqual([]);
}

function callbacks(): readonly number[] {
  return fake.calls.flatMap(({ path, body }) =>
    path.endsWith('/callback') ? [(body as { readonly type: number }).type] : [],
  );
}

describe('Discord in time', () => {
  beforeEach(() => open());
  afterEach(close);

  it('answers a command in one callback, with its named values', async () => {
    const seen = await fake.slash(ann, 'settings', { zone: 'Europe/Berlin', weeks: 3 });
    expect(seen.text).toBe('you did command');
    expect(chat.heard).toEqual([
      {
        platform: 'discord',
        user: ann.id,
        address: ann.dm,
        input: { kind: 'command', name: 'settings', options: { zone: 'Europe/Berlin', weeks: 3 }, rest: '' },
      },
    ]);
    expect(callbacks()).toEqual([4]);
    expect(fake.calls.filter(({ path }) => path.startsWith('/webhooks'))).toEqual([]);
  });

  it('is ephemeral everywhere: in a server, in a chat with others, in its own private chat', async () => {
    const inServer = await fake.slash(ann, 'start', {}, fake.server);
    const inGroup = await fake.slash(ann, 'start', {}, fake.group());
    const inDm = await fake.slash(ann, 'start');
    expect([inServer, inGroup, inDm].map(({ ephemeral }) => ephemeral)).toEqual([true, true, true]);
    expect([inServer, inGroup, inDm].every((view) => view.private)).toBe(true);
    expect(chat.heard.map(({ address }) => address)).toEqual([null, null, ann.dm]);
  });

  it('never shows one person in a server what another sees, in any part of a long answer', async () => {
    const ben = fake.user('ben');
    chat.answer = ({ user }) => ({ reply: says(`${user} `.repeat(300)), redraw: false });
    await Promise.all([fake.slash(ann, 'start', {}, fake.server), fake.slash(ben, 'start', {}, fake.server)]);
    await front.stop();
    expect(fake.seen(ann).length).toBeGreaterThan(1);
    for (const view of fake.seen(ann)) expect(view.text).not.toContain(ben.id);
    for (const view of fake.seen(ben)) expect(view.text).not.toContain(ann.id);
  });

  it('redraws the message of a button, or says something new below it', async () => {
    chat.answer = ({ input }) =>
      input.kind === 'press'
        ? { reply: says(`pressed ${input.button}`), redraw: input.button.startsWith('done') }
        : { reply: [...says('two buttons'), button('done', 'r1'), button('why', 'r1')], redraw: false };
    const first = await fake.slash(ann, 'start', {}, fake.server);
    const added = await fake.press(ann, 'why:r1', first);
    const redrawn = await fake.press(ann, 'done:r1', first);
    expect(added).toMatchObject({ text: 'pressed why:r1', ephemeral: true, edited: false });
    expect(redrawn).toMatchObject({ id: first.id, text: 'pressed done:r1', buttons: [], edited: true });
    expect(callbacks()).toEqual([4, 4, 7]);
  });

  it('answers each of two presses of one button once', async () => {
    chat.answer = () => ({ reply: [...says('still here'), button('done', 'r1')], redraw: true });
    const first = await fake.slash(ann, 'start');
    const both = await Promise.all([fake.press(ann, 'done:r1', first), fake.press(ann, 'done:r1', first)]);
    expect(both.map(({ id }) => id)).toEqual([first.id, first.id]);
    expect(callbacks()).toEqual([4, 7, 7]);
  });

  it('sends what does not fit one message as further ones, with the buttons under the last', async () => {
    const paragraphs = Array.from({ length: 5 }, (_, index) =>
      says(`${index} ${'word '.repeat(160)}`),
    ).flat();
    chat.answer = () => ({ reply: [...paragraphs, button('next', 'x')], redraw: false });
    await fake.slash(ann, 'start', {}, fake.server);
    await front.stop();
    const seen = fake.seen(ann);
    expect(seen.length).toBe(3);
    expect(seen.every(({ ephemeral }) => ephemeral)).toBe(true);
    expect(seen.map(({ buttons }) => buttons.length)).toEqual([0, 0, 1]);
    expect(seen.flatMap(({ text }) => text.match(/\d/g))).toEqual(['0', '1', '2', '3', '4']);
  });

  it('hears a private message and answers there', async () => {
    const seen = await fake.dm(ann, 'hello **there**');
    expect(seen.text).toBe('you did text');
    expect(chat.heard).toEqual([
      {
        platform: 'discord',
        user: ann.id,
        address: ann.dm,
        input: { kind: 'text', text: 'hello **there**' },
      },
    ]);
  });

  it('tells deliveries of a wait that means everything, not of one chat alone, and answers after it', async () => {
    const held: number[] = [];
    await front.stop();
    const pace: Pace = {
      answer: async () => 0,
      hold: async (ms) => void held.push(ms),
      busy: async () => 'chat',
    };
    front = createDiscordFront({ token: fake.token, apiUrl: fake.apiUrl, chat, pace, log });
    await front.start();
    const when = ({ path }: { readonly path: string }) => path.startsWith('/channels/');
    for (const global of [false, true]) {
      fake.fail({ when, how: 'busy', waitMs: 200, global, times: 1 });
      expect((await fake.dm(ann, 'hello')).text).toBe('you did text');
      expect(held.some((ms) => ms >= 200)).toBe(global);
    }
  });

  it('proposes 25 values at most while somebody types', async () => {
    const choices = await fake.autocomplete(ann, 'settings', 'zone', 'Asia/');
    expect(choices.length).toBe(25);
    expect(choices[0]).toEqual({ name: 'Zone Asia/0', value: 'Asia/0' });
  });

  it('carries files and pictures with their words', async () => {
    const png = new Uint8Array([137, 80, 78, 71, 0, 255]);
    chat.answer = () => ({
      reply: [...says('your year'), { kind: 'picture', name: 'year.png', alt: 'A timeline', png }],
      redraw: false,
    });
    const seen = await fake.slash(ann, 'start');
    expect(seen.files).toEqual([{ name: 'year.png', description: 'A timeline', bytes: png }]);
    expect(seen.text).toBe('your year');
  });

  it('says a calm sentence where an answer cannot be drawn', async () => {
    chat.answer = () => ({ reply: [...says('x'), button('done', 'i'.repeat(120))], redraw: false });
    expect((await fake.slash(ann, 'start', {}, fake.server)).text).toBe('I could not show that.');
  });

  it('says it too where Discord refuses the answer, and never answers twice', async () => {
    const refused = { status: 400, code: 50008 };
    fake.fail({ when: ({ path }) => path.endsWith('/callback'), how: refused, times: 1 });
    expect((await fake.slash(ann, 'start')).text).toBe('I could not show that.');
    const paragraphs = [says('a '.repeat(700)), says('b '.repeat(700))].flat();
    chat.answer = () => ({ reply: paragraphs, redraw: false });
    fake.fail({ when: ({ path }) => path.startsWith('/webhooks'), how: refused, times: 1 });
    await fake.slash(ann, 'start');
    await front.stop();
    expect(callbacks()).toEqual([4, 4, 4]);
  });

  const file: Part = {
    kind: 'file',
    name: 'a.ics',
    mime: 'text/calendar',
    caption: words('Your plan'),
    bytes: new Uint8Array([1]),
  };

  it('shows the rest of an answer whose file Discord refuses', async () => {
    chat.answer = () => ({ reply: [file, button('done', 'r1')], redraw: false });
    const refused = { status: 413, code: 40005 };
    fake.fail({ when: ({ files }) => files.size > 0, how: refused });
    const seen = await fake.slash(ann, 'start');
    expect([seen.text, seen.files, seen.buttons.length]).toEqual(['Your plan\n\nA file is missing.', [], 1]);
    expect((await fake.dm(ann, 'hello')).text).toBe('Your plan\n\nA file is missing.');
  });

  it('tries a private message again while Discord is away for a moment, and tells where it is not', async () => {
    const when = ({ path }: { readonly path: string }) => path.startsWith('/channels/');
    // discord.js itself tries four times.
    fake.fail({ when, how: 'unavailable', times: 5 });
    expect((await fake.dm(ann, 'hello')).text).toBe('you did text');
    fake.fail({ when, how: 'unavailable', times: 4 * (PAUSES.length + 1) });
    expect((await fake.dm(ann, 'hello')).text).toBe('Please press again.');
  });

  it('tells somebody who asks too much once, and takes their presses in silence after that', async () => {
    const view = await fake.slash(ann, 'start');
    chat.admission = 'slow_down';
    const heard = chat.heard.length;
    expect((await fake.slash(ann, 'start')).text).toBe('Slow down.');
    expect((await fake.dm(ann, 'hello')).text).toBe('Slow down.');
    chat.admission = 'ignore';
    expect((await fake.slash(ann, 'start')).text).toBe('Slow down.');
    const calls = fake.calls.length;
    fake.press(ann, 'done:r1', view).catch(() => undefined);
    await expect.poll(() => fake.calls.slice(calls).map(({ body }) => body)).toEqual([{ type: 6 }]);
    chat.questions.set(
      't.q',
      question({ token: 't.q', input: { type: 'typed', example: '', maxLength: 9 } }),
    );
    fake.press(ann, 'type:t.q', view).catch(() => undefined);
    await expect.poll(() => fake.calls.slice(calls + 1).map(({ body }) => body)).toEqual([{ type: 6 }]);
    expect(chat.heard.length).toBe(heard);
    chat.admission = 'urgent';
    expect((await fake.slash(ann, 'start')).text).toBe('you did command');
  });

  it('goes on answering after Discord has failed in the middle of an answer', async () => {
    const callback = (path: string) => path.endsWith('/callback');
    fake.fail({ when: ({ path }) => callback(path), how: 'unavailable', times: 2 });
    expect((await fake.slash(ann, 'start')).text).toBe('you did command');
    fake.fail({ when: ({ path }) => callback(path), how: { status: 404, code: 10062 }, times: 1 });
    void fake.slash(ann, 'start').catch(() => undefined);
    await expect.poll(() => callbacks().length).toBe(4);
    expect((await fake.slash(ann, 'start')).text).toBe('you did command');
    expect(front.ready()).toBe(true);
  });
});

describe('questions on Discord', () => {
  beforeEach(() => open());
  afterEach(close);

  async function ask(part: QuestionPart) {
    chat.questions.set(part.token, part);
    chat.answer = ({ input }) =>
      input.kind === 'command'
        ? { reply: [part], redraw: false }
        : { reply: says(JSON.stringify(input)), redraw: true };
    return fake.slash(ann, 'start', {}, fake.server);
  }

  const typed = (maxLength: number) => ({ type: 'typed', example: '231', maxLength }) as const;

  it('offers a few short choices as buttons, with the ways out', async () => {
    const choices = [
      { value: 'y', label: 'Yes' },
      { value: 'n', label: 'No' },
    ];
    const seen = await ask(
      question({ token: 's1.q', input: { type: 'choice', choices }, optional: true, canGoBack: true }),
    );
    expect(seen.buttons).toEqual([
      { id: 'answer:s1.q.y', label: 'Yes' },
      { id: 'answer:s1.q.n', label: 'No' },
      { id: 'back:s1.q', label: 'Back' },
      { id: 'skip:s1.q', label: 'Skip' },
    ]);
    const next = await fake.press(ann, 'answer:s1.q.n', seen);
    expect(JSON.parse(next.text)).toEqual({ kind: 'press', button: 'answer:s1.q.n' });
    expect(next.id).toBe(seen.id);
  });

  it('offers many choices in menus, whose picks are the same presses', async () => {
    const choices = Array.from({ length: 30 }, (_, index) => ({
      value: `v${index}`,
      label: `Choice ${index}`,
    }));
    const seen = await ask(question({ token: 's1.q', input: { type: 'choice', choices } }));
    expect(seen.menus.map(({ id, options }) => [id, options.length])).toEqual([
      ['pick:s1.q', 25],
      ['pick:s1.q~1', 5],
    ]);
    const next = await fake.select(ann, 'pick:s1.q~1', 'v27', seen);
    expect(JSON.parse(next.text)).toEqual({ kind: 'press', button: 'answer:s1.q.v27' });
  });

  it('opens a box for a typed answer and redraws the question with what follows', async () => {
    const seen = await ask(question({ token: 's1.q', input: typed(500) }));
    expect(seen.buttons).toEqual([{ id: 'type:s1.q', label: 'Type my answer' }]);
    const opened = await fake.pressOpen(ann, 'type:s1.q', seen);
    if (opened.kind !== 'modal') throw new Error('no box opened');
    expect(opened.modal).toMatchObject({ custom_id: 'answer:s1.q', title: 'Type my answer' });
    expect(opened.modal.components[0]).toMatchObject({
      label: 'What was your score?',
      component: { custom_id: 'value', max_length: 500, placeholder: '231' },
    });
    const next = await fake.submitModal(ann, opened.modal, '  **238**', seen);
    expect(JSON.parse(next.text)).toEqual({ kind: 'answer', token: 's1.q', value: '  **238**' });
    expect(next).toMatchObject({ id: seen.id, edited: true });
  });

  it('cuts a long question to a box on a word', async () => {
    const long = 'What did the program director say about your application and your chances?';
    const ask1 = [{ type: 'paragraph' as const, children: [{ type: 'text' as const, value: long }] }];
    const seen = await ask(question({ token: 's1.q', ask: ask1, input: typed(9000) }));
    const opened = await fake.pressOpen(ann, 'type:s1.q', seen);
    if (opened.kind !== 'modal') throw new Error('no box opened');
    expect(opened.modal.components[0]).toMatchObject({
      label: 'What did the program director say about your…',
      component: { style: 2, max_length: 4000 },
    });
  });

  it('passes the press on when the question is gone', async () => {
    const seen = await ask(question({ token: 's1.q', input: typed(10) }));
    chat.questions.clear();
    const next = await fake.press(ann, 'type:s1.q', seen);
    expect(JSON.parse(next.text)).toEqual({ kind: 'press', button: 'type:s1.q' });
  });
});

describe('Discord when an answer takes long', () => {
  beforeEach(() => open(30));
  afterEach(close);

  /** Holds every answer until the callback of the deferral has arrived. */
  function slow(redraw: boolean) {
    chat.answer = async () => {
      const before = callbacks().length;
      await expect.poll(() => callbacks().length, { interval: 2 }).toBeGreaterThan(before);
      return { reply: [...says('at last'), button('done', 'r1')], redraw };
    };
  }

  it('defers a command and fills the answer in, still ephemeral', async () => {
    slow(false);
    const seen = await fake.slash(ann, 'start', {}, fake.server);
    expect(seen).toMatchObject({ text: 'at last', ephemeral: true, edited: false });
    expect(callbacks()).toEqual([5]);
  });

  it('defers a press and redraws its message, or adds an ephemeral one', async () => {
    chat.answer = () => ({ reply: [...says('first'), button('done', 'r1')], redraw: false });
    const first = await fake.slash(ann, 'start', {}, fake.server);
    slow(true);
    expect(await fake.press(ann, 'done:r1', first)).toMatchObject({ id: first.id, text: 'at last' });
    slow(false);
    const added = await fake.press(ann, 'done:r1', first);
    expect(added).toMatchObject({ text: 'at last', ephemeral: true });
    expect(added.id).not.toBe(first.id);
    expect(callbacks()).toEqual([4, 6, 6]);
  });

  it('fills a deferral with a calm sentence where the answer cannot be drawn', async () => {
    slow(false);
    const { answer } = chat;
    chat.answer = async (invocation) => {
      await answer(invocation);
      return { reply: [], redraw: false };
    };
    const seen = await fake.slash(ann, 'start', {}, fake.server);
    expect(seen).toMatchObject({ text: 'I could not show that.', ephemeral: true });
  });

  it('gives up the box when the question cannot be looked up in time', async () => {
    chat.answer = () => ({
      reply: [question({ token: 's.q', input: { type: 'typed', example: '', maxLength: 5 } })],
      redraw: false,
    });
    const first = await fake.slash(ann, 'start');
    const looked = Promise.withResolvers<null>();
    chat.question = () => looked.promise;
    chat.answer = () => ({ reply: says('try again'), redraw: false });
    expect((await fake.press(ann, 'type:s.q', first)).text).toBe('try again');
    looked.resolve(null);
  });
});

describe('Discord too late', () => {
  it('logs a line and lives when nobody waits any more', async () => {
    await open(60, { firstAnswerMs: 20 });
    const held = Promise.withResolvers<void>();
    chat.answer = async () => {
      await held.promise;
      return { reply: says('too late'), redraw: false };
    };
    await expect(fake.slash(ann, 'start')).rejects.toThrow('did not respond');
    await expect.poll(() => callbacks().length).toBe(1);
    held.resolve();
    await close();
    expect(fake.seen(ann)).toEqual([]);
  });
});
