import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { assess } from '#core/assessment/assess.ts';
import type { Profile } from '#core/record/profile.ts';
import { ck, cycle, knowledge, NOW, person, solid, step1 } from './people.ts';

const applying = [cycle(2027, 2, { outcome: 'applying' })];
const us = { ...solid, type: 'us_md', pathway: 'unknown', cycles: applying, registered: 'yes' } as const;
const img = { ...solid, cycles: applying, registered: 'yes' } as const;
const LATE = '2027-03-10T12:00:00Z';
const SOAP = '2027-03-16T12:00:00Z';

/** Who may take part, on 22 November 2026 unless another day is given. */
const TABLE: readonly (readonly [who: string, profile: Profile, outcomes: readonly string[], at?: string])[] =
  [
    ['nothing known', person(), []],
    ['US MD in autumn: the school cannot answer yet', us, ['school_early']],
    ['US MD, ranking is open: the school verifies', us, ['school_verifies'], '2027-02-03T12:00:00Z'],
    ['US MD outside a season', { ...us, cycles: [cycle(2026, 2)] }, ['school_verifies']],
    ['US DO, verified', { ...us, type: 'us_do', schoolVerified: 'yes' }, ['school_verified']],
    ['US MD, school said no in autumn: no news yet', { ...us, schoolVerified: 'no' }, ['school_early']],
    [
      'US MD, school said no while ranking is open: waiting',
      { ...us, schoolVerified: 'no' },
      ['school_not_yet'],
      '2027-02-03T12:00:00Z',
    ],
    [
      'US MD, school said no and the deadline is past: neither Match nor SOAP',
      { ...us, schoolVerified: 'no' },
      ['school_refuses'],
      LATE,
    ],
    [
      'the same in Match Week: and no contact',
      { ...us, schoolVerified: 'no' },
      ['school_refuses', 'blocked_stays_quiet'],
      SOAP,
    ],
    [
      'matched, and the school refuses after a failed CK: a waiver, at once',
      {
        ...us,
        schoolVerified: 'no',
        exams: [step1, ck('fail', 206, '2027-04')],
        cycles: [cycle(2027, 5, { outcome: 'matched' })],
      },
      ['matched_cannot_start'],
      '2027-05-10T12:00:00Z',
    ],
    [
      'matched, a failed CK, the school not asked yet',
      { ...us, exams: [step1, ck('fail', 206, '2027-04')], cycles: [cycle(2027, 5, { outcome: 'matched' })] },
      ['matched_exam_open'],
      '2027-05-10T12:00:00Z',
    ],
    [
      'US MD with a failed CK, as in article B: the school decides',
      { ...us, exams: [step1, ck('fail', 206, '2026-09')] },
      ['school_early', 'school_and_failed_exam', 'tell_programs'],
    ],
    ['IMG, exams and pathway verified', img, ['img_ready']],
    ['US citizen from a school abroad: same rules', { ...img, type: 'us_img' }, ['img_ready']],
    [
      'IMG with a failed CK: neither Match nor SOAP',
      { ...img, exams: [step1, ck('fail', 206, '2026-09')] },
      ['img_exam_failed', 'tell_programs'],
    ],
    [
      'IMG with a failed CK and a retake booked before the deadline: waiting',
      { ...img, exams: [step1, ck('fail', 206, '2026-09'), ck('scheduled', null, '2027-01')] },
      ['img_retake_decides', 'tell_programs'],
    ],
    [
      'IMG with a failed CK and the result of the retake open: waiting',
      { ...img, exams: [step1, ck('fail', 206, '2026-06'), ck('pending', null, '2026-11')] },
      ['img_retake_decides', 'tell_programs'],
    ],
    [
      'IMG with a failed CK and a retake booked after the deadline',
      { ...img, exams: [step1, ck('fail', 206, '2026-09'), ck('scheduled', null, '2027-04')] },
      ['img_exam_failed', 'tell_programs'],
    ],
    [
      'the retake still open in Match Week',
      { ...img, exams: [step1, ck('fail', 206, '2026-09'), ck('pending', null, '2027-02')] },
      ['img_exam_failed', 'blocked_stays_quiet', 'tell_programs'],
      SOAP,
    ],
    [
      'IMG with a pending CK: only once it is a pass',
      { ...img, exams: [step1, ck('pending')] },
      ['img_exam_open'],
    ],
    [
      'IMG with a pending CK at the deadline: too late',
      { ...img, exams: [step1, ck('pending')] },
      ['img_exam_too_late'],
      LATE,
    ],
    ['IMG who has not taken CK', { ...img, exams: [step1, ck('scheduled')] }, ['img_exam_open']],
    ['IMG whose CK we do not know', { ...img, exams: [step1] }, ['img_exams_unknown']],
    ['IMG without a pathway yet: waiting', { ...img, pathway: 'no' }, ['img_pathway_decides']],
    ['IMG without a pathway, the deadline past', { ...img, pathway: 'no' }, ['img_pathway_missing'], LATE],
    ['IMG unsure of the pathway', { ...img, pathway: 'unknown' }, ['img_pathway_unknown']],
    [
      'a 215 from September 2025 reported as a pass: counts as a fail, and we say so',
      { ...img, exams: [step1, ck('pass', 215)] },
      ['score_below_mark', 'img_exam_failed', 'tell_programs'],
    ],
    ['not registered, the deadline ahead', { ...img, registered: 'no' }, ['img_ready', 'register_in_time']],
    [
      'unsure whether registered, the deadline ahead',
      { ...img, registered: 'unknown' },
      ['img_ready', 'register_in_time'],
    ],
    [
      'not registered, the deadline past',
      { ...img, registered: 'no' },
      ['img_ready', 'not_registered'],
      LATE,
    ],
    ['registered, the deadline past', img, ['img_ready'], LATE],
    [
      'no interview so far: no rank list is needed for SOAP',
      { ...img, cycles: [cycle(2027, 0, { outcome: 'applying' })] },
      ['img_ready', 'no_list_needed'],
    ],
    [
      'in SOAP without a rank list',
      { ...img, cycles: [cycle(2027, 0, { outcome: 'no_rank_list' })] },
      ['img_ready', 'no_list_needed'],
      '2027-03-16T12:00:00Z',
    ],
    [
      'matched to a preliminary year, in that SOAP',
      { ...img, cycles: [cycle(2027, 5, { outcome: 'prelim_only' })] },
      ['img_ready', 'matched_prelim'],
      SOAP,
    ],
    [
      'matched to a preliminary year last year: no limit in this Match',
      { ...img, cycles: [cycle(2026, 5, { outcome: 'prelim_only' }), ...applying] },
      ['img_ready'],
    ],
    [
      "matched to an advanced position: it's binding",
      { ...img, cycles: [cycle(2027, 5, { outcome: 'advanced_only' })] },
      ['img_ready', 'matched_advanced'],
      SOAP,
    ],
    [
      'matched to an advanced position in an earlier Match: settle that first',
      { ...img, cycles: [cycle(2026, 5, { outcome: 'advanced_only' })] },
      ['img_ready', 'advanced_earlier'],
    ],
    [
      'three attempts at CK: the last one, with its spacing',
      { ...solid, exams: [step1, ...['2024-01', '2024-06', '2025-01'].map((on) => ck('fail', 1, on))] },
      ['last_attempt', 'img_exam_failed'],
    ],
    [
      'two attempts at CK',
      { ...solid, exams: [step1, ...['2024-01', '2024-06'].map((on) => ck('fail', 1, on))] },
      ['img_exam_failed'],
    ],
    [
      'four attempts at CK, one of them incomplete: none is left',
      {
        ...solid,
        exams: [
          step1,
          ck('incomplete', null, '2023-01'),
          ...['2024-01', '2024-06', '2025-01'].map((on) => ck('fail', 1, on)),
        ],
      },
      ['attempts_exhausted', 'img_exam_failed'],
    ],
    [
      'four attempts, the fourth a pass',
      {
        ...solid,
        exams: [step1, ...['2023-01', '2023-06', '2024-01'].map((on) => ck('fail', 1, on)), ck('pass', 240)],
      },
      ['img_ready'],
    ],
    [
      'a pathway accepted for the previous Match: asked again',
      { ...solid, pathwayFor: 2027 },
      ['img_pathway_again'],
    ],
    [
      'the same with a certificate in hand',
      { ...solid, pathwayFor: 2027, certificate: 'yes' },
      ['img_ready'],
    ],
    [
      'a score below a mark whose month is uncertain',
      { ...img, exams: [step1, ck('pass', 211, '2024-11')] },
      ['score_near_mark', 'img_ready'],
    ],
    [
      'nine years between the two passes',
      { ...img, exams: [{ ...step1, on: '2016-02' }, ck('pass', 240, '2025-08')] },
      ['seven_years_over'],
    ],
    [
      'seven years, and an unknown day decides',
      { ...img, exams: [{ ...step1, on: '2018-08' }, ck('pass', 240, '2025-08')] },
      ['seven_years_unsure'],
    ],
    [
      'seven years to the day',
      { ...img, exams: [{ ...step1, on: '2018-08-20' }, ck('pass', 240, '2025-08-20')] },
      ['img_ready'],
    ],
    [
      'a day too late',
      { ...img, exams: [{ ...step1, on: '2018-08-20' }, ck('pass', 240, '2025-08-21')] },
      ['seven_years_over'],
    ],
    [
      'the seven years run out, the other exam is open',
      { ...solid, exams: [{ ...step1, on: '2020-06' }, ck('fail', 206, '2026-09')] },
      ['seven_years_soon', 'img_exam_failed'],
    ],
    [
      'the seven years are over, the other exam is open',
      { ...solid, exams: [{ ...step1, on: '2019-06' }, ck('fail', 206, '2026-09')] },
      ['seven_years_over', 'img_exam_failed'],
    ],
    [
      'four attempts at COMLEX Level 1',
      {
        ...us,
        type: 'us_do',
        schoolVerified: 'yes',
        cycles: [],
        exams: Array.from(
          { length: 4 },
          () => ({ exam: 'level1', on: null, outcome: 'fail', score: null }) as const,
        ),
      },
      ['attempts_exhausted', 'school_verified', 'school_and_failed_exam'],
    ],
  ];

test.each(TABLE.map(([who, profile, outcomes, at]) => ({ who, profile, outcomes, at })))(
  '$who',
  ({ profile, outcomes, at }) => {
    const now = at ? Temporal.Instant.from(at) : NOW;
    expect(assess(profile, knowledge, now).eligibility).toEqual(outcomes);
  },
);

test('every outcome in knowledge occurs', () => {
  const seen = new Set(TABLE.flatMap(([, , outcomes]) => outcomes));
  expect(knowledge.assessment.eligibility.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([]);
});
