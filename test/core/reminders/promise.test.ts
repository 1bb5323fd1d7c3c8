import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { promisesOf } from '#core/plan/tasks.ts';
import { type Applicant, applicantSchema } from '#core/record/applicant.ts';
import { eveningScreen } from '#core/reminders/kinds/evening.ts';
import { findTimes } from '#core/reminders/phrase/times.ts';
import { type Promised, withEvenings, withPromise } from '#core/reminders/promise.ts';
import { move, reminderOf, settle, settleStep } from '#core/reminders/schedule.ts';
import { say } from '../../say.ts';
import { knowledge } from '../assessment/people.ts';
import { countingIds, somebody } from '../reminders/person.ts';

/** Ten in the morning in Karachi. */
const NOW = Temporal.Instant.from('2026-11-23T05:00:00Z');
const TODAY = '2026-11-23';
const newId = countingIds();

function promise(person: Applicant, time: string, what = 'Write to the dean'): Promised {
  return withPromise(person, { what, who: 'Dr. *Rivera*', time }, knowledge.pacing, NOW, newId);
}
function promised(times: readonly string[], person = somebody()): Applicant {
  return times.reduce((one, time) => {
    const result = promise(one, time);
    if (result.kind === 'refused') throw new Error(result.why);
    return result.person;
  }, person);
}
const evenings = ({ reminders }: Applicant) => reminders.filter(({ about }) => about.kind === 'evening');

test('three promises, each with its reminder, and one question for the evening', () => {
  const person = promised(['16:30', '11:00', '20:15']);
  expect(promisesOf(person, TODAY).map(({ time }) => time)).toEqual(['11:00', '16:30', '20:15']);
  expect(person.reminders.filter(({ about }) => about.kind === 'step').map(({ at }) => at)).toEqual([
    `${TODAY}T16:30`,
    `${TODAY}T11:00`,
    `${TODAY}T20:15`,
  ]);
  expect(evenings(person).map(({ at }) => at)).toEqual([`${TODAY}T20:45`]);
  expect(promise(person, '17:00')).toEqual({ kind: 'refused', why: 'full' });
});

test.each([
  ['10:00', 'past'],
  ['09:59', 'past'],
  ['21:01', 'late'],
  ['23:59', 'late'],
])('%s is refused: %s', (time, why) => {
  expect(promise(somebody(), time)).toEqual({ kind: 'refused', why });
});

test.each([
  ['10:01', { from: '22:00', to: '07:00' }, '20:30'],
  ['21:00', { from: '22:00', to: '07:00' }, '21:30'],
  ['12:00', { from: '20:00', to: '07:00' }, '19:30'],
  ['22:45', { from: '01:00', to: '08:00' }, '23:15'],
  ['23:00', null, '23:30'],
])('a promise for %s, quiet %o: asked at %s', (time, quiet, check) => {
  const person = somebody();
  const result = promise({ ...person, settings: { ...person.settings, quiet } }, time);
  expect(result.kind === 'added' && result.check).toBe(check);
});

test.each([
  ['23:29', 'late'],
  ['23:30', 'late'],
])('with no quiet hours %s leaves no room for the question: %s', (time, why) => {
  const person = somebody();
  const open = { ...person, settings: { ...person.settings, quiet: null } };
  expect(promise(open, time)).toEqual({ kind: 'refused', why });
});

