import { Temporal } from 'temporal-polyfill';
import { verdictFacts } from '#core/assessment/assess.ts';
import { factsOf } from '#core/assessment/facts.ts';
import { judge } from '#core/assessment/judge.ts';
import type { NewId } from '#core/id.ts';
import type { FirstDay } from '#core/knowledge/first-day.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { soonest } from '#core/plan/tasks.ts';
import type { Applicant, PersonSettings } from '#core/record/applicant.ts';
import type { Task } from '#core/record/plan.ts';
import { afterQuiet } from '#core/time/quiet.ts';
import { wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

const MINUTES_A_DAY = 1440;

/** The hours to sleep: quiet hours if they are long enough. `HH:mm` in the person's zone. */
export function sleepWindow(
  { sleep }: FirstDay,
  { quiet }: Pick<PersonSettings, 'quiet'>,
): { readonly from: string; readonly to: string } {
  if (!quiet) return sleep;
  const length = (minutesOf(quiet.to) - minutesOf(quiet.from) + MINUTES_A_DAY) % MINUTES_A_DAY;
  return length >= sleep.least_hours * 60 ? quiet : sleep;
}

/** Plans the first day from `now` on: one thing at a time during waking hours, and the wind-down before sleep. */
export function layFirstDay(
  person: Pick<Applicant, 'profile' | 'assessments' | 'settings'>,
  knowledge: Knowledge,
  now: Temporal.Instant,
  newId: NewId,
): readonly Task[] {
  const { profile, assessments, settings } = person;
  const assessment = assessments.at(-1);
  const facts = assessment
    ? verdictFacts(profile, assessment, knowledge, now)
    : factsOf(profile, knowledge, now);
  const window = sleepWindow(knowledge.firstDay, settings);
  const awake = { ...settings, quiet: window };
  const zone = zoneOf(settings);
  let at = now;
  return knowledge.firstDay.items
    .filter(({ when }) => !when || judge(when, facts) === true)
    .map(({ key, wait }): Task => {
      if (wait !== 'wind_down') at = afterQuiet(at.add({ minutes: wait }), awake);
      const minutes = knowledge.firstDay.sleep.wind_down_minutes;
      const wall = wait === 'wind_down' ? nextBefore(window.from, minutes, now, zone) : wallOf(at, zone);
      const [on = '', time = ''] = wall.split('T');
      const set = 'first_day';
      return {
        id: newId(),
        key,
        on,
        time,
        set,
        provisional: false,
        state: 'open',
        moved: false,
        revision: 0,
        own: null,
      };
    })
    .toSorted(soonest);
}

/** The next moment, from `now` on, that is `minutes` before a time of day. */
function nextBefore(time: string, minutes: number, now: Temporal.Instant, zone: string): string {
  const wanted = Temporal.PlainTime.from(time).subtract({ minutes });
  const here = now.toZonedDateTimeISO(zone).toPlainDateTime();
  const today = here.toPlainDate().toPlainDateTime(wanted);
  const next = Temporal.PlainDateTime.compare(today, here) >= 0 ? today : today.add({ days: 1 });
  return next.toString({ smallestUnit: 'minute' });
}

function minutesOf(time: string): number {
  const { hour, minute } = Temporal.PlainTime.from(time);
  return hour * 60 + minute;
}
