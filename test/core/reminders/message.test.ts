import { toString as flatten } from 'mdast-util-to-string';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Reminder } from '#core/record/reminder.ts';
import { reminderMessage } from '#core/reminders/message.ts';
import { withSoapReminders } from '#core/reminders/moments.ts';
import { refusedOn } from '#core/reminders/reach.ts';
import type { Reply } from '#core/reply.ts';
import { withMode } from '#core/soap/change.ts';
import { wallOf } from '#core/time/wall.ts';
import { say } from '../../say.ts';
import { knowledge } from '../assessment/people.ts';
import { applicant, eastern } from '../gate/people.ts';
import { countingIds, reminder, somebody } from './person.ts';

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
        ? [part.title, ...part.items].map((line) => line.map((node) => flatten(node)).join('')).join('\n')
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
  expect(textOf(message([waited]))).toContain("couldn't send it then");
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

/** It is 22:00 in Karachi. */
test.each([
  ['21:56', /^call\n$/],
  ['21:54', /This comes late/],
  ['20:01', /This comes late/],
  ['19:59', /It was planned for today at 19:59. I couldn't send it then./],
])('what was planned for %s says how late it is', (time, words) => {
  expect(textOf(message([own('call', { at: `2026-11-24T${time}` })]))).toMatch(words);
});

test('a digest after an outage names the times of what was missed, and deadlines that have passed', () => {
  const text = textOf(
    message([
      own('call'),
      own('write', { at: '2026-11-23T11:00' }),
      own('submit', { at: '2026-11-24T17:00', deadline: true }),
    ]),
  );
  expect(text.split('\n').slice(0, 4)).toEqual([
    'While I was away, this came due.',
    'write, planned for Mon, Nov 23, 11:00',
    'submit, its time was today at 17:00',
    'call',
  ]);
  expect(textOf(message([own('submit', { at: '2026-11-24T17:00', deadline: true })]))).toContain(
    'Its time was today at 17:00, and it has passed.',
  );
});

test('what was held says why once, alone and in a digest', () => {
  const held = (...reminders: readonly Reminder[]) =>
    textOf(reminderMessage({ person: somebody(), reminders, now: NOW, held: true }, knowledge, say));
  const missed = own('call', { at: '2026-11-24T11:00' });
  expect(held(missed)).toMatch(/^While I couldn't reach you.+\ncall\nIt was planned for today at 11:00.\n$/);
  expect(held(missed, own('eat'))).toMatch(/^While I couldn't reach you.+\ncall, planned for .+\neat\n$/);
});

test('a look back that comes the next morning says which evening it was for', () => {
  const evening = reminder({ about: { kind: 'evening', on: '2026-11-23' }, at: '2026-11-23T20:30' });
  expect(textOf(message([evening]))).toContain('planned for Mon, Nov 23, 20:30');
});

test('what comes here because another platform refused it says so, that one time', () => {
  const at = '2026-11-24T16:59:59Z';
  const state = { kind: 'claimed', delivery: 'delivery01', platform: 'telegram', at, early: false } as const;
  const refused = refusedOn(somebody(), 'discord', 'closed', at);
  expect(textOf(message([own('call', { state })], refused))).toContain("Discord didn't take this message");
  const next = own('call', { state: { ...state, at: NOW.toString() } });
  expect(textOf(message([next], refused))).toBe('call\n');
});

describe('after an outage in Match Week', () => {
  /** What is due and was not said, for somebody in New York. */
  function missed(clock: string) {
    const newId = countingIds();
    const now = eastern(clock);
    const before = Temporal.Instant.from('2027-02-01T12:00:00Z');
    const zone = 'America/New_York';
    const on = withMode(applicant(), 2027);
    const ready = { ...on, settings: { ...on.settings, zone } };
    const person = withSoapReminders(
      withSoapReminders(ready, knowledge, before, newId),
      knowledge,
      now,
      newId,
    );
    const reminders = person.reminders.filter(
      ({ state, at }) => state.kind === 'waiting' && at <= wallOf(now, zone),
    );
    return { reminders, text: textOf(reminderMessage({ person, reminders, now }, knowledge, say)) };
  }

  test('the moment that stands is said in full, with its hour, and what is past is told as past', () => {
    const { text } = missed('18T10:31');
    expect(text).toMatch(/^The first round ends soon/);
    expect(text).toContain('Its time is today at 11:00');
    expect(text).toContain('In the meantime, this has passed.');
    expect(text).toContain('Your Match status came out, Mon, Mar 15, 10:00');
    expect(text).not.toMatch(/is open|in half an hour|may begin/);
  });

  test('a round that ended is no call to act any more', () => {
    const { text } = missed('18T12:31');
    expect(text).toContain('The first round has ended, today at 11:00');
    expect(text).not.toMatch(/first round (of offers is open|ends soon)/);
  });

  test('nothing but what is past has nothing to tick', () => {
    const { reminders } = missed('18T12:31');
    const past = reminders.filter(({ about }) => about.kind === 'soap' && about.moment === 'round_1_end');
    const person = withMode(applicant(), 2027);
    const reply = reminderMessage({ person, reminders: past, now: eastern('18T12:31') }, knowledge, say);
    expect(textOf(reply)).toContain("and I couldn't tell you then");
    const verbs = reply
      .flatMap((part) => (part.kind === 'buttons' ? part.buttons : []))
      .map(({ verb }) => verb);
    expect(verbs).toEqual(['soap']);
  });

  test('a week later nothing of it is left', () => {
    expect(missed('26T09:00').reminders).toEqual([]);
  });
});
