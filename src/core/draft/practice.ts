import { put } from '#core/draft/dates.ts';
import { latestOpenFailure } from '#core/draft/exams.ts';
import type { Fact, Source } from '#core/draft/fact.ts';
import type { Practice } from '#core/record/story.ts';

/** Above this, a score is on the exam's scale; up to it, a percentage. The two are never compared. */
const PERCENT = 100;

/**
 * How practice scores developed since a failed exam that is not passed yet: from the first to the latest on one scale
 * if they rose, or else the latest alone. "My practice scores rose from 205 (NBME 9) to 233 (NBME 12)".
 */
export function practice(source: Source): Fact | null {
  const failure = latestOpenFailure(source);
  if (!failure) return null;
  const { phrases } = source.knowledge.drafts;
  const failedOn = failure.fails.at(-1)?.on ?? '';
  const all = source.grounds.practice
    .map((one, index) => ({ ...one, path: `practice[${index}]` }))
    .filter(({ exam, on }) => exam === failure.exam && on.slice(0, failedOn.length) >= failedOn)
    .toSorted((a, b) => a.on.localeCompare(b.on));
  const last = all.at(-1);
  if (!last) return null;
  const first = all.find((one) => isPercent(one) === isPercent(last));
  if (!first || first.score >= last.score) {
    return {
      text: put(phrases.practice_one, { last: last.score, last_form: last.form }),
      paths: [last.path],
    };
  }
  const values = { first: first.score, first_form: first.form, last: last.score, last_form: last.form };
  return { text: put(phrases.practice_rise, values), paths: [first.path, last.path] };
}

function isPercent({ score }: Practice): boolean {
  return score <= PERCENT;
}
