import { Temporal } from 'temporal-polyfill';
import type { Applicant } from '#core/record/applicant.ts';
import type { PlannedInterview } from '#core/record/interview.ts';
import { instantOf, wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** When it begins; null: its hour is not known yet. */
export function startOf({ on, time, zone }: PlannedInterview): Temporal.Instant | null {
  return time === null ? null : instantOf(`${on}T${time}`, zone);
}

/** The day on which it is, in the person's zone. `YYYY-MM-DD`. */
export function dayOf(interview: PlannedInterview, zone: string): string {
  const start = startOf(interview);
  return start ? wallOf(start, zone).slice(0, 10) : interview.on;
}

/** It has not begun; without an hour: its day is not over. */
export function isComing(interview: PlannedInterview, now: Temporal.Instant): boolean {
  if (interview.went !== null) return false;
  const start = startOf(interview);
  if (start) return Temporal.Instant.compare(start, now) > 0;
  return interview.on >= wallOf(now, interview.zone).slice(0, 10);
}

/** Interviews still to come, the soonest first. */
export function comingInterviews(
  { interviewing, settings }: Pick<Applicant, 'interviewing' | 'settings'>,
  now: Temporal.Instant,
): readonly PlannedInterview[] {
  const zone = zoneOf(settings);
  const key = (one: PlannedInterview): string => `${dayOf(one, zone)} ${startOf(one)?.toString() ?? ''}`;
  return interviewing.planned
    .filter((one) => isComing(one, now))
    .toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The record with one of its interviews changed; the same object if there is none of this id. */
export function withInterview(
  person: Applicant,
  id: string,
  change: (interview: PlannedInterview) => PlannedInterview,
): Applicant {
  const { planned } = person.interviewing;
  if (!planned.some((one) => one.id === id)) return person;
  return {
    ...person,
    interviewing: {
      ...person.interviewing,
      planned: planned.map((one) => (one.id === id ? change(one) : one)),
    },
  };
}
