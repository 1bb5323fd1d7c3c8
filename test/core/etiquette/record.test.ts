import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { pickForFeedback } from '#core/etiquette/feedback.ts';
import { forgottenAt } from '#core/etiquette/forgotten.ts';
import { nextForAll } from '#core/etiquette/next.ts';
import { newApplicant, storedApplicantSchema } from '#core/record/applicant.ts';
import { compact } from '#core/record/compact.ts';
import { groundsSchema } from '#core/record/grounds.ts';
import { growth } from '../../growth.ts';
import { contact, knowledge, writer } from './people.ts';

const AT = Temporal.Instant.from('2027-04-05T14:00:00Z');

const message = (index: number, line: number) => ({
  at: AT.subtract({ hours: 24 * (10 - line) * 37 + index }).toString(),
  from: (index + line) % 3 === 0 ? 'them' : 'me',
  kind: line === 2 ? 'interview' : 'status-question',
  says: line % 4 === 0 ? 'Said that they would look at it in May.' : null,
});
const people = Array.from({ length: 200 }, (_, index) =>
  contact({
    id: `contact${1000 + index}`,
    kind: 'program',
    name: `Program ${index} Internal Medicine`,
    known: ['interviewed'],
    letter: index % 10 === 0 ? { asked: '2026-06-01', answer: 'strong' } : null,
    log: Array.from({ length: 10 }, (_, line) => message(index, line)),
  }),
);
const NOBODY = { platform: 'telegram', user: '1', address: null } as const;

test('two hundred contacts with two thousand messages are stored in 200 kB, and read as they were', () => {
  const person = { ...newApplicant('somebody1', NOBODY, '2026-11-01T00:00:00Z'), people };
  const stored = JSON.stringify(compact(person));
  expect(stored.length).toBeLessThan(200_000);
  expect(storedApplicantSchema.parse(JSON.parse(stored))).toEqual(person);
});

test.each([
  ['in spring', AT],
  ['in Match Week', Temporal.Instant.from('2027-03-17T15:00:00Z')],
])('eight times the people take about eight times the work, %s', async (_, at) => {
  const make = (count: number) => JSON.stringify(people.slice(0, count));
  const read = (some: string) => nextForAll(writer(JSON.parse(some)), knowledge, at);
  expect(await growth(make, read, 25)).toBeLessThan(20);
});

test('ten programs are picked for feedback, each with a reason, and everybody else is left with one', () => {
  const { ask, leave, most } = pickForFeedback(writer(people), knowledge, AT);
  expect(ask).toHaveLength(most);
  expect(ask.length + leave.length).toBe(200);
  for (const { why } of [...ask, ...leave]) expect(why).toMatch(/\.$/);
});

test('those who know the person best, where they would train, come first', () => {
  const some = writer([
    { id: 'appliedone', kind: 'program', name: 'A', known: ['applied'] },
    { id: 'unsureone', kind: 'program', name: 'B', known: ['interviewed'] },
    { id: 'talkedone', kind: 'program', name: 'C', known: ['conversation'], wouldTrain: 'yes' },
    { id: 'bestone1', kind: 'program', name: 'D', known: ['interviewed'], wouldTrain: 'yes' },
    { id: 'neverone', kind: 'program', name: 'E', known: ['interviewed'], wouldTrain: 'no' },
    { id: 'sameplace', kind: 'attending', name: 'Dr. Lee', program: 'D', known: ['interviewed'] },
  ]);
  const { ask, leave } = pickForFeedback(some, knowledge, AT);
  expect(ask.map(({ contact: id }) => id)).toEqual(['bestone1', 'talkedone', 'unsureone']);
  expect(leave.map(({ contact: id }) => id).toSorted()).toEqual(['appliedone', 'neverone', 'sameplace']);
});

test('a writer who has heard nothing since the Match is named, and not once they have', () => {
  const cycles = [{ year: 2027, outcome: 'unmatched', interviews: 2, changed: 'no' }];
  const dr = { id: 'writerone', kind: 'letter_writer', name: 'Dr. Lee', letter: { asked: '2026-06-01' } };
  const of = (log: readonly unknown[]) =>
    forgottenAt(groundsSchema.parse({ profile: { cycles }, people: [{ ...dr, log }] }), knowledge, AT);
  expect(of([])).toMatchObject([
    { reason: 'match', says: 'You have not told Dr. Lee how it ended.', kind: 'reconnect' },
  ]);
  expect(of([{ at: '2027-03-25T14:00:00Z', from: 'me', kind: 'reconnect' }])).toEqual([]);
  expect(of([{ at: '2027-03-01T14:00:00Z', from: 'them', kind: 'mail', refused: true }])).toEqual([]);
});
