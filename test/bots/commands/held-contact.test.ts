import { expect, test } from 'vitest';
import { heldPresses } from '#bots/commands/reminders/held-contact.ts';
import { withSoapContact } from '#core/people/soap-contact.ts';
import { type Applicant, applicantSchema } from '#core/record/applicant.ts';
import { inStep } from '#core/reminders/in-step.ts';
import { withOwnReminder } from '#core/reminders/own.ts';
import { knowledge } from '../../core/assessment/people.ts';
import { applicant, contact, eastern } from '../../core/gate/people.ts';
import { countingIds } from '../../core/reminders/person.ts';
import { bareContext } from '../bare-context.ts';

const newId = countingIds();

/** Wednesday evening of Match Week: somebody wants to mail St. Luke's at eight, and it is held. */
function room(...contacts: readonly Parameters<typeof contact>[0][]) {
  const now = eastern('17T19:00');
  const start = contacts.reduce((old, one) => withSoapContact(old, contact(one)), applicant());
  const told = {
    text: "email the coordinator at St. Luke's",
    at: '2027-03-17T20:00',
    rule: null,
    deadline: false,
  };
  let person: Applicant = inStep(withOwnReminder(start, told, newId) ?? start, knowledge, now, newId);
  const context = bareContext({
    now,
    newId,
    get person() {
      return person;
    },
    update: async (change) => {
      person = applicantSchema.parse(inStep(change(person), knowledge, now, newId));
      return person;
    },
  });
  const reminder = () => {
    const found = person.reminders.find(({ about }) => about.kind === 'own');
    if (!found) throw new Error('no reminder');
    return found;
  };
  return {
    reminder,
    says: async (as: string) =>
      JSON.stringify(await heldPresses.notcontact.run(context, as.replace('ID', reminder().id))),
  };
}

test('without a logged contact it is no reply yet: logging one is offered first, and it stays held', async () => {
  const { says, reminder } = room();
  const held = reminder().snoozedTo;
  expect(held).not.toBeNull();
  const said = await says('reply.ID');
  expect(said).toContain('Your log shows no message');
  expect(said).toContain('"verb":"soapadd","id":"contact"');
  expect(said).toContain(`"id":"reply.${reminder().id}"`);
  expect(reminder().snoozedTo).toBe(held);
});

test('with a contact of the program that it names it comes at its own time', async () => {
  const { says, reminder } = room({ program: "St Luke's Hospital" });
  expect(await says('reply.ID')).toContain('Answer only this program');
  expect(reminder().snoozedTo).toBeNull();
});

test('with a contact of another program alone it asks which one, and believes that one', async () => {
  const { says, reminder } = room({ program: 'Mercy Toledo' });
  const said = await says('reply.ID');
  expect(said).toContain('Which program does it answer?');
  expect(said).toContain('It answers Mercy Toledo');
  expect(reminder().snoozedTo).not.toBeNull();
  const id = /reply\.[a-z0-9]+\.[a-z0-9]+/.exec(said)?.[0] ?? '';
  expect(await says(id)).toContain('Answer only this program');
  expect(reminder().snoozedTo).toBeNull();
});

test('a contact that may not be answered proves nothing', async () => {
  const { says, reminder } = room({ program: "St Luke's", applied: false });
  expect(await says('reply.ID')).toContain('Your log shows no message');
  expect(reminder().snoozedTo).not.toBeNull();
});

test('that it is no program needs no log', async () => {
  const { says, reminder } = room();
  await says('no_program.ID');
  expect(reminder().snoozedTo).toBeNull();
});
