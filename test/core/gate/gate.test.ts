import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { type Action, actionSchema } from '#core/gate/action.ts';
import { gate } from '#core/gate/gate.ts';
import { ruleIdSchema } from '#core/knowledge/gate.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { EMPTY_SOAP } from '#core/record/soap.ts';
import { withCorrections } from '#core/season/corrections.ts';
import { startOf } from '#core/season/season.ts';
import { knowledge } from '../assessment/people.ts';
import { applicant, contact, ELIGIBLE, eastern, INELIGIBLE, offer } from './people.ts';

const ANNA = 'Family Medicine, St. Anna';
const act = (kind: string, more: object = {}): Action => actionSchema.parse({ kind, ...more });
/** `yes`, `yes: mind`, or the rule and when it lifts. */
function asked(action: Action, at: string, person = applicant(), known: Knowledge = knowledge): string {
  const verdict = gate(action, person, known, eastern(at));
  if (verdict.allowed) return verdict.mind ? `yes: ${verdict.mind.id}` : 'yes';
  const lifts = verdict.liftsAt?.toZonedDateTimeISO('America/New_York').toPlainDateTime().toString();
  return `${verdict.rule}, ${lifts?.slice(8, 16) ?? 'never'}`;
}
const ENDS = '18T21:00';

describe('first contact', () => {
  test.each([
    ['contact_program', 'no_first_contact'],
    ['other_contacts_program', 'no_contact_for_you'],
    ['school_contacts_program', 'no_contact_for_you'],
  ])('%s is refused for every hour from Monday 00:00 Eastern to the end of SOAP', (kind, rule) => {
    for (let hour = 0; hour < 93; hour += 1) {
      for (const minute of [0, 59]) {
        const now = eastern('15T00:00').add({ hours: hour, minutes: minute });
        for (const profile of [applicant(), applicant({}, INELIGIBLE)]) {
          const verdict = gate(act(kind), profile, knowledge, now);
          expect(verdict.allowed).toBe(false);
          if (verdict.allowed) continue;
          expect(verdict.rule).toBe(profile.profile === INELIGIBLE ? 'not_eligible' : rule);
          expect(verdict.liftsAt?.equals(eastern(ENDS))).toBe(true);
          expect(verdict.provisional).toBe(true);
          expect(verdict.source.title.length + verdict.says.length).toBeGreaterThan(40);
        }
      }
    }
    expect(asked(act(kind), '14T23:59')).toBe('yes: dates_open');
    expect(asked(act(kind), ENDS)).toBe('yes: dates_open_after');
  });

  test('near unconfirmed dates, it says to look them up; near confirmed ones, it does not', () => {
    const source = { from: 'nrmp_match_week' };
    const seasons = withCorrections(knowledge.seasons, [
      { kind: 'week', year: 2027, monday: '2027-03-15', status: 'confirmed', source },
    ]);
    expect(asked(act('contact_program'), '14T12:00', applicant(), { ...knowledge, seasons })).toBe('yes');
    expect(asked(act('contact_program'), '04T12:00')).toBe('yes');
    expect(asked(act('contact_program'), '05T12:00')).toBe('yes: dates_open');
  });

  test('a corrected week moves the rule with it', () => {
    const seasons = withCorrections(knowledge.seasons, [
      {
        kind: 'week',
        year: 2027,
        monday: '2027-03-22',
        status: 'confirmed',
        source: { from: 'nrmp_match_week' },
      },
    ]);
    const moved = { ...knowledge, seasons };
    expect(asked(act('contact_program'), '16T12:00', applicant(), moved)).toBe('yes');
    expect(asked(act('contact_program'), '23T12:00', applicant(), moved)).toBe('no_first_contact, 25T21:00');
  });

  test('a logged contact does not turn it into a first contact', () => {
    expect(
      asked(act('contact_program', { program: ANNA }), '17T12:00', applicant({ contacts: [contact()] })),
    ).toBe(`no_first_contact, ${ENDS}`);
  });

  test('the school may advise at any time, and call only after the program has contacted the person', () => {
    for (let hour = 0; hour < 93; hour += 1) {
      const now = eastern('15T00:00').add({ hours: hour });
      expect(gate(act('ask_school'), applicant(), knowledge, now)).toMatchObject({
        allowed: true,
        mind: { id: 'school_advises' },
      });
    }
    const logged = applicant({ contacts: [contact()] });
    const call = (program: string | null) => act('school_contacts_program', { program });
    expect(asked(call(ANNA), '16T10:00', logged)).toBe('yes: answer_only');
    expect(asked(call('Another one'), '16T10:00', logged)).toBe(`no_contact_for_you, ${ENDS}`);
    expect(asked(call(null), '16T10:00', logged)).toBe(`no_contact_for_you, ${ENDS}`);
  });
});

