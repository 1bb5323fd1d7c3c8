import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { isBelowMark } from '#core/assessment/exams.ts';
import { stepWords } from '#core/plan/step-words.ts';
import type { Profile } from '#core/record/profile.ts';
import { ck, cycle, knowledge, solid, step1 } from '../assessment/people.ts';
import { again, applying, dayIn, days, daysFor, keys, PEOPLE, planOf } from './plans.ts';

test('an applicant inside the season: interviews, list, Match Week, quiet rule, and what comes after', () => {
  const plan = planOf({ ...solid, cycles: again(3) });
  expect(keys(plan)).toEqual(
    expect.arrayContaining([
      'register_nrmp',
      'interview_answers',
      'rank_list',
      'soap_ready',
      'quiet_rule',
      'match_status',
      'soap_offers',
      'open_positions',
    ]),
  );
  expect(dayIn(plan, 'match_status')).toBe('2027-03-15');
  expect((dayIn(plan, 'rank_list') ?? '9') < '2027-03-03').toBe(true);
  expect((dayIn(plan, 'autopsy') ?? '') > '2027-03-19').toBe(true);
});

test('feedback is asked for two to three weeks after SOAP, if there was an interview', () => {
  const after = Temporal.Instant.from('2027-03-22T12:00:00Z');
  const met = { ...solid, cycles: [cycle(2027, 3)] };
  const weeks = days('2027-03-18', dayIn(planOf(met, after), 'ask_feedback') ?? '2099-01-01') / 7;
  expect(weeks).toBeGreaterThanOrEqual(2);
  expect(weeks).toBeLessThanOrEqual(3);
  expect(keys(planOf({ ...solid, cycles: [cycle(2027, 0)] }, after))).not.toContain('ask_feedback');
  // Eight months later that window is past.
  expect(keys(planOf(solid))).not.toContain('ask_feedback');
});

test('no interviews: register anyway, and nothing about a rank list', () => {
  const plan = planOf({ ...solid, cycles: [...applying(0), cycle(2026, 3)], registered: 'unknown' });
  expect(keys(plan)).toContain('register_nrmp');
  expect(keys(planOf({ ...solid, cycles: applying(3), registered: 'yes' }))).not.toContain('register_nrmp');
  expect(keys(planOf({ ...solid, cycles: applying(null) }))).toContain('still_registered');
});

test('the first step: the school for a US graduate, ECFMG for anyone unsure of the pathway, otherwise the three facts', () => {
  const first = (told: Partial<Profile>) => planOf({ ...solid, ...told }).steps[0]?.key;
  expect(first({ type: 'us_md', cycles: applying(2) })).toBe('ask_school');
  expect(first({ type: 'us_md', cycles: applying(2), schoolVerified: 'yes' })).toBe('three_facts');
  expect(first({ pathway: 'unknown' })).toBe('check_ecfmg');
  expect(first({})).toBe('three_facts');
});

test('an IMG with a failed CK gets no step of a season whose deadline is past', () => {
  const profile = { ...solid, exams: [step1, ck('fail', 206, '2026-09')], cycles: applying(0) };
  const plan = planOf(profile, Temporal.Instant.from('2027-03-05T12:00:00Z'));
  for (const key of [
    'register_nrmp',
    'rank_list',
    'still_registered',
    'soap_ready',
    'match_status',
    'soap_offers',
    'open_positions',
    'soap_only',
  ]) {
    expect(keys(plan)).not.toContain(key);
  }
  expect(keys(plan)).toEqual(expect.arrayContaining(['exam_report', 'exam_book', 'exam_sit']));
  expect(isBelowMark(knowledge.exams, ck('fail', 206))).toBe(false);
});

test('a US graduate with a failed CK keeps the season, and the retake', () => {
  const plan = planOf({
    ...solid,
    type: 'us_md',
    exams: [step1, ck('fail', 206, '2026-09')],
    cycles: applying(4),
  });
  expect(keys(plan)).toEqual(
    expect.arrayContaining(['ask_school', 'match_status', 'exam_sit', 'tell_programs']),
  );
});

test("the end of ECFMG's seven years is in the plan, and the exam comes before it", () => {
  const first = { ...step1, on: '2020-06' };
  const plan = planOf({ ...solid, exams: [first, ck('fail', 206, '2026-09')] });
  expect(dayIn(plan, 'seven_years_end')).toBe('2027-06-01');
  expect(dayIn(plan, 'exam_sit')?.localeCompare('2027-06-01')).toBe(-1);
  const near = { ...solid, exams: [{ ...first, on: '2020-04-10' }, ck('fail', 206, '2026-09')] };
  const busy = planOf({ ...near, life: { ...near.life, money: 'tight' } });
  expect(dayIn(busy, 'seven_years_end')).toBe('2027-04-10');
  expect(dayIn(busy, 'exam_sit')?.localeCompare('2027-04-10')).toBe(-1);
});

test('each path has its own plan', () => {
  const own = {
    reapply_now: 'named_change',
    delay: 'one_deficit',
    pivot_specialty: 'choose_field',
    pivot_career: 'hard_talk',
  };
  const plans = Object.values(PEOPLE)
    .map((profile) => planOf(profile))
    .filter((plan) => !keys(plan).includes('confirm_record'));
  for (const [path, key] of Object.entries(own)) {
    const mine = plans.filter((plan) => plan.path === path);
    expect(mine.length, path).toBeGreaterThan(0);
    expect(
      mine.every((plan) => keys(plan).includes(key)),
      path,
    ).toBe(true);
    expect(
      plans.filter((plan) => plan.path !== path).some((plan) => keys(plan).includes(key)),
      path,
    ).toBe(false);
  }
});

