import { expect, test } from 'vitest';
import type { Context } from '#bots/chat/context.ts';
import type { Form } from '#bots/chat/form.ts';
import { command } from '#bots/commands/reminders.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { planSchema } from '#core/record/plan.ts';
import { inStep } from '#core/reminders/in-step.ts';
import { knowledge } from '../../core/assessment/people.ts';
import { applicant, eastern } from '../../core/gate/people.ts';
import { countingIds, reminder, step } from '../../core/reminders/person.ts';
import { bareContext } from '../bare-context.ts';

const newId = countingIds();

/** Somebody in Karachi whose reminder, of a step with this key, was said on the Friday before Match Week. */
function room(key: string, at: string) {
  const now = eastern(at);
  const plan = planSchema.parse({
    madeAt: '2027-03-01T12:00:00Z',
    path: 'delay',
    steps: [step({ key, on: '2027-03-12' })],
  });
  const said = reminder({
    at: '2027-03-12T09:00',
    state: { kind: 'sent', platform: 'discord', at: '2027-03-12T04:00:00Z', lateMs: 0 },
  });
  let person: Applicant = { ...applicant(), plan, reminders: [said] };
  const context = (): Context =>
    bareContext({
      now,
      newId,
      person,
      update: async (change) => {
        person = inStep(change(person), knowledge, now, newId);
        return person;
      },
      open: async () => [],
    });
  return {
    press: async (verb: string) => JSON.stringify(await command.presses?.[verb]?.run(context(), said.id)),
    move: async (moment: string) => {
      const [form] = command.forms ?? [];
      const finished = { given: { reminder: said.id }, initial: {}, asked: [] };
      return JSON.stringify(await (form as Form).finish(context(), { when: 'other', moment }, finished));
    },
    snoozedTo: () => person.reminders[0]?.snoozedTo,
  };
}

test('a contact that is snoozed or moved into the quiet time comes after it, and is told so', async () => {
  for (const [verb, at] of [
    ['hour', '16T12:00'],
    ['tomorrow', '16T12:00'],
    ['hour', '14T23:30'],
  ] as const) {
    const here = room('open_positions', at);
    const answer = await here.press(verb);
    expect(answer).toContain('waits until SOAP has ended');
    expect(answer).toMatch(/Fri, Mar 19, 09:00/);
    expect(here.snoozedTo()).toBe('2027-03-19T09:00');
  }
  const moved = room('open_positions', '12T12:00');
  expect(await moved.move('2027-03-17T15:00')).toMatch(/waits until SOAP has ended.*Fri, Mar 19, 09:00/);
});

test('anything else is snoozed as asked', async () => {
  const here = room('soap_offers', '16T12:00');
  expect(await here.press('hour')).not.toContain('waits until SOAP');
  expect(here.snoozedTo()).toBe('2027-03-16T22:00');
});

test('in the quiet time the rule stands under every reminder that is opened', async () => {
  for (const verb of ['reminder', 'reminders']) {
    expect(await room('open_positions', '16T12:00').press(verb)).toContain("don't contact a program first");
    expect(await room('open_positions', '12T12:00').press(verb)).not.toContain(
      "don't contact a program first",
    );
  }
});
