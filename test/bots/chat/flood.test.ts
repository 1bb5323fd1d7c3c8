import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFlood } from '#bots/chat/flood.ts';
import type { Input, Invocation } from '#bots/chat/invocation.ts';
import { knowledge } from '../../core/assessment/people.ts';

const RATE = { max: 3, seconds: 30 };
const hello: Input = { kind: 'text', text: 'hello' };

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

function open() {
  const admit = createFlood(() => knowledge, RATE);
  return (input: Input = hello, user = 'ann', platform: Invocation['platform'] = 'telegram') =>
    admit({ platform, user, address: user, input });
}

test('one person is answered so often, told once that this is too fast, then passed over', async () => {
  const admit = open();
  const admissions = [];
  for (let count = 0; count < 6; count += 1) admissions.push(await admit());
  expect(admissions).toEqual(['answer', 'answer', 'answer', 'slow_down', 'ignore', 'ignore']);
  expect(await admit(hello, 'bob')).toBe('answer');
  expect(await admit(hello, 'ann', 'discord')).toBe('answer');
});

test('someone who is quiet for a while is answered again, and told again', async () => {
  const admit = open();
  for (let count = 0; count < 10; count += 1) await admit();
  vi.advanceTimersByTime((RATE.seconds - 1) * 1000);
  expect(await admit()).toBe('ignore');
  vi.advanceTimersByTime(2_000);
  const admissions = [];
  for (let count = 0; count < 5; count += 1) admissions.push(await admit());
  expect(admissions).toEqual(['answer', 'answer', 'answer', 'slow_down', 'ignore']);
});

test.each<Input>([
  { kind: 'text', text: 'I want to kill myself' },
  { kind: 'text', text: '/support' },
  { kind: 'command', name: 'support', options: {}, rest: '' },
  { kind: 'command', name: 'add', options: {}, rest: 'i want to die' },
  { kind: 'answer', token: 'a.b', value: 'i want to die' },
])('what may be danger is always answered, and never counted: %j', async (input) => {
  const admit = open();
  for (let count = 0; count < 10; count += 1) await admit();
  expect(await admit(input)).toBe('urgent');
  const quiet = open();
  for (let count = 0; count < 10; count += 1) expect(await quiet(input)).toBe('urgent');
  expect(await quiet()).toBe('answer');
});
