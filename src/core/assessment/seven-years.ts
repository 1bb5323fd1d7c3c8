import { Temporal } from 'temporal-polyfill';
import { nameOf } from '#core/assessment/exam-facts.ts';
import { firstDay, isBelowMark, lastDay } from '#core/assessment/exams.ts';
import type { ExamRules } from '#core/knowledge/exams.ts';
import type { SEVEN_YEAR_FIELDS } from '#core/knowledge/fields.ts';
import type { Exam, Profile } from '#core/record/profile.ts';
import { remember } from '#core/remember.ts';

export type SevenYears = Readonly<Record<(typeof SEVEN_YEAR_FIELDS)[number], string | null>>;

const NOTHING: SevenYears = {
  seven_years: null,
  seven_years_by: null,
  seven_years_first: null,
  seven_years_other: null,
};

interface Pass {
  readonly exam: Exam;
  readonly on: string;
}

/**
 * ECFMG's time limit: after the first pass of Step 1 or Step 2 CK, the other must follow within seven years, to the
 * day. Empty if it does not apply, or if we do not know the date of a pass.
 */
export function sevenYearFacts(
  { type, certificate, exams }: Profile,
  rules: ExamRules,
  today: Temporal.PlainDate,
): SevenYears {
  if ((type !== 'us_img' && type !== 'non_us_img') || certificate === 'yes') return NOTHING;
  return timeOf(exams, rules, today);
}

const timeOf = remember(
  (exams: Profile['exams'], rules: ExamRules, today: Temporal.PlainDate): SevenYears => {
    const passed = exams.filter((one) => one.outcome === 'pass' && !isBelowMark(rules, one));
    const at = (exam: Exam) => passed.filter((one) => one.exam === exam);
    const dated = (exam: Exam): Pass[] => at(exam).flatMap(({ on }) => (on === null ? [] : [{ exam, on }]));
    const [step1, step2] = [dated('step1'), dated('step2ck')];
    if (step1.length < at('step1').length || step2.length < at('step2ck').length) return NOTHING;
    const pairs = step1.flatMap((one) => step2.map((other) => pairOf(one, other, rules)));
    const best = (['ok', 'unsure', 'over'] as const).flatMap((state) =>
      pairs.filter(({ seven_years }) => seven_years === state),
    );
    if (best[0]) return best[0];
    const latest = [...step1, ...step2].toSorted((a, b) => a.on.localeCompare(b.on)).at(-1);
    return latest ? alone(latest, rules, today) : NOTHING;
  },
);

function pairOf(one: Pass, other: Pass, rules: ExamRules): SevenYears {
  const [older, newer] = one.on <= other.on ? [one, other] : [other, one];
  const { years } = rules.seven_years;
  const isIn = compare(lastDay(newer.on), firstDay(older.on).add({ years })) <= 0;
  const isOut = compare(firstDay(newer.on), lastDay(older.on).add({ years })) > 0;
  return {
    seven_years: isIn ? 'ok' : isOut ? 'over' : 'unsure',
    seven_years_by: endOf(older.on, years),
    seven_years_first: nameOf(rules, older.exam),
    seven_years_other: nameOf(rules, newer.exam),
  };
}

function alone({ exam, on }: Pass, rules: ExamRules, today: Temporal.PlainDate): SevenYears {
  const { years, soon_months } = rules.seven_years;
  const end = lastDay(on).add({ years });
  const isOver = compare(today, end) > 0;
  const isSoon = compare(today.add({ months: soon_months }), firstDay(on).add({ years })) >= 0;
  return {
    seven_years: isOver ? 'over' : isSoon ? 'soon' : 'running',
    seven_years_by: endOf(on, years),
    seven_years_first: nameOf(rules, exam),
    seven_years_other: nameOf(rules, exam === 'step1' ? 'step2ck' : 'step1'),
  };
}

/** A day stays a day, and a month stays a month. */
function endOf(on: string, years: number): string {
  return firstDay(on).add({ years }).toString().slice(0, on.length);
}

const compare = Temporal.PlainDate.compare;
