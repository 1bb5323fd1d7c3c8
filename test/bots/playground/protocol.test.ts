import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { pageWords } from '#bots/playground/page-words.ts';
import { toJson } from '#bots/playground/protocol.ts';
import { UnavailableError, UnreachableError } from '#core/platform.ts';
import { command, listen, post, serve, stopServed, text } from './client.ts';
import { eventually, PIXEL, said, say } from './harness.ts';

stopServed();

describe('POST /api/invoke', () => {
  it('hands the input to the chat as this person and answers with its parts as JSON', async () => {
    const { url, chat } = await serve();
    const response = await post(`${url}/api/invoke`, { person: 'ann', input: command('show') });
    const answer = (await response.json()) as { reply: Record<string, unknown>[]; redraw: boolean };
    expect(response.status).toBe(200);
    expect(chat.invocations).toEqual([
      { platform: 'playground', user: 'ann', address: 'ann', input: command('show') },
    ]);
    expect(answer.redraw).toBe(false);
    expect(answer.reply.map(({ kind }) => kind)).toEqual([
      'text',
      'list',
      'checklist',
      'draft',
      'picture',
      'file',
      'buttons',
    ]);
    expect(JSON.stringify(answer)).not.toContain('"position"');
    expect(answer.reply.find(({ kind }) => kind === 'picture')?.png).toBe(PIXEL.toString('base64'));
    expect(answer.reply.find(({ kind }) => kind === 'file')?.bytes).toBe(btoa('{"a":1}'));
  });

  it.each([
    ['no person', { input: text('hi') }, ['person']],
    ['a person with odd characters', { person: 'a/../b', input: text('hi') }, ['person']],
    ['a person of 65 characters', { person: 'a'.repeat(65), input: text('hi') }, ['person']],
    ['an unknown input', { person: 'ann', input: { kind: 'shout' } }, ['input.kind']],
    ['a text that is a number', { person: 'ann', input: { kind: 'text', text: 7 } }, ['input.text']],
  ])('refuses %s and names the field', async (_name, body, fields) => {
    const { url, chat } = await serve();
    const response = await post(`${url}/api/invoke`, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: say.plain('playground.refused.shape'), fields });
    expect(chat.invocations).toEqual([]);
  });

  it('refuses what is not JSON, by header and by content', async () => {
    const { url, chat } = await serve();
    const form = await post(`${url}/api/invoke`, 'person=ann', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    const plain = await post(`${url}/api/invoke`, '{"person":"ann"}', { 'content-type': 'text/plain' });
    const broken = await post(`${url}/api/invoke`, '{"person":');
    expect([form.status, plain.status, broken.status]).toEqual([415, 415, 400]);
    expect(await form.json()).toEqual({ error: say.plain('playground.refused.json') });
    expect(chat.invocations).toEqual([]);
  });

  it('takes 5,000 characters of any kind for the chat to judge, and refuses more than 64 kilobytes', async () => {
    const { url, chat } = await serve();
    const long = '👩🏽‍⚕️'.repeat(714);
    expect((await post(`${url}/api/invoke`, { person: 'ann', input: text(long) })).status).toBe(200);
    expect(chat.invocations[0]?.input).toEqual(text(long));
    const tooLong = await post(`${url}/api/invoke`, { person: 'ann', input: text('x'.repeat(65_536)) });
    expect(tooLong.status).toBe(413);
    expect(await tooLong.json()).toEqual({ error: say.plain('playground.refused.long') });
  });

  it('carries any words of a person unchanged, there and back', async () => {
    const { url } = await serve();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (written) => {
        const response = await post(`${url}/api/invoke`, { person: 'ann', input: text(`.${written}`) });
        expect(JSON.stringify(await response.json())).toContain(JSON.stringify(`.${written}`).slice(1, -1));
      }),
      { numRuns: 60 },
    );
  });
});

