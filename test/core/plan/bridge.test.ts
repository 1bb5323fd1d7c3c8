import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { assess } from '#core/assessment/assess.ts';
import type { EventKey } from '#core/knowledge/season.ts';
import { buildPlan } from '#core/plan/build.ts';
import type { Path } from '#core/record/assessment.ts';
import { type Plan, planSchema } from '#core/record/plan.ts';
import type { Profile } from '#core/record/profile.ts';
import { dayOf, startOf } from '#core/season/season.ts';
import { sample } from '../../depth.ts';
import { ck, cycle, knowledge, NOW, person, solid, step1 } from '../assessment/people.ts';
import { countingIds } from '../reminders/person.ts';

const newId = countingIds();
const ZONES = ['America/New_York', 'Europe/London', 'Africa/Lagos', 'Asia/Kathmandu', 'Australia/Sydney'];
const YEAR = Array.from({ length: 366 }, (_, index) => NOW.add({ hours: 24 * index }));

/** Every twelfth day, for each of them others; in a deep run every day. */
const daysFor = (name: string): readonly Temporal.Instant[] =>
  sample(YEAR.slice(Object.keys(PEOPLE).indexOf(name) % 12), 12);

function planOf(profile: Profile, now: Temporal.Instant, zone: string): Plan {
  return buildPlan({ profile, assessment: assess(profile, knowledge, now), knowledge, now, zone, newId });
}

const weak: Profile = { ...solid, usMonths: 0, usRealistic: 'no', graduated: 2014, recentClinical: 'no' };
const life = (money: Profile['life']['money'], months: number | null) => ({ life: { money, months } });
const PEOPLE: Readonly<Record<string, Profile>> = {
  'meets all five': solid,
  'in the season': { ...solid, cycles: [cycle(2026, 3), cycle(2027, 3, { outcome: 'applying' })] },
  'failed CK': { ...solid, exams: [step1, ck('fail', 206, '2026-09')] },
  'failed CK, money tight': { ...solid, exams: [step1, ck('fail', 206, '2026-09')], ...life('tight', 2) },
  'US MD in the season, failed CK': {
    ...solid,
    type: 'us_md',
    exams: [step1, ck('fail', 206, '2026-09')],
    cycles: [cycle(2026, 3), cycle(2027, 4, { outcome: 'applying' })],
  },
  'three attempts': {
    ...solid,
    exams: [step1, ...['2025-01', '2025-08', '2026-08'].map((on) => ck('fail', 1, on))],
  },
  'heavy rebuild': weak,
  'heavy rebuild, money tight': { ...weak, ...life('tight', 6) },
  'heavy rebuild, one month free': { ...weak, ...life('enough', 1) },
  'heavy rebuild, two months free': { ...weak, ...life('enough', 2) },
  'nothing free, money tight': { ...weak, ...life('tight', 0) },
  'aims too high': { ...solid, target: 'dermatology', acceptable: ['family'] },
  'at the stop line': {
    ...solid,
    cycles: [2024, 2025, 2026].map((year) => cycle(year, 0, { changed: 'yes' })),
  },
  'nothing known': person(),
};

