import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { readings } from '#core/reading/readings.ts';
import type { Modifier, ProgramsEye } from '#core/reading/shapes.ts';
import type { Profile } from '#core/record/profile.ts';
import { ck, ended, knowledge, NOW, people, person, soap, step1 } from './people.ts';

const rules = knowledge.programsEye;
const read = (told: Partial<Profile>, at = NOW): ProgramsEye | null =>
  readings(person({ type: 'us_md', exams: [step1, ck('fail', 205)], ...told }), knowledge, at).programsEye;
const stateOf = (id: string, told: Partial<Profile>, at = NOW): Modifier['state'] | undefined =>
  read(told, at)?.modifiers.find((modifier) => modifier.id === id)?.state;
/** Match Week of the 2027 Match, for somebody who takes part in it. */
const IN_SOAP = Temporal.Instant.from('2027-03-16T15:00:00Z');
const applying: Partial<Profile> = { cycles: [ended(2027, { outcome: 'applying' })] };
const worked: Profile['experience'] = [
  { kind: 'hands_on', place: 'us', months: 2, until: null, specialty: 'internal' },
];

test('only for people with a failed exam', () => {
  expect(read({ exams: [step1, ck('pass', 240)] })).toBeNull();
  expect(read({ exams: [] })).toBeNull();
  expect(read({})?.risks.map(({ id }) => id)).toEqual(['boards', 'reasoning', 'faculty_time']);
  expect(read({ exams: [ck('pass', 217)] })?.risks).toHaveLength(3);
  expect(readings(people.recovered, knowledge, NOW).programsEye?.risks).toHaveLength(3);
});

test.each<[string, string, Modifier['state'], Partial<Profile>, Temporal.Instant?]>([
  ['evaluations', 'named', 'has', { strengths: ['evaluations'] }],
  ['evaluations', 'passed over', 'within_reach', { strengths: ['research'] }],
  ['evaluations', 'asked, none named', 'within_reach', { answered: ['strengths'] }],
  ['evaluations', 'never asked', 'not_told', {}],
  [
    'evaluations',
    'no month is free',
    'out_of_reach',
    { answered: ['strengths'], life: { money: null, months: 1 } },
  ],
  [
    'evaluations',
    'two months are free',
    'within_reach',
    { answered: ['strengths'], life: { money: null, months: 2 } },
  ],
  [
    'evaluations',
    'Match Week counts to September',
    'within_reach',
    { ...applying, answered: ['strengths'] },
    IN_SOAP,
  ],
  ['trend', 'the failed exam was passed', 'has', { exams: [ck('fail', 205, '2024-01'), ck('pass', 230)] }],
  ['trend', 'named', 'has', { strengths: ['upward_trend'] }],
  ['trend', 'the exam is open', 'within_reach', { answered: ['strengths'] }],
  [
    'trend',
    'the exam is open, three months are left',
    'out_of_reach',
    { ...applying, answered: ['strengths'] },
  ],
  [
    'trend',
    'no attempt is left',
    'out_of_reach',
    {
      answered: ['strengths'],
      exams: ['2022-01', '2023-01', '2024-01', '2025-01'].map((on) => ck('fail', 200, on)),
    },
  ],
  ['commitment', 'named', 'has', { strengths: ['commitment'] }],
  ['commitment', 'passed over', 'within_reach', { strengths: ['research'] }],
  ['faculty', 'named', 'has', { strengths: ['faculty_support'] }],
  ['faculty', 'a strong letter', 'has', { strongLetters: 1 }],
  ['faculty', 'none', 'within_reach', { strongLetters: 0, answered: ['strengths'] }],
  ['faculty', 'half told', 'not_told', { strongLetters: 0 }],
  ['unexplained', 'a leave without a word', 'has', { flags: [{ kind: 'leave', explained: 'no' }] }],
  ['unexplained', 'explained', 'has_not', { flags: [{ kind: 'leave', explained: 'yes' }] }],
  [
    'unexplained',
    'explained or not was not told',
    'not_told',
    { flags: [{ kind: 'leave', explained: 'unknown' }] },
  ],
  ['unexplained', 'asked, none', 'has_not', { answered: ['flags'] }],
  ['unexplained', 'never asked', 'not_told', {}],
  ['vague', 'no answer can tell', 'not_told', {}],
  [
    'off_history',
    'a field that nothing leads to',
    'has',
    { experience: worked, cycles: [ended(2026, { soap: soap(5, 0, ['surgery']) })] },
  ],
  [
    'off_history',
    'a field of the record',
    'has_not',
    { experience: worked, cycles: [ended(2026, { soap: soap(5, 0, ['internal']) })] },
  ],
  ['off_history', 'no SOAP told', 'not_told', { experience: worked }],
])('%s, %s: %s', (id, _, state, told, at) => {
  expect(stateOf(id, told, at)).toBe(state);
});

test('what is there, or cannot come in time, asks for nothing; everything else says what to do', () => {
  for (const one of Object.values(people)) {
    for (const { kind, state, do: todo } of readings(one, knowledge, NOW).programsEye?.modifiers ?? []) {
      const isDone = state === 'out_of_reach' || state === (kind === 'helps' ? 'has' : 'has_not');
      expect(todo === null).toBe(isDone);
    }
  }
});

test('every state has its words, and having a harm does not read like having a help', () => {
  const said = (told: Partial<Profile>, id: string) =>
    read(told)?.modifiers.find((one) => one.id === id)?.standing;
  expect(said({ strengths: ['evaluations'] }, 'evaluations')).toBe(rules.states.has_help);
  expect(said({ flags: [{ kind: 'leave', explained: 'no' }] }, 'unexplained')).toBe(rules.states.has_harm);
  expect(said({}, 'vague')).toBe(rules.states.not_told);
});

const contact = (told: Partial<Profile>, at = NOW) => read(told, at)?.contact.map(({ id }) => id);

test('in SOAP nobody contacts a program first, and no sentence asks anyone to', () => {
  expect(contact(applying, IN_SOAP)).toEqual(['soap_silence']);
  const said = read(applying, IN_SOAP)
    ?.contact.map(({ says }) => says)
    .join(' ');
  expect(said).toContain('neither you nor anyone for you');
  expect(contact(applying)).toEqual(['season_contact', 'tell_programs']);
  expect(contact({})).toEqual(['season_contact']);
  const afterSoap = Temporal.Instant.from('2027-03-20T15:00:00Z');
  expect(contact(applying, afterSoap)).toEqual(['season_contact']);
});
