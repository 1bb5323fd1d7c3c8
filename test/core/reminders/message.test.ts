import { toString as flatten } from 'mdast-util-to-string';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { reminderMessage } from '#core/reminders/message.ts';
import type { Reminder } from '#core/reminders/reminder.ts';
import type { Reply } from '#core/reply.ts';
import { say } from '../../say.ts';
import { knowledge } from '../assessment/people.ts';
import { reminder, somebody } from './person.ts';

const NOW = Temporal.Instant.from('2026-11-24T17:00:00Z');

function own(text: string, change: Partial<Reminder> = {}): Reminder {
  return reminder({ about: { kind: 'own', text }, at: '2026-11-24T22:00', ...change });
}

function message(reminders: readonly Reminder[], person = somebody()): Reply {
  return reminderMessage({ person, reminders, now: NOW }, knowledge, say);
}

function textOf(reply: Reply): string {
  return reply
    .map((part) => {
      if (part.kind === 'text') return flatten({ type: 'root', children: [...part.body] });
      return part.kind === 'list'
        ? part.items.map((line) => line.map((node) => flatten(node)).join('')).join('\n')
        : '';
    })
    .join('\n');
}

test('own words come as they were typed', () => {
  expect(textOf(message([own('email *Dr. Lee*', { at: '2026-11-24T21:58' })]))).toBe('email *Dr. Lee*\n');
});

test('a deadline told early names its time, alone and in a digest', () => {
  const deadline = own('submit', { at: '2026-11-24T23:30', deadline: true });
  expect(textOf(message([deadline]))).toContain('Its time is today at 23:30');
  expect(textOf(message([deadline, own('call')]))).toContain('submit, its time is today at 23:30');
});

test('what waited for the end of a pause or of quiet hours is not called late', () => {
  const paused = { ...somebody().settings, quiet: null, pausedUntil: '2026-11-24' };
  const waited = own('call', { at: '2026-11-20T10:00' });
  const morning = Temporal.Instant.from('2026-11-24T04:00:00Z');
  const due = { person: somebody({ settings: paused }), reminders: [waited], now: morning };
  expect(textOf(reminderMessage(due, knowledge, say))).not.toContain('late');
  const resumed = { ...paused, pausedUntil: null, resumedAt: morning.toString() };
  expect(textOf(reminderMessage({ ...due, person: somebody({ settings: resumed }) }, knowledge, say))).toBe(
    'call\n',
  );
  expect(textOf(message([waited]))).toContain('could not send it then');
});

test('a digest shows a few with a button each and counts the others', () => {
  const many = Array.from({ length: 11 }, (_, index) =>
    own(`thing ${index}`, { id: `reminder${index + 10}` }),
  );
  const reply = message(many);
  const buttons = reply.flatMap((part) => (part.kind === 'buttons' ? part.buttons : []));
  expect(buttons.filter(({ verb }) => verb === 'done').map(({ id }) => id)).toEqual(
    many.slice(0, 8).map(({ id }) => id),
  );
  expect(textOf(reply)).toContain('thing 7');
  expect(textOf(reply)).not.toContain('thing 8');
  expect(textOf(reply)).toContain('3 more');
});