describe('what comes on its own', () => {
  it('reaches each open page of that person, with the delivery as its id, and nobody else', async () => {
    const { url, front } = await serve();
    const [first, second, other] = await Promise.all([
      listen(url, 'ann'),
      listen(url, 'ann'),
      listen(url, 'bob'),
    ]);
    expect(first.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(await front.sender.send({ user: 'ann', address: null }, said('line\nbreak'), 'n1')).toEqual({
      address: 'ann',
    });
    await front.sender.send({ user: 'bob', address: 'bob' }, said('bob'), 'n2');
    for (const stream of [first, second]) {
      const { value } = await stream.next();
      expect(value).toMatchObject({ event: 'message', id: 'n1' });
      expect(value?.data).toBe(toJson({ reply: said('line\nbreak') }));
    }
    expect((await other.next()).value).toMatchObject({ id: 'n2' });
  });

  it('is refused as closed when no page of the person is open, and again after the last one closed', async () => {
    const { url, front, chat } = await serve();
    const send = () => front.sender.send({ user: 'ann', address: 'ann' }, said('x'), 'n1');
    await expect(send()).rejects.toEqual(new UnreachableError('closed'));
    const stream = await listen(url, 'ann');
    expect(chat.visits).toEqual([{ user: 'ann', address: 'ann' }]);
    await send();
    stream.stop();
    await eventually(() =>
      send().then(
        () => null,
        (error: unknown) => error,
      ),
    ).toEqual(new UnreachableError('closed'));
  });

  it('waits for a page that is just connecting again', async () => {
    const { url, front } = await serve({ graceMs: 60_000 });
    const sending = front.sender.send({ user: 'ann', address: 'ann' }, said('x'), 'n1');
    const stream = await listen(url, 'ann');
    expect((await stream.next()).value).toMatchObject({ id: 'n1' });
    await sending;
  });

  it('is to be tried again when the playground stops while it waits, and after', async () => {
    const { front } = await serve({ graceMs: 60_000 });
    const send = () => front.sender.send({ user: 'ann', address: 'ann' }, said('x'), 'n1');
    const waiting = expect(send()).rejects.toBeInstanceOf(UnavailableError);
    await front.stop();
    await waiting;
    await expect(send()).rejects.toBeInstanceOf(UnavailableError);
  });

  it('is asked for early by POST /api/forward, which tells whether something waited', async () => {
    const asked: string[] = [];
    const { url } = await serve({
      bringForward: async (user) => {
        asked.push(user);
        return user === 'ann';
      },
    });
    expect(await (await post(`${url}/api/forward`, { person: 'ann' })).json()).toEqual({ brought: true });
    expect(await (await post(`${url}/api/forward`, { person: 'bob' })).json()).toEqual({ brought: false });
    expect(asked).toEqual(['ann', 'bob']);
  });
});

describe('what a script reads', () => {
  it('GET /api/commands lists the commands, /api/suggest proposes values, /api/words the texts of the page', async () => {
    const { url, chat } = await serve();
    expect(await (await fetch(`${url}/api/commands`)).json()).toEqual(chat.commands);
    const found = await fetch(`${url}/api/suggest?command=settings&option=zone&typed=kar`);
    expect(await found.json()).toEqual([{ value: 'Asia/Karachi', label: 'Asia/Karachi' }]);
    expect(await (await fetch(`${url}/api/words`)).json()).toEqual(pageWords(chat));
  });
});

describe('stopping', () => {
  it('waits for the answer under way, ends the streams and takes nothing new', async () => {
    const { url, front, chat } = await serve();
    const stream = await listen(url, 'ann');
    const slow = post(`${url}/api/invoke`, { person: 'ann', input: command('slow') });
    await eventually(() => chat.invocations.length).toBe(1);
    let stopped = false;
    const stopping = front.stop().then(() => {
      stopped = true;
    });
    expect(front.ready()).toBe(false);
    const late = await post(`${url}/api/invoke`, { person: 'ann', input: text('hi') });
    expect(late.status).toBe(503);
    expect(await late.json()).toEqual({ error: say.plain('playground.refused.stopping') });
    expect((await fetch(`${url}/api/stream?person=ann`)).status).toBe(503);
    expect(stopped).toBe(false);
    chat.release();
    expect((await slow).status).toBe(200);
    await stopping;
    expect((await stream.next()).done).toBe(true);
    expect(chat.invocations).toHaveLength(1);
  });
});

describe('discretion', () => {
  it('a failure is logged by its kind alone and answered with a sentence', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
    const { url } = await serve({
      log,
      bringForward: async () => {
        throw new RangeError('ann-secret');
      },
    });
    await post(`${url}/api/invoke`, { person: 'ann-secret', input: text('my-secret') });
    const response = await post(`${url}/api/forward`, { person: 'ann-secret' });
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ error: say.plain('playground.refused.failed') });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('RangeError');
    expect(lines[0]).not.toContain('secret');
  });
});
