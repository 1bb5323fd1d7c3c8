import { expect, test } from 'vitest';
import { EVENTS } from '#core/knowledge/season.ts';
import {
  type Correction,
  CorrectionError,
  correctionSchema,
  withCorrections,
} from '#core/season/corrections.ts';
import { startOf } from '#core/season/season.ts';
import { problemsWith } from '../../try-knowledge.ts';
import { knowledge } from '../assessment/people.ts';

const { seasons } = knowledge;
const source = { from: 'nrmp_match_week', part: 'published in January 2027' };
const later: Correction = { kind: 'week', year: 2027, monday: '2027-03-22', status: 'confirmed', source };
const of = (all: typeof seasons, year = 2027) => {
  const season = all.find((one) => one.year === year);
  if (!season) throw new Error(`no season ${year}`);
  return season;
};

test('another Monday moves the whole Match Week with its clock times, and no other season', () => {
  const corrected = withCorrections(seasons, [later]);
  const [before, after] = [of(seasons), of(corrected)];
  for (const key of EVENTS.slice(EVENTS.indexOf('quiet_begins'), EVENTS.indexOf('match_day') + 1)) {
    expect(startOf(before, key).until(startOf(after, key)).total('hours')).toBe(7 * 24);
  }
  expect(after.events.round_4).toMatchObject({ when: '2027-03-25T18:00', until: '2027-03-25T20:00' });
  expect(after.events.eras_ends).toEqual(before.events.eras_ends);
  expect(of(corrected, 2028)).toBe(of(seasons, 2028));
});

test('the Monday takes the status and source of the correction, what moves with it keeps its own', () => {
  const { events } = of(withCorrections(seasons, [later]));
  expect(events.match_status).toMatchObject({ status: 'confirmed', source });
  expect(events.quiet_begins).toMatchObject({ status: 'confirmed', source });
  expect(events.round_1).toMatchObject({ status: 'provisional', source: of(seasons).events.round_1.source });
});

test('one event moves alone, and corrections come in their order', () => {
  const round: Correction = {
    kind: 'event',
    year: 2027,
    event: 'round_1',
    when: '2027-03-25T09:30',
    until: '2027-03-25T11:30',
    status: 'confirmed',
    source,
  };
  const { events } = of(withCorrections(seasons, [later, round]));
  expect(events.round_1).toEqual({ when: round.when, until: round.until, status: 'confirmed', source });
  expect(events.round_2.when).toBe('2027-03-25T12:00');
  expect(() => withCorrections(seasons, [round])).toThrow('2027: events.round_2.when: is before round_1');
});

test('a year without a season, or dates that contradict each other, are refused', () => {
  expect(() => withCorrections(seasons, [{ ...later, year: 2040 }])).toThrow(CorrectionError);
  expect(() => withCorrections(seasons, [{ ...later, monday: '2027-03-23' }])).toThrow('is not a Monday');
  expect(correctionSchema.safeParse({ ...later, monday: '2027-02-30' }).success).toBe(false);
  expect(withCorrections(seasons, [])).toEqual(seasons);
});

test.each([
  ['when: 2027-03-15T10:00', 'when: 2027-03-16T10:00', 'events.match_status.when: is not a Monday'],
  ['when: 2027-03-15T11:00', 'when: 2027-03-15T09:00', 'events.soap_apply.when: is before match_status'],
  ['until: 2027-03-18T14:00', 'until: 2027-03-18T11:30', 'events.round_2.until: needs a later clock time'],
  ['when: 2027-03-18T15:00', 'when: 2027-03-18T13:00', 'events.round_3.when: is before round_2'],
  ['when: 2027-03-18T21:00', 'when: 2027-03-18T19:00', 'events.soap_ends.when: is before round_4'],
  ['when: 2027-03-19T12:00', 'when: 2027-03-31T12:00', 'events.match_day.when: is not a Friday'],
  ['when: 2027-03-16T08:00', 'when: 2027-02-30T08:00', 'events.soap_review.when: not a real date'],
])('a season file with %s made %s stops the start with its line', async (right, wrong, problem) => {
  let line = 0;
  const problems = await problemsWith('seasons/2027.yaml', (text) => {
    line = text.split('\n').findIndex((one) => one.includes(right)) + 1;
    return text.replace(right, wrong);
  });
  expect(problems.join('\n')).toContain(`seasons/2027.yaml:${line}: ${problem}`);
});
