import { toString as flatten } from 'mdast-util-to-string';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { peopleWeek, peopleWeekParts } from '#core/outreach/week.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { type Correspondent, correspondentSchema } from '#core/record/correspondent.ts';
import { say } from '../../say.ts';
import { cycle, knowledge, solid } from '../assessment/people.ts';
import { somebody } from '../reminders/person.ts';

/** A Monday in the weeks in which programs are asked for feedback. */
const MONDAY = Temporal.Instant.from('2027-04-12T14:00:00Z');

function contact(id: string, told: Partial<Correspondent>, sent?: string, kind = 'reconnect'): Correspondent {
  const log = sent ? [{ at: `${sent}T14:00:00Z`, from: 'me', kind }] : [];
  return correspondentSchema.parse({
    id: `contact${id.toLowerCase()}`,
    kind: 'attending',
    name: `Dr. ${id}`,
    log,
    ...told,
  });
}

function knowing(...people: readonly Correspondent[]): Applicant {
  const { settings } = somebody();
  return somebody({
    profile: { ...solid, cycles: [cycle(2027, 2)] },
    settings: { ...settings, zone: 'America/New_York' },
    people: [...people],
  });
}

const lines = (person: Applicant, now = MONDAY): readonly string[] =>
  peopleWeekParts(person, knowledge, now, say).flatMap((part) =>
    part.kind === 'list' ? part.items.map((item) => item.map((node) => flatten(node)).join('')) : [],
  );

test('whom to write to and why, who waits for a word, and to whom it is too early', () => {
  const person = knowing(
    contact('Due1', {}, '2027-03-29'),
    contact('Soon', {}, '2027-04-02'),
    contact('Wait', {}, '2027-04-09'),
    contact('Prog', { kind: 'program', name: 'Mercy IM', known: ['interviewed'], wouldTrain: 'yes' }),
    contact('Help', { kind: 'mentor', known: ['letter'] }),
  );
  const week = peopleWeek(person, knowledge, MONDAY);
  expect(week.write.map(({ name, on }) => `${name} ${on}`)).toEqual([
    'Dr. Due1 2027-04-12',
    'Dr. Soon 2027-04-16',
    'Mercy IM 2027-04-12',
  ]);
  expect(week.waiting.map(({ says }) => says)).toEqual(['You have not told Dr. Help how it ended.']);
  expect(week.notYet.map(({ name, on }) => `${name} ${on}`)).toEqual(['Dr. Wait 2027-04-23']);
  expect(week.write.every(({ why }) => why.length > 0)).toBe(true);
  expect(lines(person)).toHaveLength(5);
});

test('is short, however many people there are, and says how many are left', () => {
  const many = Array.from({ length: 40 }, (_, index) => contact(`N${100 + index}`, {}, '2027-03-29'));
  const shown = lines(knowing(...many));
  expect(shown).toHaveLength(4);
  expect(shown.at(-1)).toBe('And 37 more people.');
});

test('says nothing where there is nobody to think of', () => {
  expect(lines(knowing())).toEqual([]);
  expect(lines(knowing(contact('Calm', { kind: 'place' })))).toEqual([]);
});

test('in the quiet time names no program to write to', () => {
  const wednesday = Temporal.Instant.from('2027-03-17T14:00:00Z');
  const person = knowing(
    contact('Prog', { kind: 'program', name: 'Mercy IM', known: ['applied'] }, '2027-03-01', 'networking'),
  );
  const week = peopleWeek(person, knowledge, wednesday);
  expect(week.write.filter(({ on }) => on < '2027-03-19')).toEqual([]);
  expect(lines(person, wednesday).join()).not.toContain('now');
});
