import { Temporal } from 'temporal-polyfill';
import type { Applicant } from '#core/record/applicant.ts';
import { STUDY_LIMITS, type Study } from '#core/record/study.ts';

type Away = Study['away'];
type Stretch = Away[number];

/** The record with days (`YYYY-MM-DD`, both included) that leave no room for study. When there is no room, the oldest go. */
export function withAway(person: Applicant, from: string, until: string): Applicant {
  return { ...person, study: { ...person.study, away: joined(person.study.away, { from, until }) } };
}

/** Days away with some more, in order. Days that touch become one stretch. */
export function joined(away: Away, more: Stretch): Away {
  const stretches: Away = [];
  for (const one of [...away, more].toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = stretches.at(-1);
    if (last && one.from <= dayAfter(last.until)) stretches[stretches.length - 1] = both(last, one);
    else stretches.push(one);
  }
  return stretches.slice(-STUDY_LIMITS.away);
}

/** The stretch that runs on `today`, or else the next one; null: none is left. */
export function nextAway(away: Away, today: string): Stretch | null {
  return away.find(({ until }) => until >= today) ?? null;
}

/** Days away without what is left of that stretch. */
export function withoutNext(away: Away, today: string): Away {
  const next = nextAway(away, today);
  return away.flatMap((one) => {
    if (one !== next) return [one];
    return one.from < today ? [{ ...one, until: dayBefore(today) }] : [];
  });
}

function both(first: Stretch, second: Stretch): Stretch {
  return second.until > first.until ? { ...first, until: second.until } : first;
}

function dayAfter(on: string): string {
  return Temporal.PlainDate.from(on).add({ days: 1 }).toString();
}

function dayBefore(on: string): string {
  return Temporal.PlainDate.from(on).subtract({ days: 1 }).toString();
}