describe.each([
  ['reply_to_program', 'answer_only'],
  ['thank_program', 'thanks_once'],
])('%s', (kind, mind) => {
  const reply = (program = ANNA) => act(kind, { program });
  const no = (rule: string) => `${rule}, ${ENDS}`;
  test.each([
    ['nothing is logged', [], reply(), '17T12:00', no('not_contacted')],
    ['that program contacted', [contact()], reply(), '17T12:00', `yes: ${mind}`],
    ['typed in another way', [contact()], reply('family medicine st anna'), '17T12:00', `yes: ${mind}`],
    ['another program contacted', [contact()], reply('Peds, Lakeside'), '17T12:00', no('not_contacted')],
    ['a part of the name only', [contact()], reply('St. Anna'), '17T12:00', no('not_contacted')],
    [
      'it contacted in January',
      [contact({ at: '2027-01-12T15:00:00Z' })],
      reply(),
      '17T12:00',
      no('not_contacted'),
    ],
    [
      'it contacted on Sunday',
      [contact({ at: eastern('14T23:59').toString() })],
      reply(),
      '17T12:00',
      no('not_contacted'),
    ],
    [
      'it contacted before Tuesday 8:00',
      [contact({ at: eastern('16T07:59').toString() })],
      reply(),
      '17T12:00',
      no('contacted_too_early'),
    ],
    [
      'it contacted at Tuesday 8:00',
      [contact({ at: eastern('16T08:00').toString() })],
      reply(),
      '16T08:00',
      `yes: ${mind}`,
    ],
    [
      'too early and again in time',
      [contact({ at: eastern('15T12:00').toString() }), contact()],
      reply(),
      '17T12:00',
      `yes: ${mind}`,
    ],
    ['the contact is still to come', [contact()], reply(), '16T09:29', no('not_contacted')],
    [
      'nobody had applied there',
      [contact({ applied: false })],
      reply(),
      '17T12:00',
      no('contacted_without_application'),
    ],
  ] as const)('%s', (_, contacts, action, at, expected) => {
    expect(asked(action, at, applicant({ contacts: [...contacts] }))).toBe(expected);
  });

  test('anyone not eligible answers nobody until SOAP ends', () => {
    const person = applicant({ contacts: [contact()] }, INELIGIBLE);
    expect(asked(reply(), '17T12:00', person)).toBe(no('not_eligible'));
    expect(asked(reply(), ENDS, person)).toMatch(/^yes/);
  });
});

