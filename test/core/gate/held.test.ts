import { describe, expect, test } from 'vitest';
import { heldNote } from '#bots/commands/reminders/held-contact.ts';
import { gate } from '#core/gate/gate.ts';
import { ownTask, withTasks } from '#core/plan/tasks.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { heldBack, inStep } from '#core/reminders/in-step.ts';
import { withAllowed, withOwnReminder } from '#core/reminders/own.ts';
import { reminderOf, withPlanReminders } from '#core/reminders/schedule.ts';
import { wakeAt } from '#core/reminders/wake.ts';
import { quietSeason } from '#core/season/season.ts';
import { say } from '../../say.ts';
import { knowledge, NOW } from '../assessment/people.ts';
import { countingIds, somebody } from '../reminders/person.ts';
import { applicant, eastern, offer } from './people.ts';

const newId = countingIds();
const ZONE = 'America/New_York';
const here = (): Applicant => {
  const person = somebody();
  return { ...person, settings: { ...person.settings, zone: ZONE, quiet: null } };
};
/** Somebody who notes this for noon on Tuesday of Match Week, in November. */
function noted(text: string): Applicant {
  const told = { text, at: '2027-03-16T12:00', rule: null, deadline: false };
  const person = withOwnReminder(here(), told, newId);
  if (!person) throw new Error('no room');
  return inStep(person, knowledge, NOW, newId);
}
const only = (person: Applicant) => {
  const [reminder] = person.reminders;
  if (!reminder) throw new Error('no reminder');
  return reminder;
};

describe("a reminder in one's own words for Match Tuesday", () => {
  const contact = noted("email the coordinator at St. Luke's");

  test('that contacts a program waits until SOAP is over', () => {
    expect(only(contact).snoozedTo).toBe('2027-03-19T09:00');
    expect(quietSeason(knowledge.seasons, wakeAt(only(contact), contact.settings))).toBeNull();
  });

  test('says why, and asks whether it is a reply', () => {
    const said = JSON.stringify(heldNote({ say, knowledge, now: NOW }, contact, only(contact)));
    expect(said).toContain('hold it until SOAP is over');
    expect(said).toContain('It is a reply to their message');
    expect(said).toContain('do not contact a program first');
  });

  test.each(['reply', 'no_program'] as const)('comes at its own time once it is said to be: %s', (as) => {
    const freed = inStep(withAllowed(contact, only(contact).id, as, newId), knowledge, NOW, newId);
    expect(only(freed)).toMatchObject({ at: '2027-03-16T12:00', snoozedTo: null });
    expect(heldNote({ say, knowledge, now: NOW }, freed, only(freed))).toEqual([]);
  });

  test.each(['call mom', 'reply to the PD', 'remind my letter writer', 'call the dean', 'buy milk'])(
    'stays where it is: %s',
    (text) => {
      expect(only(noted(text)).snoozedTo).toBeNull();
    },
  );
});

test('a promise and a step in own words are held as well, until said to be a reply', () => {
  const now = eastern('16T09:00');
  for (const set of ['today', 'own'] as const) {
    const task = ownTask('ownnnnnn01', {
      set,
      what: 'Send an update',
      who: 'the program coordinator',
      on: '2027-03-16',
      time: '15:00',
    });
    const person = withPlanReminders(withTasks(here(), [task]) ?? here(), now, newId);
    const kept = inStep(person, knowledge, now, newId);
    expect(reminderOf(kept, task.id)?.snoozedTo).toBe('2027-03-19T09:00');
    const id = reminderOf(kept, task.id)?.id ?? '';
    const freed = inStep(withAllowed(kept, id, 'reply', newId), knowledge, now, newId);
    expect(reminderOf(freed, task.id)?.snoozedTo).toBeNull();
  }
});

test('the time before it, and the days after SOAP, are free', () => {
  for (const at of ['2027-03-12T12:00', '2027-03-19T12:00']) {
    const told = { text: 'email the coordinator', at, rule: null, deadline: false };
    const person = withOwnReminder(here(), told, newId) ?? here();
    expect(heldBack(only(person), person, knowledge, NOW)).toBeNull();
  }
});

describe('the gate', () => {
  const rule = (text: string) =>
    gate({ kind: 'own_words', text }, applicant(), knowledge, eastern('16T12:00'));

  test('reads words', () => {
    expect(rule('email the coordinator')).toMatchObject({ allowed: false, rule: 'no_first_contact' });
    expect(rule('ask Dr. Lee for a letter')).toMatchObject({ allowed: true, mind: { id: 'letter_only' } });
    expect(rule('call my mentor')).toMatchObject({ allowed: true, mind: { id: 'mentor_advises' } });
    expect(rule('call the dean')).toMatchObject({ allowed: true, mind: { id: 'school_advises' } });
    expect(rule('call mom')).toEqual({ allowed: true, mind: null });
  });

  test('on Thursday at 21:01 it refers to after SOAP', () => {
    const mind = (at: string) => {
      const verdict = gate({ kind: 'contact_program', program: null }, applicant(), knowledge, eastern(at));
      return verdict.allowed ? verdict.mind?.id : verdict.rule;
    };
    expect(mind('14T12:00')).toBe('dates_open');
    expect(mind('18T20:59')).toBe('no_first_contact');
    expect(mind('18T21:01')).toBe('dates_open_after');
  });

  test('one of several open offers can be accepted', () => {
    const two = [offer(), offer({ id: 'offerrr002', program: 'Internal Medicine, Mercy' })];
    const mind = (offers: typeof two) => {
      const verdict = gate(
        { kind: 'accept_offer', program: 'Family Medicine, St. Anna' },
        applicant({ offers }),
        knowledge,
        eastern('18T09:30'),
      );
      return verdict.allowed ? verdict.mind?.id : verdict.rule;
    };
    expect([mind(two.slice(0, 1)), mind(two)]).toEqual(['binding', 'choose_one']);
  });
});
