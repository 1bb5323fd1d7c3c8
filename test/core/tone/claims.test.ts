import { expect, test } from 'vitest';
import type { DraftKind } from '#core/record/draft-kind.ts';
import { categoriesIn, grounds } from './people.ts';

const REAPPLICANT = grounds({
  profile: {
    graduated: 2018,
    target: 'family',
    exams: [
      { exam: 'step1', on: '2023-01', outcome: 'fail', score: null },
      { exam: 'step1', on: '2023-08', outcome: 'pass', score: null },
      { exam: 'step2ck', on: '2025-04', outcome: 'pass', score: 236 },
      { exam: 'step3', on: '2026-12', outcome: 'fail', score: 193 },
    ],
    cycles: [
      { year: 2025, outcome: 'unmatched', interviews: 1, changed: 'unknown' },
      { year: 2026, outcome: 'unmatched', interviews: 4, changed: 'unknown' },
    ],
    flags: [{ kind: 'remediation', explained: 'yes' }],
    experience: [
      {
        kind: 'observing',
        place: 'us',
        months: 2,
        from: '2025-10',
        until: '2025-11',
        where: 'Meridian Family Health, Tampa',
        role: 'observer',
      },
    ],
  },
  to: {
    kind: 'program',
    name: 'Prairie View Family Medicine',
    place: 'Salina',
    specialty: 'family',
    known: ['applied', 'interviewed'],
    log: [],
  },
});

test.each<readonly [DraftKind, string]>([
  ['statement', 'I was at Meridian from January to March 2025 and worked on its wards.'],
  ['statement', 'I spent eight months at Meridian and learned to listen.'],
  ['statement', 'At Meridian I worked as your extern in October 2025.'],
  ['statement', 'I had no interviews in those years.'],
  ['post', 'I had nine interviews and no match.'],
  ['reapplicant-paragraph', 'This is the first time that I apply in this country.'],
  ['reapplicant-paragraph', 'I went unmatched in 2021.'],
  ['explanation', 'There was no remediation at any point, and Step 1 was failed once.'],
  ['explanation', 'Step 1 I passed at once.'],
  ['exam-update', 'Step 3 has been passed.'],
  ['networking', 'I finished medical school four years ago.'],
  ['networking', 'I am a 2016 graduate from Lahore.'],
  ['post', 'Fourteen interviews and no match.'],
  ['statement', 'All Steps were passed when I first sat them: passed at first try, no failed attempts.'],
])('in a %s, against the record: %s', (as, text) => {
  expect(categoriesIn(text, as, REAPPLICANT, '2027-01-20T12:00:00Z')).toContain('contradicts-record');
});

test.each<readonly [DraftKind, string]>([
  ['statement', 'I was at Meridian in October and November 2025 and watched on its wards.'],
  ['statement', 'I hope to return to Tampa for eight months.'],
  ['statement', 'My extern years are still to come.'],
  ['post', 'My partner had nine interviews.'],
  ['post', 'In 2026 I had four interviews and no match.'],
  ['reapplicant-paragraph', 'This is my third cycle.'],
  ['reapplicant-paragraph', 'I went unmatched in 2025 and in 2026.'],
  ['explanation', 'My sister passed Step 1 at once; I failed it once.'],
  ['networking', 'I finished medical school eight years ago.'],
])('in a %s, nothing against the record: %s', (as, text) => {
  expect(categoriesIn(text, as, REAPPLICANT, '2027-01-20T12:00:00Z')).not.toContain('contradicts-record');
});

test.each<readonly [DraftKind, string]>([
  ['thank-you', 'Thank you for the day. I drove home impressed by Prairie Gate Family Medicine.'],
  ['program-feedback', 'When Maple Grove discussed me, was it my Step 3?'],
  ['statement', 'I have decided for ophthalmology.'],
])('in a %s, for somebody else: %s', (as, text) => {
  expect(categoriesIn(text, as, REAPPLICANT)).toContain('wrong-program-or-specialty');
});

test.each<readonly [DraftKind, string]>([
  ['thank-you', 'I drove home impressed by Prairie View Family Medicine.'],
  ['thank-you', "I'd looked forward to the day at Prairie View."],
  ['statement', 'My father is an internist, and my brother a surgeon.'],
  ['program-feedback', 'When Dr. Grove discussed my file, was it my Step 3?'],
])('in a %s, for nobody else: %s', (as, text) => {
  expect(categoriesIn(text, as, REAPPLICANT)).not.toContain('wrong-program-or-specialty');
});