describe('a promise for nine', () => {
  /** Seven in the morning, then the evenings of the day and the day after. */
  const EARLY = Temporal.Instant.from('2026-11-23T02:00:00Z');
  const told = { what: 'Walk', who: 'Sam', time: '09:00' };

  function atNine(): Applicant {
    const result = withPromise(somebody(), told, knowledge.pacing, EARLY, newId);
    if (result.kind === 'refused') throw new Error(result.why);
    return result.person;
  }
  const carried = (person: Applicant, on: string, to: string): Applicant =>
    promisesOf(person, on).reduce((moved, { id, time }) => {
      const reminder = reminderOf(moved, id);
      if (!reminder) throw new Error('a promise has lost its reminder');
      return move(moved, reminder.id, `${to}T${time}`, newId);
    }, person);

  test('is carried over twice at its hour, and listed with it', () => {
    const twice = carried(carried(atNine(), TODAY, '2026-11-24'), '2026-11-24', '2026-11-25');
    expect(applicantSchema.parse(twice)).toEqual(twice);
    expect(promisesOf(twice, '2026-11-25').map(({ time }) => time)).toEqual(['09:00']);
    const [step] = twice.reminders.filter(({ about }) => about.kind === 'step');
    expect(step?.at).toBe('2026-11-25T09:00');
    expect(JSON.stringify(eveningScreen(twice, 'evening001', '2026-11-25', say))).toContain('09:00');
  });

  test('has its hour again where an older record has none', () => {
    const moved = carried(atNine(), TODAY, '2026-11-24');
    const older = { ...moved, tasks: moved.tasks.map((task) => ({ ...task, time: null })) };
    expect(applicantSchema.parse(older)).toEqual(moved);
  });
});

describe('the question of a day', () => {
  const step = (person: Applicant): Applicant => withEvenings(person, knowledge.pacing, NOW, newId);
  const moved = (person: Applicant, at: string): Applicant => {
    const [first] = person.reminders.filter(({ about }) => about.kind === 'step');
    return step(move(person, first?.id ?? '', at, newId));
  };

  test('comes for a promise that was moved to another day, once', () => {
    const person = moved(promised(['11:00', '16:30']), '2026-11-25T22:30');
    expect(evenings(person).map(({ at }) => at)).toEqual([`${TODAY}T20:30`, '2026-11-25T21:30']);
    expect(step(person)).toBe(person);
  });

  test('is let go where no promise is left for it', () => {
    const person = moved(promised(['11:00']), '2026-11-25T11:00');
    expect(evenings(person).map(({ at }) => at)).toEqual(['2026-11-25T20:30']);
  });

  test('is not asked again once it was answered', () => {
    const person = promised(['11:00']);
    const [asked] = evenings(person);
    const closed = settle(person, asked?.id ?? '', 'done', NOW);
    expect(step(closed)).toBe(closed);
  });

  test('is not asked about an evening that is over', () => {
    const person = promised(['11:00']);
    const unasked = { ...person, reminders: [] };
    const late = Temporal.Instant.from('2026-11-23T18:00:00Z');
    expect(withEvenings(unasked, knowledge.pacing, late, newId)).toBe(unasked);
  });
});

test('the evening shows what was done, has a button for what is not, and speaks the words as they were typed', () => {
  const person = promised(['11:00', '16:30']);
  const [first] = promisesOf(person, TODAY);
  const changed = settleStep(person, first?.id ?? '', 'done', NOW);
  const parts = eveningScreen(changed, 'evening001', TODAY, say);
  const list = parts.find((part) => part.kind === 'checklist');
  expect(list?.kind === 'checklist' && list.items.map(({ done }) => done)).toEqual([true, false]);
  expect(JSON.stringify(list)).toContain('"value":"Write to the dean (Dr. *Rivera*)"');
  const buttons = parts.flatMap((part) => (part.kind === 'buttons' ? part.buttons : []));
  expect(buttons.map(({ verb }) => verb)).toEqual(['commitdone', 'commitrest', 'commitend']);
});

test.each([
  ['16:30', ['16:30']],
  ['1630', ['16:30']],
  ['4.30 p.m.', ['16:30']],
  ['4pm', ['16:00']],
  ['12 am', ['00:00']],
  ['12pm', ['12:00']],
  ['4', ['16:00', '04:00']],
  ['16', ['16:00']],
  ['0', ['00:00']],
  ['24:00', []],
  ['13pm', []],
  ['7:60', []],
  ['soon', []],
])('%s is read as %o', (typed, times) => {
  expect(findTimes(typed).map(({ value }) => value)).toEqual(times);
});
