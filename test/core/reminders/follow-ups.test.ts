import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { type Happening, logged, undone, withContact } from '#core/people/log.ts';
import { type Applicant, applicantSchema } from '#core/record/applicant.ts';
import { type Correspondent, correspondentSchema, letterSchema } from '#core/record/correspondent.ts';
import { claim, markSent } from '#core/reminders/delivery.ts';
import { followUpReminderOf, MOST_FOLLOW_UPS } from '#core/reminders/follow-ups.ts';
import { inStep } from '#core/reminders/in-step.ts';
import { isFollowUp } from '#core/reminders/kinds/follow-up.ts';
import { settle } from '#core/reminders/schedule.ts';
import { withCorrections } from '#core/season/corrections.ts';
import { knowledge } from '../assessment/people.ts';
import { ELIGIBLE } from '../gate/people.ts';
import { countingIds, somebody } from './person.ts';

const ZONE = 'America/New_York';
const newId = countingIds();
const at = (wall: string): Temporal.Instant =>
  Temporal.PlainDateTime.from(wall).toZonedDateTime(ZONE).toInstant();

type Told = Partial<Correspondent> & { readonly says?: string };
const contact = (told: Told = {}): Correspondent =>
  correspondentSchema.parse({ id: 'contact001', kind: 'place', name: 'Linden Clinic', ...told });
const wrote = (wall: string, kind = 'usce-inquiry', from = 'me') => ({ at: at(wall).toString(), from, kind });

function knowing(...people: readonly Correspondent[]): Applicant {
  const { settings } = somebody();
  return somebody({
    profile: ELIGIBLE,
    settings: { ...settings, zone: ZONE, quiet: null },
    people: [...people],
  });
}
const step = (person: Applicant, wall: string, known: Knowledge = knowledge): Applicant =>
  inStep(person, known, at(wall), newId);
const open = (person: Applicant) => followUpReminderOf(person, 'contact001');
const says = (person: Applicant) => {
  const found = open(person);
  return found && `${found.about.what} ${found.snoozedTo ?? found.at} ${found.state.kind}`;
};
/** Somebody who wrote to a clinic on Monday, 2 November 2026. */
const MONDAY = '2026-11-02T10:00';
const asked = (...more: readonly object[]) =>
  knowing(contact({ log: [wrote(MONDAY), ...more] as Correspondent['log'] }));
/** The reminder said, as by the worker, at its time. */
function said(person: Applicant, wall: string): Applicant {
  const due = step(person, wall);
  const revision = open(due)?.revision ?? '';
  const claimed = step(claim(due, { revision, now: at(wall), early: false }), wall);
  return step(markSent(claimed, revision, 'discord', { now: at(wall), address: '1' }), wall);
}

