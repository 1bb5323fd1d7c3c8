import { Temporal } from 'temporal-polyfill';
import { createEmptyCard, type FSRS, fsrs, type Grade as Rated, Rating } from 'ts-fsrs';
import { comingInterviews, dayOf } from '#core/interview/planned.ts';
import type { InterviewRules } from '#core/knowledge/interview.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Attempt, Grade } from '#core/record/interview.ts';
import { todayIn } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** A question that was practised, and when it is due again. Days are `YYYY-MM-DD` in the person's zone. */
export interface Practised {
  readonly question: string;
  readonly last: string;
  readonly due: string;
  readonly grade: Grade;
}

const RATINGS: Readonly<Record<Grade, Rated>> = {
  again: Rating.Again,
  hard: Rating.Hard,
  good: Rating.Good,
};

/**
 * When each practised question is due again, by FSRS over its attempts: the soonest first. Of several attempts on a day
 * the last one counts, so nothing is due twice on a day. What comes before an interview is due on the day before it at
 * the latest or, if it was practised then, on its day.
 */
export function practisedOf(
  { interviewing, settings }: Pick<Applicant, 'interviewing' | 'settings'>,
  { practice }: Pick<InterviewRules, 'practice'>,
  now: Temporal.Instant,
): readonly Practised[] {
  const zone = zoneOf(settings);
  const interviews = comingInterviews({ interviewing, settings }, now).map((one) => dayOf(one, zone));
  const byQuestion = Map.groupBy(interviewing.attempts, ({ question }) => question);
  return [...byQuestion]
    .flatMap(([question, attempts]): Practised[] => {
      const days = [...gradesByDay(attempts, zone)].toSorted(([a], [b]) => (a < b ? -1 : 1));
      const [last, grade] = days.at(-1) ?? [];
      if (last === undefined || grade === undefined) return [];
      const most = mostDays(last, interviews, practice.most_days);
      const scheduled = schedulerFor(practice.retention, most);
      let card = createEmptyCard(noonOf(days[0]?.[0] ?? last));
      for (const [day, one] of days) card = scheduled.next(card, noonOf(day), RATINGS[one]).card;
      const interval = Math.max(1, Math.min(card.scheduled_days, most));
      return [
        { question, last, grade, due: Temporal.PlainDate.from(last).add({ days: interval }).toString() },
      ];
    })
    .toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.question < b.question ? -1 : 1));
}

/** Made once for each limit: that takes longer than a review. */
const schedulers = new Map<string, FSRS>();
const MOST_SCHEDULERS = 400;

function schedulerFor(retention: number, most: number): FSRS {
  const name = `${retention} ${most}`;
  const known = schedulers.get(name);
  if (known) return known;
  const made = fsrs({
    enable_fuzz: false,
    enable_short_term: false,
    request_retention: retention,
    maximum_interval: most,
  });
  if (schedulers.size >= MOST_SCHEDULERS) schedulers.clear();
  schedulers.set(name, made);
  return made;
}

/** What is due on the day that it is now. */
export function dueNow(
  person: Pick<Applicant, 'interviewing' | 'settings'>,
  rules: Pick<InterviewRules, 'practice'>,
  now: Temporal.Instant,
): readonly Practised[] {
  const today = todayIn(now, zoneOf(person.settings)).toString();
  return practisedOf(person, rules, now).filter(({ due }) => due <= today);
}

/** Up to the day before the next interview; to its day for what was practised on the day before. */
function mostDays(last: string, interviews: readonly string[], most: number): number {
  const next = interviews.find((day) => day > last);
  if (next === undefined) return most;
  const days = Temporal.PlainDate.from(last).until(next).days;
  return Math.max(1, Math.min(most, days - 1));
}

/** The last grade of each day. */
function gradesByDay(attempts: readonly Attempt[], zone: string): ReadonlyMap<string, Grade> {
  return new Map(
    attempts
      .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
      .map(({ at, grade }) => [todayIn(Temporal.Instant.from(at), zone).toString(), grade] as const),
  );
}

/** Whole days apart, whatever the zone. */
function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}
