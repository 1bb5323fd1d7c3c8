import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { assess } from '#core/assessment/assess.ts';
import { isBelowMark, standing } from '#core/assessment/exams.ts';
import { sevenYearFacts } from '#core/assessment/seven-years.ts';
import { buildPlan, replan } from '#core/plan/build.ts';
import { ruleOf, stepWords } from '#core/plan/step-words.ts';
import { type Plan, planSchema, type Step } from '#core/record/plan.ts';
import type { Profile } from '#core/record/profile.ts';
import { startOf } from '#core/season/season.ts';
import { sample } from '../../depth.ts';
import { ck, cycle, knowledge, NOW, person, solid, step1 } from '../assessment/people.ts';

let count = 0;
const newId = () => `t${(++count).toString(36).padStart(9, '0')}`;

function planOf(profile: Profile, now = NOW, zone = 'America/New_York'): Plan {
  return buildPlan({ profile, assessment: assess(profile, knowledge, now), knowledge, now, zone, newId });
}
const keys = (plan: Plan) => plan.steps.map(({ key }) => key);
const dayIn = (plan: Plan, key: string) => plan.steps.find((step) => step.key === key)?.on;
const days = (from: string, to: string) => Temporal.PlainDate.from(from).until(to).days;

const applying = (interviews: number | null) => [cycle(2027, interviews, { outcome: 'applying' as const })];
const again = (interviews: number | null) => [...applying(interviews), cycle(2026, 3)];
const PEOPLE: Readonly<Record<string, Profile>> = {
  'reapplies, next season': solid,
  'reapplies, in this season': { ...solid, cycles: again(3) },
  'in a first Match': { ...solid, cycles: applying(3) },
  'no interviews, in this season': { ...solid, cycles: [...applying(0), cycle(2026, 3)], registered: 'no' },
  'failed CK, IMG': {
    ...solid,
    exams: [step1, ck('fail', 206, '2026-09')],
    cycles: again(0),
    pathway: 'unknown',
  },
  'failed CK, US MD': {
    ...solid,
    type: 'us_md',
    graduated: 2027,
    exams: [step1, ck('fail', 206, '2026-09')],
    cycles: again(4),
  },
  'failed CK, seven years near': {
    ...solid,
    exams: [{ ...step1, on: '2020-06' }, ck('fail', 206, '2026-09')],
  },
  'three attempts at CK': {
    ...solid,
    exams: [step1, ...['2025-01', '2025-08', '2026-08'].map((on) => ck('fail', 1, on))],
  },
  'four attempts at CK': {
    ...solid,
    exams: [step1, ...['2024-01', '2024-08', '2025-02', '2026-02'].map((on) => ck('fail', 1, on))],
  },
  'no US experience': { ...solid, usMonths: 0, usRealistic: 'no', graduated: 2015, recentClinical: 'no' },
  'wants dermatology': { ...solid, target: 'dermatology', acceptable: ['family'] },
  'at the stop line': {
    ...solid,
    cycles: [cycle(2024, 0), cycle(2025, 0, { changed: 'yes' }), cycle(2026, 0, { changed: 'yes' })],
  },
  'nothing known': person(),
};
const ZONES = ['America/New_York', 'America/Los_Angeles', 'Asia/Kolkata', 'Australia/Sydney'];
const YEAR = Array.from({ length: 366 }, (_, index) => NOW.add({ hours: 24 * index }));

const QUIET = knowledge.seasons.map((season) => ({
  begins: startOf(season, 'quiet_begins').epochMilliseconds,
  ends: startOf(season, 'soap_ends').epochMilliseconds,
}));
/** Every tenth day, for each of them others; in a deep run every day. */
const daysFor = (name: string) => {
  const offset = Object.keys(PEOPLE).indexOf(name);
  return sample(YEAR.slice(offset % 10), 10);
};
/** Where the calendar itself is tighter: the last weeks before the list, Match Week, and the sending of applications. */
const TIGHT = [
  'match_status',
  'soap_offers',
  'soap_ready',
  'quiet_rule',
  'ranking_opens',
  'register_fee',
  'pathway_submit',
  'school_answer',
  'rank_list',
  'still_registered',
  'open_positions',
  'submit',
];

/** What a plan must never be, whoever it is for and whenever it begins. */
function wrongWith(plan: Plan, now: Temporal.Instant, zone: string): string[] {
  const today = now.toZonedDateTimeISO(zone).toPlainDate().toString();
  const soon = plan.steps.filter(({ on }) => days(today, on) < 14);
  const isOpen = plan.steps.some(({ hangsOn }) => hangsOn !== undefined);
  const most = soon.some(({ key }) => TIGHT.includes(key)) ? (isOpen ? 12 : 8) : 4;
  // A first Match has its season, and no year after it yet.
  // In Match Week a first applicant has little to do but wait and be ready.
  const least = plan.path === 'first_match' ? 6 : 20;
  const contacts = plan.steps.filter(({ key }) => ruleOf(knowledge, key)?.contact);
  const isInQuiet = (on: string) => {
    const from = Temporal.PlainDate.from(on).toZonedDateTime(zone).epochMilliseconds;
    const to = Temporal.PlainDate.from(on).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
    return QUIET.some(({ begins, ends }) => to > begins && from < ends);
  };
  return [
    ...plan.steps.filter(({ on }) => on < today).map(({ key }) => `${key} is past`),
    ...plan.steps
      .filter(({ on, last }) => last !== undefined && on > last)
      .map(({ key }) => `${key} is too late`),
    ...contacts
      .filter(({ on }) => isInQuiet(on))
      .map(({ key, on }) => `${key} on ${on} is in the quiet time`),
    ...(plan.steps[0]?.on === today ? [] : ['nothing to do today']),
    ...(plan.steps.length >= least && plan.steps.length <= 64 ? [] : [`${plan.steps.length} steps`]),
    ...(new Set(keys(plan)).size === plan.steps.length ? [] : ['a step is there twice']),
    ...(soon.length >= 2 && soon.length <= most ? [] : [`${soon.length} steps in the first two weeks`]),
  ];
}