describe('what is armed', () => {
  test('the second attempt, two weeks later at nine, once, and the record can be kept', () => {
    const person = step(asked(), '2026-11-03T12:00');
    expect(says(person)).toBe('usce-inquiry 2026-11-16T09:00 waiting');
    expect(step(person, '2026-11-03T12:00')).toBe(person);
    expect(step(person, '2026-11-10T12:00')).toBe(person);
    expect(applicantSchema.parse(person)).toEqual(person);
  });

  test('the same again on the day from which they want to hear, however far it is', () => {
    const later = { ...wrote('2026-11-05T10:00', 'mail', 'them'), later: '2027-05-01' };
    expect(says(step(asked(later), '2026-11-05T12:00'))).toBe('usce-inquiry 2027-05-03T09:00 waiting');
    const answered = wrote('2026-12-01T10:00', 'mail', 'them');
    expect(says(step(asked(later, answered), '2026-12-01T12:00'))).toBeUndefined();
    expect(says(step(asked({ ...later, refused: true }), '2026-11-05T12:00'))).toBeUndefined();
  });

  test.each([
    ['an office day where the first day is a Saturday', '2026-11-07T10:00', '2026-11-23T09:00'],
    ['the day itself where it is one', '2026-11-05T10:00', '2026-11-19T09:00'],
  ])('%s', (_, wall, expected) => {
    const person = step(knowing(contact({ log: [wrote(wall)] as Correspondent['log'] })), '2026-11-08T12:00');
    expect(open(person)?.at).toBe(expected);
  });

  test.each([
    [
      'a letter that was asked for',
      { kind: 'attending', log: [wrote(MONDAY, 'letter-request')] },
      'letter-reminder',
    ],
    [
      'a letter that is told on the board alone',
      { kind: 'attending', letter: letterSchema.parse({ asked: '2026-11-02' }) },
      'letter-reminder',
    ],
    [
      'an agreed letter that is not there',
      {
        kind: 'attending',
        log: [wrote(MONDAY, 'letter-request'), wrote('2026-11-03T10:00', 'mail', 'them')],
        letter: letterSchema.parse({ answer: 'strong' }),
      },
      'letter-reminder',
    ],
    ['a mail of no kind to a mentor', { kind: 'mentor', log: [wrote(MONDAY, 'mail')] }, 'mentor-ask'],
    ['a mail of no kind to a program', { kind: 'program', log: [wrote(MONDAY, 'mail')] }, undefined],
    ['thanks', { kind: 'attending', log: [wrote(MONDAY, 'thank-you')] }, undefined],
    [
      'a reminder of a letter',
      {
        kind: 'attending',
        log: [wrote('2026-10-12T10:00', 'letter-request'), wrote(MONDAY, 'letter-reminder')],
      },
      undefined,
    ],
    ['a second attempt', { log: [wrote('2026-10-12T10:00'), wrote(MONDAY)] }, undefined],
    ['an answer', { log: [wrote(MONDAY), wrote('2026-11-03T10:00', 'mail', 'them')] }, undefined],
    ['a meeting', { log: [wrote(MONDAY), wrote('2026-11-03T10:00', 'meeting')] }, undefined],
    [
      'a letter that came',
      {
        kind: 'attending',
        log: [wrote(MONDAY, 'letter-request')],
        letter: letterSchema.parse({ received: '2026-11-03' }),
      },
      undefined,
    ],
    [
      'a doubtful letter',
      {
        kind: 'attending',
        log: [wrote(MONDAY, 'letter-request')],
        letter: letterSchema.parse({ answer: 'hesitant' }),
      },
      undefined,
    ],
    ['somebody who wants no messages', { log: [wrote(MONDAY)], wantsNone: true }, undefined],
    ['nothing at all', {}, undefined],
  ])('%s', (_, told, expected) => {
    expect(open(step(knowing(contact(told as Told)), '2026-11-04T12:00'))?.about.what).toBe(expected);
  });

  test('a promised letter is asked about after its day', () => {
    const letter = letterSchema.parse({ asked: '2026-11-02', answer: 'strong', promised: '2026-12-18' });
    const person = step(knowing(contact({ kind: 'attending', letter })), '2026-11-04T12:00');
    expect(open(person)?.at).toBe('2026-12-21T09:00');
  });

  test('of many only the soonest, and the rest as soon as there is room', () => {
    const many = Array.from({ length: MOST_FOLLOW_UPS + 5 }, (_, index) =>
      contact({
        id: `contact${index + 100}`,
        name: `Clinic ${index}`,
        log: [wrote(MONDAY)] as Correspondent['log'],
      }),
    );
    const person = step(knowing(...many), '2026-11-03T12:00');
    expect(person.reminders.filter(isFollowUp)).toHaveLength(MOST_FOLLOW_UPS);
    const answered = logged(person, 'contact100', 'replied', at('2026-11-03T13:00'));
    const after = step(answered, '2026-11-03T13:00');
    expect(after.reminders.filter(({ state }) => state.kind === 'waiting')).toHaveLength(MOST_FOLLOW_UPS);
  });

  test('what was written long ago is let rest, and an old one said on the next office morning', () => {
    expect(says(step(asked(), '2027-01-25T12:00'))).toBeUndefined();
    expect(says(step(asked(), '2026-12-04T12:00'))).toBe('usce-inquiry 2026-12-07T09:00 waiting');
  });
});

describe('what happened', () => {
  const DUE = '2026-11-16T09:00';
  const answered = (what: Happening, wall = '2026-11-16T11:00') => {
    const person = said(step(asked(), MONDAY), DUE);
    const id = open(person)?.id ?? '';
    const told = logged(
      person,
      'contact001',
      what,
      at(wall),
      what === 'sent' ? { kind: 'usce-inquiry' } : {},
    );
    return step(what === 'later' ? told : settle(told, id, 'done', at(wall)), wall);
  };

  test('it is said once, and waits for an answer', () => {
    const person = said(step(asked(), MONDAY), DUE);
    expect(says(person)).toBe(`usce-inquiry ${DUE} sent`);
    expect(step(person, '2026-11-20T12:00')).toBe(person);
  });

  test.each(['sent', 'replied', 'declined', 'stop'] as const)('%s ends it', (what) => {
    const person = answered(what);
    expect(says(person)).toBeUndefined();
    expect(person.reminders.map(({ state }) => state.kind)).toEqual(['done']);
    expect(step(person, '2026-12-20T12:00')).toBe(person);
  });

  test('sent after the first of a letter arms nothing but its one reminder', () => {
    const first = step(knowing(contact({ kind: 'attending' })), MONDAY);
    const request = step(logged(first, 'contact001', 'sent', at(MONDAY), { kind: 'letter-request' }), MONDAY);
    expect(says(request)).toBe('letter-reminder 2026-11-16T09:00 waiting');
    const sent = logged(request, 'contact001', 'sent', at('2026-11-16T10:00'), { kind: 'letter-reminder' });
    expect(says(step(sent, '2026-11-16T10:00'))).toBeUndefined();
  });

  test('later brings it back on an office day a week later', () => {
    expect(says(answered('later'))).toBe('usce-inquiry 2026-11-23T09:00 waiting');
    expect(says(answered('later', '2026-11-21T11:00'))).toBe('usce-inquiry 2026-11-30T09:00 waiting');
  });

  test('an answer that was logged by mistake and taken back brings it back', () => {
    const person = step(undone(answered('replied'), 'contact001'), '2026-11-16T11:05');
    expect(says(person)).toBe('usce-inquiry 2026-11-17T09:00 waiting');
  });

  test('let be, it stays so until something new is said', () => {
    const person = said(step(asked(), MONDAY), DUE);
    const rested = withContact(person, 'contact001', (one) => ({
      ...one,
      restedAt: at('2026-11-16T11:00').toString(),
    }));
    const stopped = step(rested, '2026-11-16T11:00');
    expect(says(stopped)).toBeUndefined();
    expect(step(stopped, '2026-12-01T11:00')).toBe(stopped);
    const again = logged(stopped, 'contact001', 'met', at('2026-12-02T11:00'));
    const wroteAgain = logged(again, 'contact001', 'sent', at('2027-01-04T11:00'), { kind: 'networking' });
    expect(says(step(wroteAgain, '2027-01-04T11:00'))).toBe('networking 2027-01-19T09:00 waiting');
  });

  test('a contact who is removed takes the reminders along', () => {
    const person = { ...answered('replied'), people: [] };
    expect(step(person, '2026-11-17T12:00').reminders).toEqual([]);
  });
});