/** What article R, sections 1 to 8, and article B, section 7, name, in our words, and the step that stands for it. */
interface Item {
  readonly says: string;
  readonly keys: readonly string[];
  /** The last day on which it can still be done, counted from the season aimed at; left out: at any time. */
  readonly until?: readonly [EventKey, number];
  readonly who?: (profile: Profile) => boolean;
}
const applied = ({ cycles }: Profile) => cycles.some(({ outcome }) => outcome !== 'applying');
const img = ({ type }: Profile) => type !== 'us_md' && type !== 'us_do';
const failed = ({ exams }: Profile) => exams.some(({ outcome }) => outcome === 'fail');
const REBUILD: Readonly<Record<string, readonly Item[]>> = {
  'months 1-2, clean up': [
    { says: 'take out what was sent, and how it ended', keys: ['gather'], who: applied },
    { says: 'write down why it failed', keys: ['autopsy'], who: applied },
    { says: 'an up to date CV', keys: ['cv'] },
    { says: 'one primary field, maybe a backup', keys: ['primary_field', 'choose_field'] },
    { says: 'write about US experience', keys: ['us_contacts'], who: img },
    { says: 'a second polite try, then rest', keys: ['us_contacts_again'], who: img },
    { says: 'one mentor who is honest', keys: ['mentor'] },
    { says: 'a day for the exam, three to six months out', keys: ['exam_book'], who: failed },
    { says: 'study counted back from it', keys: ['study_plan'], who: failed },
    { says: 'weekly checks by somebody', keys: ['study_support'], who: failed },
    { says: 'practice scores on record', keys: ['practice_early'], who: failed },
  ],
  'months 3-6, currency': [
    { says: 'US work, clinical-adjacent work or research', keys: ['current_role'] },
    { says: 'cases and what they taught', keys: ['cases'] },
    { says: 'letters, asked for as strong', keys: ['letter_ask'] },
    { says: 'one reminder two weeks later', keys: ['letter_remind'] },
    { says: 'do not quietly go broke', keys: ['budget'] },
    { says: 'what a search for you finds', keys: ['footprint'] },
    { says: 'do not repeat what you did', keys: ['halfway'] },
  ],
  'months 7-9, application season': [
    {
      says: 'a new statement, its reapplicant paragraph short',
      keys: ['statement'],
      until: ['eras_opens', 80],
    },
    { says: 'experiences with duties and outcomes', keys: ['experiences'], until: ['eras_opens', 85] },
    {
      says: 'target realistically, signals where there are some',
      keys: ['program_list'],
      until: ['eras_opens', 95],
    },
    { says: 'letters are in', keys: ['letters_in'], until: ['eras_submit', 14] },
    { says: 'submit early', keys: ['submit'], until: ['eras_submit', 21] },
    { says: 'answer for last year, calmly', keys: ['interviews_next'], until: ['programs_review', 60] },
    { says: 'work goes on in autumn', keys: ['keep_working'], until: ['programs_review', 120] },
    { says: 'a backup for winter', keys: ['backup'], until: ['programs_review', 150] },
  ],
};
const OWN: Readonly<Record<Exclude<Path, 'first_match' | 'matched'>, readonly string[]>> = {
  reapply_now: ['named_change', 'new_letters_plan'],
  delay: ['one_deficit', 'go_or_wait'],
  pivot_specialty: ['choose_field', 'field_talks', 'field_role', 'field_story'],
  pivot_career: ['hard_talk', 'road_research', 'road_industry', 'road_health', 'road_tech', 'road_teaching'],
};

function missing(profile: Profile, plan: Plan, today: string): string[] {
  const keys = new Set(plan.steps.map(({ key }) => key));
  if (plan.path === 'pivot_career') return OWN.pivot_career.filter((key) => !keys.has(key));
  const matchWeek = plan.steps.find(({ key }) => key === 'match_week_next')?.on ?? '';
  const season = knowledge.seasons.find(({ year }) => year === Number(matchWeek.slice(0, 4)));
  const isOpen = ({ until }: Item) =>
    !until || (season && dayOf(season, until[0], 'UTC').add({ days: until[1] }).toString() > today);
  const wanted = Object.entries(REBUILD).flatMap(([phase, items]) =>
    items
      .filter((item) => (item.who?.(profile) ?? true) && isOpen(item))
      // What still runs is not taken apart yet.
      .filter((item) => !(keys.has('match_status') && plan.path !== 'reapply_now' && item.who === applied))
      .filter((item) => !item.keys.some((key) => keys.has(key)))
      .map(({ says }) => `${phase}: ${says}`),
  );
  const decided = (key: string) =>
    key === 'go_or_wait' && season && dayOf(season, 'eras_submit', 'UTC').toString() <= today;
  return [...wanted, ...OWN[plan.path as keyof typeof OWN].filter((key) => !keys.has(key) && !decided(key))];
}

