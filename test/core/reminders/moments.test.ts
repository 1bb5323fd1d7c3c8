import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { applicantSchema, LIMITS } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { momentWords } from '#core/reminders/kinds/moment.ts';
import { withSoapReminders } from '#core/reminders/moments.ts';
import { settle, withSettings } from '#core/reminders/schedule.ts';
import { dueAt } from '#core/reminders/wake.ts';
import { type Correction, withCorrections } from '#core/season/corrections.ts';
import { withMode, withOffer, withOfferState } from '#core/soap/change.ts';
import { wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';
import { knowledge } from '../assessment/people.ts';
import { applicant, eastern, offer } from '../gate/people.ts';
import { countingIds, reminder } from '../reminders/person.ts';

const newId = countingIds();
const BEFORE = Temporal.Instant.from('2027-02-01T12:00:00Z');
const on = () => withMode(applicant(), 2027);
const step = (person = on(), now = BEFORE, known: Knowledge = knowledge) =>
  withSoapReminders(person, known, now, newId);
const momentOf = ({ about }: Reminder) => (about.kind === 'soap' ? about.moment : '');
const find = (person: ReturnType<typeof on>, moment: string): Reminder => {
  const found = person.reminders.find((one) => momentOf(one) === moment);
  if (!found) throw new Error(`no reminder for ${moment}`);
  return found;
};
const source = { from: 'nrmp_match_week' };
const corrected = (...corrections: Correction[]): Knowledge => ({
  ...knowledge,
  seasons: withCorrections(knowledge.seasons, corrections),
});

test('one for each moment, at its instant in every zone; only those that can wait mind quiet hours', () => {
  for (const zone of ['America/New_York', 'Asia/Kathmandu', 'Australia/Sydney']) {
    const person = step({ ...on(), settings: { ...on().settings, zone } });
    expect(person.reminders.map(momentOf).toSorted()).toEqual(
      knowledge.soap.moments.map(({ id }) => id).toSorted(),
    );
    const patient = person.reminders.filter(({ urgency }) => urgency === 'normal').map(momentOf);
    expect(patient.toSorted()).toEqual(['order', 'quiet_soon', 'three_days']);
    const at = (moment: string) => dueAt(find(person, moment), person.settings).toString();
    expect(at('status')).toBe('2027-03-15T14:00:00Z');
    expect(at('round_1')).toBe('2027-03-18T13:00:00Z');
    expect(at('round_1_half')).toBe('2027-03-18T14:30:00Z');
    expect(at('round_1_end')).toBe('2027-03-18T15:00:00Z');
    expect(at('soap_ends')).toBe('2027-03-19T01:00:00Z');
    expect(applicantSchema.parse(person)).toEqual(person);
  }
});

test('called again it changes nothing', () => {
  const person = step();
  expect(step(person)).toBe(person);
  expect(step(person, eastern('15T09:00'))).not.toBe(person);
  const later = step(person, eastern('15T09:00'));
  expect(step(later, eastern('15T09:00'))).toBe(later);
});

test('with the mode off there are none, and turning it off takes them away', () => {
  expect(step(applicant()).reminders).toEqual([]);
  expect(step(withMode(step(), null)).reminders).toEqual([]);
});

test('turned on in the middle of the week, only what is to come is planned', () => {
  const person = step(on(), eastern('18T10:00'));
  expect(person.reminders.map(momentOf)).not.toContain('round_1');
  expect(person.reminders.map(momentOf)).toContain('round_1_half');
});

describe('a correction in the middle of the week', () => {
  const tuesday = eastern('16T12:00');
  const round = (when: string, until: string): Correction => ({
    kind: 'event',
    year: 2027,
    event: 'round_1',
    when: `2027-03-${when}`,
    until: `2027-03-${until}`,
    status: 'confirmed',
    source,
  });

  test('moves what hangs on the date, with a new revision, and nothing else', () => {
    const before = step(step(), tuesday);
    const after = step(before, tuesday, corrected(round('18T09:30', '18T11:30')));
    for (const moment of ['round_1', 'round_1_half', 'round_1_end', 'rounds_soon', 'order']) {
      const [old, moved] = [find(before, moment), find(after, moment)];
      expect(dueAt(old, before.settings).until(dueAt(moved, after.settings)).total('minutes')).toBe(30);
      expect(moved.id).toBe(old.id);
      expect(moved.revision).not.toBe(old.revision);
    }
    expect(find(after, 'round_2')).toBe(find(before, 'round_2'));
    expect(step(after, tuesday, corrected(round('18T09:30', '18T11:30')))).toBe(after);
  });

  test('to an earlier time is planned again too', () => {
    const after = step(step(), tuesday, corrected(round('18T08:00', '18T10:00')));
    expect(dueAt(find(after, 'round_1'), after.settings).toString()).toBe('2027-03-18T12:00:00Z');
  });

  test('says again what was said or ticked for the old time, but not what was set aside', () => {
    const thursday = eastern('18T09:10');
    const person = step(step(), thursday);
    const said = {
      ...person,
      reminders: person.reminders.map((one) =>
        momentOf(one) === 'round_1'
          ? { ...one, state: { kind: 'done', at: thursday.toString() } as const }
          : one,
      ),
    };
    const moved = step(said, thursday, corrected(round('18T10:00', '18T11:30')));
    expect(find(moved, 'round_1').state.kind).toBe('waiting');
    const skipped = settle(person, find(person, 'round_1_half').id, 'skipped', thursday);
    const still = step(skipped, thursday, corrected(round('18T10:00', '18T11:30')));
    expect(find(still, 'round_1_half').state.kind).toBe('skipped');
  });

  test('a delivery that is under way for the old time is taken back', () => {
    const thursday = eastern('18T09:00');
    const person = step(step(), thursday);
    const claimed = {
      ...person,
      reminders: person.reminders.map((one) =>
        momentOf(one) === 'round_1'
          ? {
              ...one,
              state: {
                kind: 'claimed',
                delivery: 'delivery01',
                platform: 'discord',
                at: thursday.toString(),
                early: false,
              } as const,
            }
          : one,
      ),
    };
    const moved = step(claimed, thursday, corrected(round('18T10:00', '18T11:30')));
    expect(find(moved, 'round_1').state.kind).toBe('waiting');
  });

  test('another week moves them all', () => {
    const week: Correction = { kind: 'week', year: 2027, monday: '2027-03-22', status: 'confirmed', source };
    const [before, after] = [step(), step(step(), BEFORE, corrected(week))];
    for (const one of before.reminders) {
      const moved = find(after, momentOf(one));
      expect(dueAt(one, before.settings).until(dueAt(moved, after.settings)).total('hours')).toBe(168);
    }
  });
});

test('in another zone the hour changes and the instant stays; what was set aside stays so', () => {
  const person = step();
  const aside = settle(person, find(person, 'round_3').id, 'skipped', BEFORE);
  const moved = step(withSettings(aside, { zone: 'America/Los_Angeles' }, newId));
  expect(find(moved, 'status').at).toBe('2027-03-15T07:00');
  expect(dueAt(find(moved, 'status'), moved.settings).toString()).toBe('2027-03-15T14:00:00Z');
  expect(find(moved, 'round_3').state.kind).toBe('skipped');
  expect(step(moved)).toBe(moved);
});

test('nothing stale is said: a start is let go once its next moment has come', () => {
  const person = step(step(), eastern('18T10:30'));
  expect(find(person, 'round_1').state.kind).toBe('skipped');
  expect(find(person, 'round_1_half').state.kind).toBe('waiting');
  expect(find(step(person, eastern('21T12:00')), 'match_day').state.kind).toBe('skipped');
});

test('plan reminders at the cap never push out those of SOAP', () => {
  const many = Array.from({ length: LIMITS.reminders }, (_, index) =>
    reminder({ id: `remind${index + 1000}`, revision: `revise${index + 1000}` }),
  );
  const person = step({ ...on(), reminders: many });
  expect(person.reminders.length).toBe(LIMITS.reminders);
  expect(person.reminders.filter(({ about }) => about.kind === 'soap').length).toBe(
    knowledge.soap.moments.length,
  );
});

describe('an offer', () => {
  const waiting = () => withOffer(step(), offer());
  const words = (person: ReturnType<typeof on>, moment: string) => {
    const { about } = find(person, moment);
    return about.kind === 'soap' ? momentWords(person, about, knowledge, BEFORE).title : '';
  };

  test('changes what is said half an hour before its round ends, and at its end', () => {
    expect(words(step(), 'round_1_half')).toBe('The first round ends soon');
    expect(words(waiting(), 'round_1_half')).toBe('Your offer expires soon');
    expect(words(waiting(), 'round_2_half')).toBe('The second round ends soon');
    const over = step(waiting(), eastern('18T11:00'));
    const { about } = find(over, 'round_1_end');
    if (about.kind !== 'soap') throw new Error('no moment');
    expect(momentWords(over, about, knowledge, eastern('18T11:00')).why).toContain(
      "An offer you hadn't accepted",
    );
    const answered = withOfferState(over, 'offerrr001', 'declined');
    expect(momentWords(answered, about, knowledge, eastern('18T11:00')).why).toContain(
      'No offer in it says nothing',
    );
  });

  test('that is accepted ends the rounds; a slip brings them back', () => {
    const now = eastern('18T09:10');
    const taken = step(withOfferState(waiting(), 'offerrr001', 'accepted'), now);
    const ahead = (person: typeof taken) =>
      person.reminders
        .filter(({ state, at }) => state.kind === 'waiting' && at > wallOf(now, zoneOf(person.settings)))
        .map(momentOf);
    expect(ahead(taken).toSorted()).toEqual(['match_day', 'soap_ends']);
    const back = step(withOfferState(taken, 'offerrr001', 'open'), now);
    expect(ahead(back)).toContain('round_1_half');
  });

  test('that is left open runs out when its round ends, and not before', () => {
    expect(step(waiting(), eastern('18T10:59')).soap.offers[0]?.state).toBe('open');
    expect(step(waiting(), eastern('18T11:00')).soap.offers[0]?.state).toBe('expired');
  });
});

test('a record from before SOAP was known loads with an empty one', () => {
  const { soap, ...old } = applicant();
  expect(applicantSchema.parse(old).soap).toEqual(soap);
  expect(wallOf(BEFORE, 'UTC')).toBe('2027-02-01T12:00');
});
