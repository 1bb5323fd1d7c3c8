import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { newApplicant } from '#core/record/applicant.ts';
import { examDay, readinessOf } from '#core/study/readiness.ts';
import { knowledge } from '../assessment/people.ts';

describe('whether the scores say that an exam can be sat', () => {
  test.each(knowledge.practice.readiness.examples)('$is', ({ exam, exams, practice, at, verdict }) => {
    const nobody = newApplicant('applicant1', { platform: 'discord', user: '1', address: null }, at);
    const person = { ...nobody, practice, profile: { ...nobody.profile, exams } };
    const said = readinessOf(person, exam, knowledge, Temporal.Instant.from(at));
    expect(said.verdict).toBe(verdict);
    for (const { says } of [...said.because, ...said.settles]) expect(says).toMatch(/^[^{}]+$/);
    expect(said.because.length).toBeGreaterThan(0);
  });
});

test('the day of an exam is the one booked, or else the one aimed at while it is to come', () => {
  const at = '2026-11-28T12:00:00Z';
  const today = Temporal.PlainDate.from('2026-11-28');
  const nobody = newApplicant('applicant1', { platform: 'discord', user: '1', address: null }, at);
  const aim = { exam: 'step2ck', day: '2027-03-14', from: '2026-11-28', done: 0 } as const;
  const aiming = { ...nobody, study: { ...nobody.study, aim } };
  const on = (person: typeof nobody, exam: 'step2ck' | 'step1' = 'step2ck') =>
    examDay(person, exam, today)?.toString() ?? null;
  expect([on(nobody), on(aiming), on(aiming, 'step1')]).toEqual([null, '2027-03-14', null]);
  const exams = [{ exam: 'step2ck', on: '2027-02-01', outcome: 'scheduled', score: null } as const];
  expect(on({ ...aiming, profile: { ...aiming.profile, exams } })).toBe('2027-02-01');
});
