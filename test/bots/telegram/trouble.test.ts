import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import type { Invocation } from '#bots/chat/invocation.ts';
import { fresh, text } from './scripted-chat.ts';
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
    await talk.open(echo, pino({ level: 'warn' }, { write: () => noticed.resolve() }));
    await talk.fake.called('getUpdates');
    const mend = talk.fake.cutNetwork();
    await noticed.promise;
    expect(talk.front.ready()).toBe(false);
    mend();
    expect((await talk.fake.person('ann').say('back')).text).toBe('back');
    expect(talk.front.ready()).toBe(true);
  });

  test('a failing answer stops nothing', async () => {
    await talk.open((invocation) => {
      if (invocation.input.kind === 'text' && invocation.input.text === 'bad') throw new Error('a bug');
      return echo(invocation);
    });
    const ann = talk.fake.person('ann');
    expect((await ann.say('bad')).text).toBe('');
    expect((await ann.say('good')).text).toBe('good');
  });

  test('a short 429 is waited for once, a long one is not', async () => {
    await talk.open(echo);
    const ann = talk.fake.person('ann');
    talk.fake.trouble({ how: 'busy', method: 'sendMessage', times: 1, retryAfter: 1 });
    expect((await ann.say('patience')).text).toBe('patience');
    talk.fake.trouble({ how: 'busy', method: 'sendMessage', times: 1, retryAfter: 600 });
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
    const started = talk.make(echo, log, '1:wrong').start();
    await said.promise;
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('check TELEGRAM_TOKEN');
    expect(lines[0]).not.toContain('1:wrong');
    expect(talk.front.ready()).toBe(false);
    await talk.front.stop();
    await started;
  });

  test('no log line holds a text, a token or the number of a person', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
    await talk.open(echo, log);
    const ann = talk.fake.person('ann');
    const all = ['closed', 'busy', 'unavailable', 'dropped'] as const;
    for (const how of all) {
      talk.fake.trouble({ how, method: 'sendMessage', times: 1, retryAfter: 600 });
      await ann.say('my private words');
    }
    expect(lines).toHaveLength(all.length);
    for (const line of lines) {
      expect(line).not.toContain('my private words');
      expect(line).not.toContain(talk.fake.token);
      expect(line).not.toContain(String(ann.id));
    }
  });
});
