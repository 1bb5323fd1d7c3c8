import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { nextForAll } from '#core/etiquette/next.ts';
import type { SentKind } from '#core/record/draft-kind.ts';
import { eastern } from '../gate/people.ts';
import { knowledge, writer } from './people.ts';

/** Fifty people: programs of every acquaintance, interviewers, residents, mentors, writers, the school and a clinic. */
const KINDS = ['program', 'program', 'attending', 'resident', 'program'] as const;
const KNOWN = [['interviewed'], ['applied'], ['interviewed'], ['conversation'], []] as const;
const PROGRAM_PEOPLE = Array.from({ length: 45 }, (_, index) => ({
  id: `program${index}aa`,
  kind: KINDS[index % 5],
  name: `Person ${index}`,
  program: `Program ${index}`,
  known: KNOWN[index % 5],
}));
const OTHERS = [
  { id: 'mentorone', kind: 'mentor', name: 'Dr. Osei', known: ['conversation'] },
  { id: 'writerone', kind: 'letter_writer', name: 'Dr. Lee', known: ['rotated'] },
  { id: 'rotatedone', kind: 'attending', name: 'Dr. Shah', known: ['rotated'] },
  { id: 'schoolone', kind: 'school', name: 'Dean Alvarez' },
  { id: 'clinicone', kind: 'place', name: 'Linden Clinic' },
];
/** Every seventh program writes on Tuesday at noon. */
const writes = (id: string): boolean => /^program(?:0|7|14|21|28|35|42)aa$/.test(id);
const CALLED = PROGRAM_PEOPLE.map((one) =>
  writes(one.id)
    ? { ...one, log: [{ at: eastern('16T12:00').toString(), from: 'them', kind: 'mail' }] }
    : one,
);
const person = writer([...CALLED, ...OTHERS]);
const ANSWERS: readonly SentKind[] = ['soap-reply', 'decline', 'thank-you'];

test('hour by hour nobody of a program is written to first, and those who wrote may be answered', () => {
  for (let hour = 0; hour < 93; hour += 1) {
    const now = eastern('15T00:00').add({ hours: hour });
    const hasCome = Temporal.Instant.compare(now, eastern('16T12:00')) >= 0;
    const may = nextForAll(person, knowledge, now).filter((one) => one.may);
    const toPrograms = may.filter(({ contact }) => contact.startsWith('program'));
    expect(toPrograms.filter(({ kind }) => !ANSWERS.includes(kind))).toEqual([]);
    expect(toPrograms.filter(({ contact }) => !writes(contact))).toEqual([]);
    const answered = toPrograms.filter(({ kind }) => kind === 'soap-reply').map(({ contact }) => contact);
    expect(answered).toHaveLength(hasCome ? 7 : 0);
    const others = may.filter(({ contact }) => !contact.startsWith('program'));
    expect(others.map(({ contact, kind }) => `${contact} ${kind}`)).toEqual(
      expect.arrayContaining(['mentorone mentor-ask', 'writerone letter-request', 'schoolone dean-ask']),
    );
  }
});

test('what was open on Sunday is open again on Friday, and says so all week', () => {
  const quiet = writer(PROGRAM_PEOPLE);
  const keyOf = ({ contact, kind }: { contact: string; kind: string }): string => `${contact} ${kind}`;
  const at = (when: string) => nextForAll(quiet, knowledge, eastern(when));
  const open = at('14T12:00')
    .filter((one) => one.may && one.kind !== 'thank-you')
    .map(keyOf);
  expect(open.length).toBeGreaterThan(150);
  for (const when of ['15T00:00', '16T09:00', '18T20:59']) {
    const days = at(when).filter((one) => open.includes(keyOf(one)));
    expect(days.filter((one) => one.may)).toEqual([]);
    const wait = days.filter(({ kind }) => kind !== 'decline' && kind !== 'withdrawal');
    expect(new Set(wait.map(({ earliest }) => earliest))).toEqual(new Set(['2027-03-19']));
    expect(new Set(wait.map(({ rule }) => rule))).toEqual(new Set(['no_first_contact']));
  }
  const friday = at('19T09:00')
    .filter((one) => one.may)
    .map(keyOf);
  expect(friday).toEqual(expect.arrayContaining(open));
});
