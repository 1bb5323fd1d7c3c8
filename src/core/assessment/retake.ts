import { Temporal } from 'temporal-polyfill';
import { lastDay, type Standing } from '#core/assessment/exams.ts';
import type { Attempt, Profile } from '#core/record/profile.ts';
import { remember } from '#core/remember.ts';

const ZONE = 'America/New_York';

/**
 * Whether each failed exam is booked again, or awaiting its result, before `deadline`; and whether the rules on
 * attempts allow no sitting until then. Null if no exam has failed. @param deadline null if none is near
 */
export const retakeFacts = remember(function retakeFacts(
  attempts: Profile['exams'],
  exams: readonly Standing[],
  deadline: Temporal.Instant | null,
  now: Temporal.Instant,
) {
  const failed = exams.filter(({ state }) => state === 'failed');
  if (failed.length === 0) return { retake_in_time: null, retake_too_late: null };
  const today = now.toZonedDateTimeISO(ZONE).toPlainDate();
  const last = deadline?.toZonedDateTimeISO(ZONE).toPlainDate() ?? null;
  const isBooked = ({ exam }: Standing): boolean =>
    attempts.some((attempt) => attempt.exam === exam && comes(attempt, today, last));
  const isTooLate = ({ exhausted, legalFrom }: Standing): boolean => {
    if (exhausted || !legalFrom || !last) return exhausted;
    // We only know the months of the sittings, so nobody is told "too late" for days that may not count.
    return Temporal.PlainDate.compare(legalFrom.subtract({ months: 1 }), last) > 0;
  };
  return { retake_in_time: failed.every(isBooked), retake_too_late: failed.some(isTooLate) };
});

/** A result that is not out, or a sitting between today and the last day; one without a month may be either. */
function comes(
  { outcome, on }: Attempt,
  today: Temporal.PlainDate,
  last: Temporal.PlainDate | null,
): boolean {
  if (outcome === 'pending') return true;
  if (outcome !== 'scheduled') return false;
  if (on === null) return true;
  const first = Temporal.PlainYearMonth.from(on).toPlainDate({ day: 1 });
  const isAhead = Temporal.PlainDate.compare(lastDay(on), today) >= 0;
  return isAhead && (last === null || Temporal.PlainDate.compare(first, last) <= 0);
}
