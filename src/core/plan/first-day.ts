import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Applicant, PersonSettings } from '#core/applicant.ts';
import { verdictFacts } from '#core/assessment/assess.ts';
import { judge } from '#core/assessment/condition.ts';
import { factsOf } from '#core/assessment/facts.ts';
import type { NewId } from '#core/id.ts';
import type { Knowledge } from '#core/knowledge.ts';
import type { Task } from '#core/plan/plan.ts';
import { taskRuleSchema } from '#core/plan/steps.ts';
import { soonest } from '#core/plan/tasks.ts';
import { citationSchema } from '#core/source.ts';
import { afterQuiet } from '#core/time/quiet.ts';
import { timeOfDaySchema, wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** `first_day.yaml`: what the first 24 hours are for. */
export const firstDaySchema = z.strictObject({
  /** The hours to sleep when quiet hours are off or shorter than `least_hours`. */
  sleep: z.strictObject({
    least_hours: z.int().min(1).max(12),
    from: timeOfDaySchema,
    to: timeOfDaySchema,
    wind_down_minutes: z.int().min(0).max(240),
    source: citationSchema,
  }),
  items: z
    .array(
      taskRuleSchema.extend({
        /** Waking minutes after the previous item, or `wind_down`: shortly before the sleep window. */
        wait: z.union([z.int().min(0).max(600), z.literal('wind_down')]),
        /** Plan steps that say the same thing. Anyone who has this item does not get them too. */
        covers: z.array(z.string()).default([]),
      }),
    )
    .min(1),
});
export type FirstDay = z.infer<typeof firstDaySchema>;

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
