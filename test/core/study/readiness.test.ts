import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { newApplicant } from '#core/record/applicant.ts';
import { readinessOf } from '#core/study/readiness.ts';
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
