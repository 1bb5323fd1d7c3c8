import type { Applicant } from '#core/record/applicant.ts';
import { STUDY_LIMITS } from '#core/record/study.ts';

/** The record with days (`YYYY-MM-DD`, both included) that leave no room for study. When there is no room, the oldest go. */
export function withAway(person: Applicant, from: string, until: string): Applicant {
  const { study } = person;
  const isKnown = study.away.some((one) => one.from <= from && until <= one.until);
  if (isKnown) return person;
  const away = [...study.away, { from, until }].toSorted((a, b) => (a.until < b.until ? -1 : 1));
  return { ...person, study: { ...study, away: away.slice(-STUDY_LIMITS.away) } };
}