describe('applications', () => {
  const send = (more: object = {}) => act('submit_application', { service: 'eras', ...more });
  test.each([
    ['14T12:00', 'yes'],
    ['15T00:00', 'applications_closed, 15T11:00'],
    ['15T10:59', 'applications_closed, 15T11:00'],
    ['15T11:00', 'yes: sent_for_good'],
    ['18T08:59', 'yes: sent_for_good'],
    ['18T09:00', 'round_running, 18T11:00'],
    ['18T11:00', 'yes: sent_for_good'],
    ['18T12:30', 'round_running, 18T14:00'],
    ['18T16:59', 'round_running, 18T17:00'],
    ['18T17:30', 'yes: sent_for_good'],
    ['18T18:00', `applications_over, ${ENDS}`],
    ['18T20:30', `applications_over, ${ENDS}`],
    [ENDS, 'yes'],
  ])('at %s: %s', (at, expected) => expect(asked(send(), at)).toBe(expected));

  const sent = (service: 'eras' | 'residencycas', count: number, at = eastern('15T12:00').toString()) => ({
    service,
    count,
    at,
  });
  test.each([
    [[sent('eras', 44)], {}, 'yes: sent_for_good'],
    [[sent('eras', 44)], { count: 2 }, 'limit_reached, never'],
    [[sent('eras', 40), sent('eras', 5)], {}, 'limit_reached, never'],
    [[sent('eras', 45)], { service: 'residencycas' }, 'yes: sent_for_good'],
    [[sent('eras', 20), sent('residencycas', 45)], { service: 'residencycas' }, 'limit_reached, never'],
    // Counted in another year.
    [[sent('eras', 45, '2026-03-16T16:00:00Z')], {}, 'yes: sent_for_good'],
  ])('with %j sent, %j: %s', (all, more, expected) =>
    expect(asked(send(more), '16T12:00', applicant({ sent: all }))).toBe(expected),
  );

  test('what was sent stays sent', () => {
    const back = act('withdraw_application', { service: 'eras' });
    expect(asked(back, '15T12:00')).toBe('no_withdrawal, never');
    expect(asked(back, '18T20:00')).toBe('no_withdrawal, never');
    expect(asked(back, '01T12:00')).toBe('yes');
  });

  test('anyone not eligible applies to no program in the Match, and to others from Tuesday 8:00', () => {
    const person = applicant({}, INELIGIBLE);
    expect(asked(send(), '17T12:00', person)).toBe(`not_eligible, ${ENDS}`);
    const outside = send({ participating: false });
    expect(asked(outside, '15T12:00', person)).toBe('outside_match_yet, 16T08:00');
    expect(asked(outside, '16T08:00', person)).toBe('yes');
  });

  test('after an accepted offer none follows', () => {
    const person = applicant({ offers: [offer({ state: 'accepted' })] });
    expect(asked(send(), '18T11:30', person)).toBe('accepted_already, never');
    expect(asked(act('accept_offer'), '18T12:30', person)).toBe('accepted_already, never');
  });
});

describe('offers', () => {
  const accept = act('accept_offer', { program: ANNA });
  test.each([
    ['18T08:00', 'no_round, 18T09:00'],
    ['18T09:00', 'yes: binding'],
    ['18T11:00', 'no_round, 18T12:00'],
    ['18T19:59', 'yes: binding'],
    ['18T20:00', 'no_round, never'],
  ])('accepting at %s: %s', (at, expected) => expect(asked(accept, at)).toBe(expected));

  test.each([
    ['open, in its round', offer(), '18T10:00', 'yes: binding'],
    ['open, a round later', offer(), '18T12:30', 'offer_gone, never'],
    ['expired', offer({ state: 'expired' }), '18T12:30', 'offer_gone, never'],
    ['declined', offer({ state: 'declined' }), '18T10:00', 'offer_gone, never'],
    ['of another program', offer({ program: 'Another', state: 'declined' }), '18T10:00', 'yes: binding'],
  ])('%s', (_, one, at, expected) => expect(asked(accept, at, applicant({ offers: [one] }))).toBe(expected));

  test('an offer by phone does not count during SOAP; nobody promises anything at any time', () => {
    expect(asked(act('out_of_system_offer'), '17T12:00')).toBe(`outside_offer, ${ENDS}`);
    expect(asked(act('out_of_system_offer'), ENDS)).toBe('yes: outside_before');
    for (const at of ['01T12:00', '17T12:00', '19T12:00'])
      expect(asked(act('promise_program', { program: ANNA }), at)).toBe('no_promise, never');
    expect(asked(act('decline_offer'), '18T10:00')).toBe('yes: gone_for_good');
  });
});

