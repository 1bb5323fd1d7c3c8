import { Temporal } from 'temporal-polyfill';
import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { nameOf } from '#core/assessment/exam-facts.ts';
import { button } from '#core/button.ts';
import { type Exam, examSchema } from '#core/record/profile.ts';
import { readTimePhrase } from '#core/reminders/phrase/when.ts';
import type { Button } from '#core/reply.ts';
import { todayIn } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

export function ruleButton({ say }: Context, exam: Exam, verb = 'rule', key = 'rule'): Button {
  return button(say, verb, exam, `scores.button.${key}`);
}

export function examName({
  context,
  given: { exam },
}: {
  context: Context;
  given: Readonly<Record<string, unknown>>;
}) {
  return { exam: nameOf(context.knowledge.exams, examSchema.parse(exam)) };
}

export function todayOf({ now, person }: Context): Temporal.PlainDate {
  return todayIn(now, zoneOf(person?.settings ?? { zone: null }));
}

/** A day to come, as people type it. @throws {Refused} */
export function comingDay(context: Context, typed: string): Temporal.PlainDate {
  const today = todayOf(context);
  const when = readTimePhrase(typed, context.now, zoneOf(context.person?.settings ?? { zone: null }));
  const day = when.kind === 'when' && !when.rule ? Temporal.PlainDate.from(when.wall.slice(0, 10)) : null;
  if (!day || Temporal.PlainDate.compare(day, today) <= 0) throw new Refused('scores.rule.day_unclear');
  return day;
}