function tooMuch({ life: { money, months } }: Profile, plan: Plan): string[] {
  const rules = knowledge.plans.flatMap(({ steps }) => steps);
  return plan.steps.flatMap(({ key }) => {
    const takes = rules.find((rule) => rule.key === key)?.takes;
    const isUnpaid = money === 'tight' && takes?.unpaid;
    const isLong = months !== null && (takes?.months ?? 0) > months;
    return isUnpaid || isLong ? [`${key} is more than this life holds`] : [];
  });
}

const QUIET = knowledge.seasons.map((season) => ({
  begins: startOf(season, 'quiet_begins').epochMilliseconds,
  ends: startOf(season, 'soap_ends').epochMilliseconds,
}));
function inBlackout(plan: Plan, zone: string): string[] {
  const contacts = new Set(
    knowledge.plans.flatMap(({ steps }) => steps.filter(({ contact }) => contact).map(({ key }) => key)),
  );
  return plan.steps.flatMap(({ key, on }) => {
    const day = Temporal.PlainDate.from(on);
    const [from, to] = [day, day.add({ days: 1 })].map((one) => one.toZonedDateTime(zone).epochMilliseconds);
    const isQuiet = QUIET.some(({ begins, ends }) => Number(to) > begins && Number(from) < ends);
    return contacts.has(key) && isQuiet ? [`${key} contacts a program on ${on}`] : [];
  });
}

describe.each(Object.entries(PEOPLE))('%s', (name, profile) => {
  test('started on any day of a year: nothing past, too much, forbidden or missing', () => {
    const wrong = daysFor(name).flatMap((now, index) => {
      const zone = ZONES[index % ZONES.length] ?? 'UTC';
      const today = now.toZonedDateTimeISO(zone).toPlainDate().toString();
      const plan = planOf(profile, now, zone);
      return [
        ...plan.steps.filter(({ on }) => on < today).map(({ key }) => `${key} is past`),
        ...tooMuch(profile, plan),
        ...inBlackout(plan, zone),
        ...missing(profile, plan, today),
      ].map((what) => `${today} ${zone}, ${plan.path}: ${what}`);
    });
    expect(wrong.slice(0, 20)).toEqual([]);
  });
});

describe('a life that holds less', () => {
  const keysOf = (profile: Profile) => planOf(profile, NOW, 'UTC').steps.map(({ key }) => key);
  test.each([
    [null, null, true],
    ['enough', 2, true],
    ['enough', 1, false],
    ['tight', 6, false],
    ['tight', null, false],
  ] as const)('money %s, %s months free: unpaid months in the US %s', (money, months, has) => {
    const keys = keysOf({ ...weak, ...life(money, months) });
    expect([keys.includes('hands_on_block'), keys.includes('hands_on_paid')]).toEqual([has, !has]);
  });
});

describe('study', () => {
  const failing = { ...solid, exams: [step1, ck('fail', 206, '2026-09')] };
  test('counted back: weeks times hours are the allowance, a free day or two before the exam', () => {
    const plan = planOf(failing, NOW, 'UTC');
    const exam = plan.steps.find(({ key }) => key === 'exam_sit')?.on;
    expect(exam).toBe('2027-02-22');
    expect(plan.study).toEqual({ until: '2027-02-20', weeks: 12, hours: 34, enough: true });
  });

  test('with paid work a week has less study and the day comes later, within six months', () => {
    const plan = planOf({ ...failing, ...life('tight', null) }, NOW, 'UTC');
    const exam = plan.steps.find(({ key }) => key === 'exam_sit')?.on ?? '';
    expect(exam).toBe('2027-03-23');
    expect(plan.study).toEqual({ until: '2027-03-21', weeks: 17, hours: 24, enough: true });
  });

  test('a booked day that is too near is kept, and reported as too little time', () => {
    const near = { ...ck('scheduled', null, '2027-01'), score: null };
    const plan = planOf({ ...failing, exams: [...failing.exams, near] }, NOW, 'UTC');
    expect(plan.study).toEqual({ until: '2026-12-30', weeks: 5, hours: 40, enough: false });
  });

  test('no exam, no study; a plan from before study existed still loads', () => {
    const plan = planOf(solid, NOW, 'UTC');
    expect(plan.study).toBeNull();
    const { study: _, ...old } = plan;
    expect(planSchema.parse(old)).toEqual(plan);
  });
});
