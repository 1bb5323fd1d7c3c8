import { toString as flatten } from 'mdast-util-to-string';
import type { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { assess } from '#core/assessment/assess.ts';
import { buildPlan, replan } from '#core/plan/build.ts';
import { type Applicant, applicantSchema } from '#core/record/applicant.ts';
import type { Step } from '#core/record/plan.ts';
import { withDeadlines } from '#core/reminders/deadlines.ts';
import { inStep } from '#core/reminders/in-step.ts';
import { reminderMessage } from '#core/reminders/message.ts';
import { withOwnReminder } from '#core/reminders/own.ts';
import { withPromise } from '#core/reminders/promise.ts';
import { move, reminderOf, snooze, withPlanReminders } from '#core/reminders/schedule.ts';
import { wakeAt } from '#core/reminders/wake.ts';
import { startOf } from '#core/season/season.ts';
import { instantOf, wallOf } from '#core/time/wall.ts';
import { say } from '../../say.ts';
import { cycle, knowledge, solid } from '../assessment/people.ts';
import { countingIds, reminder, somebody, step } from './person.ts';

const ZONE = 'Asia/Karachi';
const newId = countingIds();
const [season] = knowledge.seasons.filter(({ year }) => year === 2027);
if (!season) throw new Error('the season of the tests is gone');
/** In Karachi the deadline falls into the early morning: the day before is the last one. */
const LAST = startOf(season, 'rank_list_deadline')
  .toZonedDateTimeISO(ZONE)
  .toPlainDate()
  .subtract({ days: 1 });

/** Somebody who works at night and sleeps until ten, with these steps in the plan and their reminders. */
function planned(steps: readonly Step[], now: Temporal.Instant): Applicant {
  const person = somebody({
    plan: { madeAt: now.toString(), path: 'reapply_now', study: null, steps: [...steps] },
  });
  const settings = { ...person.settings, quiet: { from: '20:00', to: '10:00' } };
  return withDeadlines(withPlanReminders({ ...person, settings }, now, newId), newId);
}

const NOW = instantOf('2026-11-22T15:00', ZONE);
const LIST = step({ id: 'steppppp01', on: '2026-11-25', last: '2026-11-25' });
const EARLY = step({ id: 'steppppp02', on: '2026-11-25', last: '2026-12-20' });
const PLAIN = step({ id: 'steppppp03', on: '2026-11-25' });
const person = planned([LIST, EARLY, PLAIN], NOW);
const idOf = (of: Step, one = person) => reminderOf(one, of.id)?.id ?? '';
const spoken = (of: Step, one = person) =>
  wallOf(wakeAt(reminderOf(one, of.id) ?? reminder(), one.settings), ZONE);

describe('a step of the plan', () => {
  test('on its last day is told before quiet hours, an ordinary one and an earlier one wait', () => {
    expect([LIST, EARLY, PLAIN].map((of) => spoken(of))).toEqual([
      '2026-11-24T19:45',
      '2026-11-25T10:00',
      '2026-11-25T10:00',
    ]);
    expect(applicantSchema.parse(person)).toEqual(person);
  });

  test('that is put off until its last day is one from then on, and no longer once it comes earlier again', () => {
    const later = withDeadlines(snooze(person, idOf(EARLY), '2026-12-20T09:00', newId), newId);
    expect(spoken(EARLY, later)).toBe('2026-12-19T19:45');
    const earlier = withDeadlines(move(later, idOf(EARLY), '2026-12-01T09:00', newId), newId);
    expect(spoken(EARLY, earlier)).toBe('2026-12-01T10:00');
    expect(withDeadlines(earlier, newId)).toBe(earlier);
  });

  test('gets a new alarm with the mark, and only then', () => {
    const unmarked = withPlanReminders({ ...person, reminders: [] }, NOW, newId);
    const marked = withDeadlines(unmarked, newId);
    const revisions = (one: Applicant) => one.reminders.map(({ revision }) => revision);
    expect(marked.reminders.map(({ revision }) => revisions(unmarked).includes(revision))).toEqual([
      false,
      true,
      true,
    ]);
  });

  test('says that it is a deadline, and of which day', () => {
    const now = instantOf('2026-11-24T19:45', ZONE);
    const due = { person, reminders: person.reminders.slice(0, 1), now };
    const words = (at: Temporal.Instant) =>
      reminderMessage({ ...due, now: at }, knowledge, say)
        .map((part) => (part.kind === 'text' ? flatten({ type: 'root', children: [...part.body] }) : ''))
        .join('\n');
    expect(words(now)).toContain(
      'This is a deadline: after Wednesday, November 25, 2026 it may be too late.',
    );
    expect(words(now.add({ hours: 28 }))).toContain('This is a deadline');
    expect(words(now.add({ hours: 29 }))).toContain('has passed');
  });
});

test('a reminder in own words keeps what was said about it', () => {
  const told = { text: 'Submit', at: '2026-11-25T09:00', rule: null, deadline: true };
  const own = withOwnReminder(somebody(), told, newId);
  if (!own) throw new Error('no room');
  expect(withDeadlines(own, newId)).toBe(own);
});

test('a promise is one at its hour', () => {
  const morning = instantOf('2026-11-25T07:00', ZONE);
  const settings = { ...somebody().settings, quiet: { from: '08:00', to: '12:00' } };
  const told = { what: 'Call the dean', who: 'Dr. Rivera', time: '10:00' };
  const promised = withPromise(somebody({ settings }), told, knowledge.pacing, morning, newId);
  if (promised.kind === 'refused') throw new Error(promised.why);
  const kept = inStep(promised.person, knowledge, morning, newId);
  const [one, check] = kept.reminders.map((each) => wallOf(wakeAt(each, settings), ZONE));
  expect(one).toBe('2026-11-25T07:45');
  expect(check).toBe('2026-11-25T20:30');
});

describe('the plan', () => {
  const profile = { ...solid, cycles: [cycle(2026, 3), cycle(2027, 3, { outcome: 'applying' as const })] };
  const planAt = (now: Temporal.Instant) =>
    buildPlan({ profile, assessment: assess(profile, knowledge, now), knowledge, now, zone: ZONE, newId });
  const lastOf = (steps: readonly Step[], key: string) => steps.find((one) => one.key === key)?.last;

  test('takes last days from knowledge', () => {
    const { steps } = planAt(NOW);
    expect(lastOf(steps, 'rank_list')).toBe(LAST.toString());
    expect(lastOf(steps, 'submit')).toBeDefined();
    expect(lastOf(steps, 'soap_ready')).toBeUndefined();
  });

  test('begun on the last day tells of the rank list before the quiet hours of that day', () => {
    const now = instantOf(`${LAST.subtract({ days: 1 })}T15:00`, ZONE);
    const { steps } = planAt(now);
    const list = steps.find(({ key }) => key === 'rank_list');
    if (!list) throw new Error('no rank list in this plan');
    const moved = { ...list, on: LAST.toString() };
    expect(spoken(moved, planned([moved], now))).toBe(`${LAST.subtract({ days: 1 })}T19:45`);
  });

  test('of somebody who made it before there were last days learns them when it is made anew', () => {
    const input = {
      profile,
      assessment: assess(profile, knowledge, NOW),
      knowledge,
      now: NOW,
      zone: ZONE,
      newId,
    };
    const steps = planAt(NOW).steps.map(({ last: _, ...old }): Step => ({ ...old, moved: true }));
    const again = replan({ madeAt: NOW.toString(), path: 'reapply_now', study: null, steps }, input);
    expect(lastOf(again.steps, 'rank_list')).toBe(LAST.toString());
    expect(again.steps.find(({ key }) => key === 'rank_list')?.moved).toBe(true);
  });
});