describe.each(Object.entries(PEOPLE))('%s', (name, profile) => {
  test('plans started on every day of a year', () => {
    const wrong = daysFor(name).flatMap((now, index) => {
      const zone = ZONES[index % ZONES.length] ?? 'UTC';
      const plan = planSchema.parse(planOf(profile, now, zone));
      return wrongWith(plan, now, zone).map((what) => `${now} ${zone}: ${what}`);
    });
    expect(wrong).toEqual([]);
  });

  test('exam days are three to six months out, legal, with study before them', () => {
    for (const now of YEAR.filter((_day, index) => index % 14 === 0)) {
      const plan = planOf(profile, now);
      const exam = dayIn(plan, 'exam_sit');
      if (!exam) continue;
      const today = now.toZonedDateTimeISO('America/New_York').toPlainDate();
      // ECFMG's last day goes before three months of study.
      const isLast = exam === `${sevenYearFacts(profile, knowledge.exams, today).seven_years_by}-01`;
      expect(
        isLast ? exam >= today.add({ weeks: 8 }).toString() : exam >= today.add({ months: 3 }).toString(),
      ).toBe(true);
      const legal = standing(knowledge.exams, profile.exams, 'step2ck')?.legalFrom;
      expect(legal && exam >= legal.toString()).toBe(true);
      const latest =
        legal && Temporal.PlainDate.compare(legal, today.add({ months: 6 })) > 0
          ? legal
          : today.add({ months: 6 });
      expect(exam <= latest.toString()).toBe(true);
      for (const key of ['study_plan', 'practice_early', 'practice_middle', 'exam_decide']) {
        expect((dayIn(plan, key) ?? '9999') < exam, key).toBe(true);
      }
    }
  });
});

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
  for (const now of daysFor('nothing known')) {
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

function replanned(old: Plan | null, profile: Profile, now = NOW): Plan {
  const assessment = assess(profile, knowledge, now);
  return replan(old, { profile, assessment, knowledge, now, zone: 'America/New_York', newId });
}
const changed = (plan: Plan, change: (step: Step, index: number) => Partial<Step>): Plan => ({
  ...plan,
  steps: plan.steps.map((step, index) => ({ ...step, ...change(step, index) })),
});
const stateOf = (plan: Plan, key: string) => plan.steps.find((step) => step.key === key)?.state;

test('what was done or dropped stays so in a new plan, and what did not change keeps its revision', () => {
  const old = changed(planOf(solid), (_, index) =>
    index < 2 ? { state: index === 0 ? 'done' : 'dropped', revision: 1 } : {},
  );
  const fresh = replanned(old, solid);
  expect(keys(fresh)).toEqual(keys(old));
  expect(fresh.steps.slice(0, 2)).toEqual(old.steps.slice(0, 2));
  expect(fresh.steps.slice(2).every(({ state, revision }) => state === 'open' && revision === 0)).toBe(true);
  const sorted = (plan: Plan) => plan.steps.map(({ key, on }) => `${key} ${on}`).toSorted();
  expect(sorted(replanned(null, solid))).toEqual(sorted(planOf(solid)));
});

test('what was moved by hand stays where it was put; a day that the plan moves raises the revision', () => {
  const old = changed(planOf(solid), ({ key }) =>
    key === 'cv' ? { on: '2027-02-28', time: '17:00', moved: true, revision: 3 } : {},
  );
  const later = NOW.add({ hours: 24 * 20 });
  const fresh = replanned(old, solid, later);
  expect(fresh.steps.find(({ key }) => key === 'cv')).toEqual(old.steps.find(({ key }) => key === 'cv'));
  const before = new Map(old.steps.map((step) => [step.key, step]));
  const shifted = fresh.steps.filter(({ key, on }) => before.has(key) && before.get(key)?.on !== on);
  expect(shifted.length).toBeGreaterThan(5);
  expect(shifted.every(({ revision }) => revision === 1)).toBe(true);
});

test('on another path, what is done stays, what is open goes, and a moved step goes with its path', () => {
  const old = changed(planOf(solid), ({ key }) =>
    key === 'gather' ? { state: 'done' } : key === 'cv' ? { on: '2027-02-28', moved: true } : {},
  );
  const stop = PEOPLE['at the stop line'] ?? solid;
  const fresh = replanned(old, stop);
  expect([stateOf(fresh, 'gather'), stateOf(fresh, 'cv'), stateOf(fresh, 'hard_talk')]).toEqual([
    'done',
    'gone',
    'open',
  ]);
  expect(planSchema.parse(fresh)).toEqual(fresh);
  // Going back brings the steps back to life under the same key, as a newer version.
  const again = replanned(fresh, solid);
  expect(stateOf(again, 'cv')).toBe('open');
  expect(again.steps.find(({ key }) => key === 'cv')?.revision).toBe(2);
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