describe('when it is said, the rules are asked again', () => {
  test('a reply that was logged meanwhile takes it back from its delivery', () => {
    const due = step(asked(), '2026-11-16T09:00');
    const revision = open(due)?.revision ?? '';
    const claimed = claim(due, { revision, now: at('2026-11-16T09:00'), early: false });
    const replied = step(
      logged(claimed, 'contact001', 'replied', at('2026-11-16T08:59')),
      '2026-11-16T09:00',
    );
    expect(says(replied)).toBeUndefined();
    expect(replied.reminders.map(({ state }) => state.kind)).toEqual(['skipped']);
  });

  test.each(['waiting', 'claimed', 'held', 'sent'] as const)(
    'what is %s when a stricter rule comes waits for its day',
    (state) => {
      const due = step(asked(), '2026-11-16T09:00');
      const now = at('2026-11-16T09:00').toString();
      const states = {
        waiting: { kind: 'waiting' },
        claimed: { kind: 'claimed', delivery: 'delivery01', platform: 'discord', at: now, early: false },
        held: { kind: 'held', at: now },
        sent: { kind: 'sent', platform: 'discord', at: now, lateMs: 0 },
      } as const;
      const there = { ...due, reminders: due.reminders.map((one) => ({ ...one, state: states[state] })) };
      const kinds = knowledge.etiquette.kinds;
      const strict: Knowledge = {
        ...knowledge,
        etiquette: {
          ...knowledge.etiquette,
          kinds: { ...kinds, 'usce-inquiry': { ...kinds['usce-inquiry'], apart_days: 21 } },
        },
      };
      expect(says(step(there, '2026-11-16T09:00', strict))).toBe('usce-inquiry 2026-11-23T09:00 waiting');
    },
  );

  test('what comes due at a weekend, after a pause, waits for Monday', () => {
    const person = asked();
    const paused = { ...person, settings: { ...person.settings, pausedUntil: '2026-11-21' } };
    const armed = step(paused, MONDAY);
    expect(says(armed)).toBe('usce-inquiry 2026-11-16T09:00 waiting');
    expect(says(step(armed, '2026-11-21T09:00'))).toBe('usce-inquiry 2026-11-23T09:00 waiting');
  });

  test('a corrected season date moves it, earlier and later', () => {
    const log = [wrote('2027-03-01T10:00', 'networking')] as Correspondent['log'];
    const person = knowing(contact({ kind: 'program', known: ['interviewed'], log }));
    const armed = step(person, '2027-03-02T12:00');
    expect(says(armed)).toBe('networking 2027-03-19T09:00 waiting');
    const moved: Knowledge = {
      ...knowledge,
      seasons: withCorrections(knowledge.seasons, [
        {
          kind: 'week',
          year: 2027,
          monday: '2027-03-22',
          status: 'confirmed',
          source: { from: 'nrmp_match_week' },
        },
      ]),
    };
    const earlier = step(armed, '2027-03-02T12:00', moved);
    expect(says(earlier)).toBe('networking 2027-03-15T09:00 waiting');
    expect(open(earlier)?.revision).not.toBe(open(armed)?.revision);
    expect(says(step(earlier, '2027-03-02T12:00'))).toBe('networking 2027-03-19T09:00 waiting');
  });
});
