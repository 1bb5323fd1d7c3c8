import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { modeAt } from '#core/assessment/mode.ts';
import { triage } from '#core/assessment/triage.ts';
import { ck, cycle, knowledge, NOW, person, solid, step1 } from './people.ts';

const applicant = person({ cycles: [cycle(2027, 1, { outcome: 'applying' })] });
const unmatched = person({ cycles: [cycle(2027, 1)] });
const matched = person({ cycles: [cycle(2027, 9, { outcome: 'matched' })] });

test.each([
  ['2026-11-22T12:00:00Z', applicant, 'applying'],
  ['2026-11-22T12:00:00Z', person({ cycles: [cycle(2026, 1)] }), 'between_seasons'],
  ['2026-11-22T12:00:00Z', person(), 'between_seasons'],
  ['2027-03-15T13:59:59Z', applicant, 'applying'],
  ['2027-03-15T14:00:00Z', unmatched, 'in_soap'],
  ['2027-03-15T14:00:00Z', person({ cycles: [cycle(2027, 4, { outcome: 'prelim_only' })] }), 'in_soap'],
  ['2027-03-16T14:00:00Z', matched, 'between_seasons'],
  ['2027-03-16T14:00:00Z', person(), 'between_seasons'],
  ['2027-03-19T00:59:59Z', unmatched, 'in_soap'],
  ['2027-03-19T01:00:00Z', unmatched, 'after_soap'],
  ['2027-05-31T12:00:00Z', unmatched, 'after_soap'],
  ['2027-06-02T12:00:00Z', unmatched, 'between_seasons'],
  ['2027-06-02T12:00:00Z', person({ cycles: [cycle(2028, 0, { outcome: 'applying' })] }), 'applying'],
] as const)('%s', (at, profile, mode) =>
  expect(modeAt(profile, knowledge.seasons, Temporal.Instant.from(at))).toBe(mode),
);

test('the three facts of article B, with the mark that was in force', () => {
  const told = {
    ...solid,
    exams: [step1, ck('fail', 206, '2026-09')],
    cycles: [cycle(2027, 4, { outcome: 'applying' }), cycle(2026, 0)],
  };
  expect(triage(told, knowledge, NOW)).toEqual({
    mode: 'applying',
    exam: {
      exam: 'step2ck',
      state: 'failed',
      on: '2026-09',
      score: 206,
      mark: { score: 218, confirmed: true },
    },
    match: cycle(2027, 4, { outcome: 'applying' }),
    limitation: 'Without this pass, neither the Match nor SOAP',
  });
});

test('a pass below the mark is shown as the fail it is', () => {
  const { exam } = triage({ ...solid, exams: [step1, ck('pass', 215)] }, knowledge, NOW);
  expect(exam).toMatchObject({ state: 'failed', score: 215, mark: { score: 218 } });
});

test('between a failed and a passed exam, the failed one is shown; between two passed ones, the later', () => {
  const failed = { ...step1, outcome: 'fail' } as const;
  expect(triage({ ...solid, exams: [failed, ck('pass', 240)] }, knowledge, NOW).exam?.exam).toBe('step1');
  expect(triage(solid, knowledge, NOW).exam?.exam).toBe('step2ck');
});

test('of several obstacles, the heaviest is shown', () => {
  const cycles = [cycle(2024, 0), cycle(2025, 0, { changed: 'yes' }), cycle(2026, 0, { changed: 'yes' })];
  const { limitation } = triage({ ...solid, cycles, graduated: 2010 }, knowledge, NOW);
  expect(limitation).toBe('Two corrected attempts with almost no interviews');
  expect(triage({ ...solid, graduated: 2020 }, knowledge, NOW).limitation).toBe(
    '3 interviews, and none became a match',
  );
  const older = { ...solid, cycles: [cycle(2026, 2)], graduated: 2020, recentClinical: 'no' as const };
  expect(triage({ ...older, strongLetters: 1 }, knowledge, NOW).limitation).toMatch(/letters/);
  expect(triage(older, knowledge, NOW).limitation).toBe('Graduated more than 5 years ago');
});

test('nothing known, nothing claimed', () => {
  expect(triage(person(), knowledge, NOW)).toEqual({
    mode: 'between_seasons',
    exam: null,
    match: null,
    limitation: null,
  });
});