test('with no attempt left there is no exam and no application in the plan', () => {
  const plan = planOf({
    ...solid,
    exams: [step1, ...['2024-01', '2024-08', '2025-02', '2026-02'].map((on) => ck('fail', 1, on))],
  });
  expect(keys(plan)).toContain('confirm_record');
  for (const key of ['exam_book', 'exam_sit', 'submit', 'statement']) expect(keys(plan)).not.toContain(key);
});

test('delaying aims at a season that leaves half a year to rebuild', () => {
  const profile = { ...solid, usMonths: 0, usRealistic: 'no' } as const;
  expect(dayIn(planOf(profile), 'submit')).toBe('2027-09-08');
  expect(dayIn(planOf(profile, Temporal.Instant.from('2027-04-15T12:00:00Z')), 'submit')).toBe('2028-09-08');
  expect(dayIn(planOf(solid, Temporal.Instant.from('2027-04-15T12:00:00Z')), 'submit')).toBe('2027-09-08');
});

test('a day that depends on an unconfirmed date says so; our own pacing does not', () => {
  const plan = planOf(solid);
  const isProvisional = (key: string) => plan.steps.find((step) => step.key === key)?.provisional;
  expect([
    isProvisional('three_facts'),
    isProvisional('cv'),
    isProvisional('submit'),
    isProvisional('match_week_next'),
  ]).toEqual([false, false, true, true]);
});

test('a second try, and a reminder to a writer, come two weeks later at the earliest', () => {
  // A holiday that moves the first of the two must move the second as well.
  const holiday = Temporal.Instant.from('2027-07-16T12:00:00Z');
  for (const now of [holiday, ...daysFor('nothing known')]) {
    const plan = planOf({ ...solid, usMonths: 0, usRealistic: 'yes' }, now);
    for (const [first, second] of [
      ['us_contacts', 'us_contacts_again'],
      ['letter_ask', 'letter_remind'],
    ] as const) {
      const [from, to] = [dayIn(plan, first), dayIn(plan, second)];
      if (from && to) expect(days(from, to), `${now} ${first}`).toBeGreaterThanOrEqual(14);
    }
  }
});

test('every step in knowledge is short, has a source, and is used by someone', () => {
  const used = new Set([
    ...Object.values(PEOPLE).flatMap((profile) => keys(planOf(profile))),
    ...keys(planOf({ ...solid, cycles: [cycle(2027, 3)] }, Temporal.Instant.from('2027-03-22T12:00:00Z'))),
    ...keys(planOf({ ...solid, cycles: [...applying(2), cycle(2026, 3)] })),
    ...keys(
      planOf({ ...solid, exams: [step1, ck('fail', 1, '2025-01'), ck('pass', 240)], cycles: applying(null) }),
    ),
    ...keys(planOf({ ...solid, pathway: 'no' })),
    ...keys(planOf({ ...solid, pathway: 'no', cycles: applying(2) })),
    ...keys(planOf({ ...solid, cycles: applying(2) }, Temporal.Instant.from('2027-03-22T12:00:00Z'))),
    ...keys(
      planOf(
        {
          ...solid,
          type: 'us_md',
          schoolVerified: 'no',
          exams: [step1, ck('fail', 206, '2027-04')],
          cycles: [cycle(2027, 5, { outcome: 'matched' })],
        },
        Temporal.Instant.from('2027-05-03T12:00:00Z'),
      ),
    ),
    ...keys(
      planOf(
        { ...solid, cycles: [cycle(2027, 5, { outcome: 'advanced_only' })] },
        Temporal.Instant.from('2027-03-16T12:00:00Z'),
      ),
    ),
    ...keys(planOf({ ...solid, usMonths: 0, usRealistic: 'no', life: { money: 'tight', months: 6 } })),
    ...keys(planOf({ ...solid, couples: 'yes', region: 'mountain', visa: 'yes', visaStep: 'nothing' })),
    ...keys(planOf({ ...solid, couples: 'yes', cycles: [...applying(2), cycle(2026, 3)] })),
    ...(['nothing', 'in_process'] as const).flatMap((visaStep) =>
      keys(
        planOf(
          {
            ...solid,
            certificate: 'no',
            visa: 'yes',
            visaStep,
            cycles: [cycle(2027, 5, { outcome: 'matched' })],
          },
          Temporal.Instant.from('2027-04-10T12:00:00Z'),
        ),
      ),
    ),
  ]);
  const all = knowledge.plans.flatMap(({ steps }) => steps.map(({ key }) => key));
  expect(all.filter((key) => !used.has(key))).toEqual([]);
  for (const key of all) expect(stepWords(knowledge, { key }).source).not.toBe('');
});

test('anything about writing to programs is marked as contact', () => {
  for (const { key, title, how, contact } of knowledge.plans.flatMap(({ steps }) => steps)) {
    if (/\b(write|mails?|ask|reply)\b.*\b(programs?|attendings?|writer|mail)\b/i.test(title))
      expect(contact, key).toBe(true);
    if (/(call|e-?mail|write to) (the )?programs?\b/i.test(how)) expect(contact, key).toBe(true);
  }
});
