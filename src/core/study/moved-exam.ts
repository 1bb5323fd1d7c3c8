import type { Temporal } from 'temporal-polyfill';
import type { NewId } from '#core/id.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Exam } from '#core/record/profile.ts';
import { agreementsOf } from '#core/study/agreement.ts';
import { withEntry } from '#core/study/log.ts';
import { todayIn } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/**
 * The record after an exam was moved: the rule for the old day ends, and a booked sitting gets its new day, or none while that
 * is open. Moving is the careful way, so it is never refused.
 */
export function withMovedExam(
  person: Applicant,
  exam: Exam,
  day: Temporal.PlainDate | null,
  now: Temporal.Instant,
  newId: NewId,
): Applicant {
  const today = todayIn(now, zoneOf(person.settings));
  const ended = agreementsOf(person, today)
    .filter(({ agreement }) => agreement.exam === exam)
    .reduce((one, { entry }) => withEntry(one, { kind: 'withdrawn', entry }, now, newId), person);
  const on = day?.toString() ?? null;
  const exams = ended.profile.exams.map((one) =>
    one.exam === exam && one.outcome === 'scheduled' ? { ...one, on } : one,
  );
  return { ...ended, profile: { ...ended.profile, exams } };
}
