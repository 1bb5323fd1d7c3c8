import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import type { Context } from '#bots/chat/context.ts';
import { command } from '#bots/commands/today.ts';
import { assess } from '#core/assessment/assess.ts';
import { ruleOf } from '#core/plan/step-words.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Step } from '#core/record/plan.ts';
import { inStep } from '#core/reminders/in-step.ts';
import { withPlanReminders } from '#core/reminders/schedule.ts';
import type { Reply } from '#core/reply.ts';
import { cycle, knowledge, solid } from '../../core/assessment/people.ts';
import { countingIds, somebody, step } from '../../core/reminders/person.ts';
import { say } from '../../say.ts';

const newId = countingIds();
const ZONE = 'America/New_York';
const profile = { ...solid, cycles: [cycle(2027, 2)] };

/** Somebody with these steps, their reminders set when `begun`, and the record kept in step with the rules. */
function who(steps: readonly Step[], begun: Temporal.Instant, now = begun): Applicant {
  const assessments = [assess(profile, knowledge, begun)];
  const plan = { madeAt: begun.toString(), path: 'reapply_now', study: null, steps: [...steps] };
  const person = somebody({ profile, assessments, plan });
  const there = { ...person, settings: { ...person.settings, zone: ZONE, quiet: null } };
  return inStep(withPlanReminders(there, begun, newId), knowledge, now, newId);
}

async function today(person: Applicant | null, now: Temporal.Instant): Promise<Reply> {
  const context: Partial<Context> = { person, now, knowledge, say };
  return command.run(context as Context, {});
}
const textOf = (reply: Reply) => JSON.stringify(reply.filter(({ kind }) => kind === 'text'));
const verbsOf = (reply: Reply) =>
  reply.flatMap((part) => (part.kind === 'buttons' ? part.buttons.map(({ verb }) => verb) : []));

const MARCH = Temporal.Instant.from('2027-03-12T17:00:00Z');
const WEDNESDAY = Temporal.Instant.from('2027-03-17T17:00:00Z');

test('the next thing of any kind, with the buttons that answer it', async () => {
  const steps = [
    step({ id: 'steppppp02', key: 'cv', on: '2027-03-14' }),
    step({ key: 'mentor', on: '2027-03-13' }),
  ];
  const reply = await today(who(steps, MARCH), MARCH);
  expect(textOf(reply)).toContain(ruleOf(knowledge, 'mentor')?.title);
  expect(textOf(reply)).not.toContain(ruleOf(knowledge, 'cv')?.title);
  expect(textOf(reply)).toContain('Nothing is due today');
  expect(verbsOf(reply)).toEqual(['done', 'hour', 'tomorrow', 'move', 'drop']);
});

test('in the quiet time nothing that writes to a program, however overdue, and the rule stands under the rest', async () => {
  const steps = [
    step({ key: 'tell_programs', on: '2027-03-13' }),
    step({ id: 'steppppp02', key: 'cv', on: '2027-04-14' }),
  ];
  const before = await today(who(steps, MARCH), MARCH);
  expect(textOf(before)).toContain(ruleOf(knowledge, 'tell_programs')?.title);
  const person = who(steps, MARCH, WEDNESDAY);
  const sent = person.reminders.map((reminder) =>
    reminder.about.kind === 'step'
      ? {
          ...reminder,
          state: { kind: 'sent', platform: 'discord', at: MARCH.toString(), lateMs: 0 } as const,
        }
      : reminder,
  );
  const reply = await today({ ...person, reminders: sent }, WEDNESDAY);
  expect(textOf(reply)).not.toContain(ruleOf(knowledge, 'tell_programs')?.title);
  expect(textOf(reply)).toContain('Quiet time until');
});

test('nobody, and somebody who has nothing left', async () => {
  expect(verbsOf(await today(null, MARCH))).toEqual(['assess']);
  const done = who([step({ key: 'cv', state: 'done' })], MARCH);
  const free = { ...done, reminders: [] };
  expect(textOf(await today(free, MARCH))).toContain('Nothing is open');
});