describe('the List of Unfilled Programs', () => {
  const rows = ['1234140C0', '2345120P0', '3456300A1'].map((code) => `${code} Some Hospital 2`).join('\n');
  test('is never kept and never shown', () => {
    for (const at of ['01T12:00', '15T12:00', '19T12:00', '30T12:00']) {
      expect(asked(act('store_list'), at)).toBe('list_private, never');
      expect(asked(act('show_list'), at)).toBe('list_private, never');
    }
  });

  test.each([
    ['program codes', rows],
    ['its name over some lines', 'List of Unfilled Programs\nAlpha\nBeta'],
    ['rows with places', 'Mercy Hospital 3\nLakeside Medical Center 1\nNorth University 2'],
    ['ACGME ids', '1401234567, 1201234567, 1101234567'],
    ['unfilled positions, one a line', 'unfilled positions FM:\nSt. Anna\nMercy\nNorth'],
  ])('%s are recognised as the list from Monday until Match Day is over', (_, text) => {
    const keep = act('keep_text', { text });
    for (const at of ['15T00:00', '17T12:00', '18T22:00', '20T11:59'])
      expect(asked(keep, at)).toBe('list_private, never');
    for (const at of ['14T23:59', '20T12:00']) expect(asked(keep, at)).toBe('yes');
  });

  test.each([
    'Family Medicine, St. Anna',
    'I did not match and there are unfilled positions, what now?',
    'Call Dr. Okafor on 14 March\nBuy milk\nSleep',
    '5551234567',
    'I failed Step 2 CK with a 206.\nThen I passed it with a 228.\nI graduated in 2021.',
    'Mercy Hospital, 2 interviews',
  ])('ordinary words pass: %s', (text) => expect(asked(act('keep_text', { text }), '16T12:00')).toBe('yes'));
});

test('Match information goes to no group', () => {
  expect(asked(act('post_in_forum', { about: 'match_information' }), '01T12:00')).toBe(
    'match_information, never',
  );
  expect(asked(act('post_in_forum', { about: 'something_else' }), '17T12:00')).toBe('yes: no_forums');
  expect(asked(act('post_in_forum', { about: 'something_else' }), '01T12:00')).toBe('yes');
});

test('every season has its own quiet time, and every rule has words and a page', () => {
  for (const season of knowledge.seasons) {
    const inside = startOf(season, 'soap_ends').subtract({ minutes: 1 });
    expect(gate(act('contact_program'), applicant(), knowledge, inside).allowed).toBe(false);
    const after = Temporal.Instant.from(startOf(season, 'soap_ends'));
    expect(gate(act('contact_program'), applicant(), knowledge, after).allowed).toBe(true);
  }
  for (const rule of ruleIdSchema.options)
    expect(knowledge.gate.rules[rule].says).toMatch(/^[A-Z].{20,}[.]$/s);
});

test('a program that asked for no messages gets none, but answering it stays allowed', () => {
  const profile = { ...ELIGIBLE, noMessages: ['St. Anna Family Medicine'] };
  const now = Temporal.Instant.from('2027-05-20T12:00:00Z');
  const may = (kind: 'contact_program' | 'thank_program' | 'reply_to_program', program: string) =>
    gate({ kind, program }, { profile, soap: EMPTY_SOAP }, knowledge, now);
  expect(may('contact_program', 'st. anna family medicine')).toMatchObject({
    allowed: false,
    rule: 'wants_no_messages',
    liftsAt: null,
  });
  expect(may('thank_program', 'St. Anna Family Medicine')).toMatchObject({ rule: 'wants_no_messages' });
  expect(may('contact_program', 'Lakeside')).toMatchObject({ allowed: true });
  expect(may('reply_to_program', 'St. Anna Family Medicine')).toMatchObject({ allowed: true });
});
