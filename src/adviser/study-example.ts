import type { Temporal } from 'temporal-polyfill';
import type { Example } from '#core/knowledge/example.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { EMPTY_STUDY } from '#core/record/study.ts';
import { retakeOf } from '#core/study/retake.ts';
import { latestDay, retakePlan } from '#core/study/retake-plan.ts';
import { warningsOf } from '#core/study/warnings.ts';

/** Runs the retake plan on an example that says what it must be. Returns one line for each thing that differs. */
export function tryStudy(
  { profile, expect: { study: expected } }: Example,
  knowledge: Knowledge,
  now: Temporal.Instant,
  zone: string,
): readonly string[] {
  if (!expected) return [];
  const person = { profile, settings: { zone }, study: EMPTY_STUDY };
  const retake = retakeOf(person, knowledge, now);
  const plan = retakePlan(person, knowledge, now);
  const isOpen = retake.kind === 'open';
  const actual = {
    state: retake.kind,
    left: isOpen ? retake.left : undefined,
    earliest: isOpen ? (retake.earliest?.toString() ?? null) : null,
    latest: latestDay(person, knowledge, now)?.day.toString() ?? null,
    day: plan?.day.toString() ?? null,
    hours: plan?.study.hours,
    warnings: warningsOf(person, knowledge, now)
      .map(({ key }) => key)
      .join(', '),
  };
  const wanted = { ...expected, warnings: expected.warnings?.join(', ') };
  return (['state', 'left', 'earliest', 'latest', 'day', 'hours', 'warnings'] as const).flatMap((name) =>
    wanted[name] === undefined || wanted[name] === actual[name]
      ? []
      : [`study.${name}: expected ${wanted[name]}, is ${actual[name]}`],
  );
}
