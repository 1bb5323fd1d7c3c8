import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { standing } from '#core/assessment/exams.ts';
import { sevenYearFacts } from '#core/assessment/seven-years.ts';
import { ruleOf } from '#core/plan/step-words.ts';
import { type Plan, planSchema } from '#core/record/plan.ts';
import { startOf } from '#core/season/season.ts';
import { knowledge } from '../assessment/people.ts';
import { dayIn, days, daysFor, keys, PEOPLE, planOf, YEAR } from './plans.ts';

const ZONES = ['America/New_York', 'America/Los_Angeles', 'Asia/Kolkata', 'Australia/Sydney'];

const QUIET = knowledge.seasons.map((season) => ({
  begins: startOf(season, 'quiet_begins').epochMilliseconds,
  ends: startOf(season, 'soap_ends').epochMilliseconds,
}));
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

/** What a plan must never be, no matter who it is for and when it begins. */
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
