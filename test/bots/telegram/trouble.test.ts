import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import type { Invocation } from '#bots/chat/invocation.ts';
import { LIMITS } from '#bots/telegram/limits.ts';
import type { Part } from '#core/reply.ts';
import { fresh, redrawn, text } from './scripted-chat.ts';
import { useTelegram } from './talk.ts';

const talk = useTelegram();

describe('trouble', () => {
  const echo = ({ input }: Invocation) => fresh(text(input.kind === 'text' ? input.text : 'pressed'));

  test('a second poller ends the connection; a new one is made', async () => {
    await talk.open(echo);
    await talk.fake.called('getUpdates');
    await fetch(`${talk.fake.url}/bot${talk.fake.token}/getUpdates`);
    expect((await talk.fake.person('ann').say('still there?')).text).toBe('still there?');
    expect((await talk.fake.called('getMe')).length).toBeGreaterThanOrEqual(2);
    expect(talk.front.ready()).toBe(true);
  });

  test('a lost network is survived, and seen in the health check meanwhile', async () => {
    const noticed = Promise.withResolvers<void>();
    await talk.open(echo, { log: pino({ level: 'warn' }, { write: () => noticed.resolve() }) });
    await talk.fake.called('getUpdates');
    const mend = talk.fake.cutNetwork();
    await noticed.promise;
    expect(talk.front.ready()).toBe(false);
    mend();
    expect((await talk.fake.person('ann').say('back')).text).toBe('back');
    expect(talk.front.ready()).toBe(true);
  });

  test('a failing answer is told and stops nothing', async () => {
    await talk.open((invocation) => {
      if (invocation.input.kind === 'text' && invocation.input.text === 'bad') throw new Error('a bug');
      return echo(invocation);
    });
    const ann = talk.fake.person('ann');
    expect((await ann.say('bad')).text).toBe('That is our mistake.');
    expect((await ann.say('good')).text).toBe('good');
  });

  test('a chat that asks to wait gets its answer after that, every time', async () => {
    await talk.open(echo);
    const ann = talk.fake.person('ann');
    talk.fake.trouble({ how: 'busy', method: 'sendMessage', times: 2, retryAfter: 1 });
    expect((await ann.say('patience')).text).toBe('patience');
  });

  test.each(['unavailable', 'dropped'] as const)('an answer is tried again when it was %s', async (how) => {
    await talk.open(echo);
    talk.fake.trouble({ how, method: 'sendMessage', times: LIMITS.tries - 1 });
    expect((await talk.fake.person('ann').say('hello')).text).toBe('hello');
  });

  test('what does not pass while the person waits is told', async () => {
    await talk.open(echo);
    talk.fake.trouble({ how: 'unavailable', method: 'sendMessage', times: LIMITS.tries });
    expect((await talk.fake.person('ann').say('hello')).text).toBe('Please press again.');
  });

  test('what Telegram refuses is told, and so is what cannot be drawn', async () => {
    const tooLong: Part = { kind: 'buttons', buttons: [{ verb: 'x', id: 'y'.repeat(64), label: 'z' }] };
    await talk.open(({ input }) =>
      input.kind === 'text' && input.text === 'draw' ? fresh(tooLong) : fresh(text('hello')),
    );
    const ann = talk.fake.person('ann');
    talk.fake.trouble({ how: 'refused', method: 'sendMessage', times: 1 });
    expect((await ann.say('hello')).text).toBe('That is our mistake.');
    expect((await ann.say('draw')).text).toBe('That is our mistake.');
  });

  test('an update counts as done only when it was answered', async () => {
    await talk.open(echo);
    const ann = talk.fake.person('ann');
    const heal = talk.fake.trouble({ how: 'unavailable', method: 'sendMessage' });
    expect((await ann.say('hello')).text).toBe('');
    const [lost = ''] = talk.fake.updates.ids;
    expect(talk.done.has(lost)).toBe(false);
    heal();
    expect((await ann.say('again')).text).toBe('again');
    await expect.poll(() => talk.fake.updates.ids.filter((id) => !talk.done.has(id))).toEqual([lost]);
  });

  test('a chat that is blocked is done with', async () => {
    await talk.open(echo);
    talk.fake.trouble({ how: 'closed', method: 'sendMessage', times: 1 });
    expect((await talk.fake.person('ann').say('hello')).text).toBe('');
    await expect.poll(() => talk.fake.updates.ids.every((id) => talk.done.has(id))).toBe(true);
  });

  const picture: Part = { kind: 'picture', name: 'plan.png', alt: 'Your plan', png: new Uint8Array([1]) };
  const file: Part = {
    kind: 'file',
    name: 'a.ics',
    mime: 'text/calendar',
    caption: [{ type: 'text', value: 'Your plan' }],
    bytes: new Uint8Array([1]),
  };
  const buttons: Part = { kind: 'buttons', buttons: [{ verb: 'done', id: 'x', label: 'Done' }] };
  test.each([
    ['refused', 'sendPhoto', picture],
    ['unavailable', 'sendPhoto', picture],
    ['refused', 'sendDocument', file],
    ['dropped', 'sendDocument', file],
  ] as const)('a file that is %s by %s leaves the rest of the answer', async (how, method, part) => {
    await talk.open(() => fresh(text('before'), part, buttons, text('after')));
    talk.fake.trouble({ how, method });
    const seen = await talk.fake.person('ann').say('hi');
    expect(seen.text).toBe('before\n\nYour plan\n\nA file is missing.\n\nafter');
    expect(seen.buttons).toEqual([{ id: 'done:x', label: 'Done' }]);
    expect(seen.files).toEqual([]);
  });

  test('a redraw is tried again as well', async () => {
    await talk.open(({ input }) => (input.kind === 'press' ? redrawn(text('done')) : fresh(buttons)));
    const ann = talk.fake.person('ann');
    await ann.say('hi');
    talk.fake.trouble({ how: 'dropped', method: 'editMessageText', times: 2 });
    expect((await ann.press('done:x')).text).toBe('done');
    expect(ann.room.messages.size).toBe(1);
  });

  test('stopping does not wait for a chat that has asked for a long wait', async () => {
    await talk.open(echo);
    const ann = talk.fake.person('ann');
    talk.fake.trouble({ how: 'busy', method: 'sendMessage', retryAfter: 600 });
    ann.say('hello').catch(() => undefined);
    await talk.fake.called('sendMessage');
    await talk.front.stop();
    expect(talk.done.size).toBe(0);
  });

  test('a wrong token is said clearly and does not hold up stopping', async () => {
    const lines: string[] = [];
    const said = Promise.withResolvers<void>();
    const write = (line: string) => {
      lines.push(line);
      said.resolve();
    };
    const log = pino({ level: 'info' }, { write });
    const started = talk.make(echo, { log, token: '1:wrong' }).start();
    await said.promise;
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('TELEGRAM_TOKEN: copy it again');
    expect(lines[0]).not.toContain('1:wrong');
    expect(talk.front.ready()).toBe(false);
    await talk.front.stop();
    await started;
  });

  test('no log line holds a text, a token or the number of a person', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
    await talk.open(echo, { log });
    const ann = talk.fake.person('ann');
    const all = ['closed', 'busy', 'refused', 'unavailable', 'dropped'] as const;
    for (const how of all) {
      talk.fake.trouble({ how, method: 'sendMessage', times: LIMITS.tries + 1, retryAfter: 0 });
      await ann.say('my private words');
    }
    expect(lines.length).toBeGreaterThanOrEqual(all.length - 1);
    for (const line of lines) {
      expect(line).not.toContain('my private words');
      expect(line).not.toContain(talk.fake.token);
      expect(line).not.toContain(String(ann.id));
    }
  });
});
