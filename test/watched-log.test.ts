import { expect, test } from 'vitest';
import { leaks, personal, secret, typed, typedIn } from './watched-log.ts';

secret('master-key-of-this-test');
personal('zoe', 4_711_815);
typed('my "sad" words', '/timeline', 'short');
typedIn({ kind: 'command', name: 'remind', options: { what: 'call my mentor' }, rest: '' });

test.each([
  ['a secret', { message: 'with master-key-of-this-test in it' }],
  ['a name', { user: 'zoe' }],
  ['an id', { chat: 4_711_815 }],
  ['an id within a key', { key: 'telegram:4711815' }],
  ['what somebody typed', { text: 'they said: my "sad" words' }],
  ['an option', { input: { options: { what: 'call my mentor' } } }],
])('%s is found in a line', (_what, fields) => {
  expect(leaks([JSON.stringify(fields)])).toHaveLength(1);
});

test('what is no more than a part of a word, a command or a stamp of the log is not', () => {
  const fields = {
    level: 30,
    time: 4_711_815,
    pid: 4_711_815,
    hostname: 'zoe',
    msg: 'zoetrope /timeline short',
  };
  expect(leaks([JSON.stringify(fields), 'Rematch is ready.'])).toEqual([]);
});
