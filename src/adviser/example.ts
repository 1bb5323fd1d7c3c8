import { Temporal } from 'temporal-polyfill';
import { tryStudy } from '#app/adviser/study-example.ts';
import { assess, mattersMost } from '#core/assessment/assess.ts';
import { whatWouldChange } from '#core/assessment/what-would-change.ts';
import type { Example } from '#core/knowledge/example.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { buildPlan } from '#core/plan/build.ts';

/** Deadlines are kept in this zone. */
export const ZONE = 'America/New_York';

/** Noon of a day, in the zone where deadlines are kept. */
export function noonOf(day: string): Temporal.Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: ZONE, plainTime: '12:00' }).toInstant();
}

function momentOf(at: Example['at']): Temporal.Instant {
  return at.includes('T') ? Temporal.Instant.from(at) : noonOf(at);
}

/**
 * Runs the planner on an example that says what its plan must contain. Returns one line for each thing that differs.
 */
export function tryPlan(example: Example, knowledge: Knowledge): readonly string[] {
  return [...trySteps(example, knowledge), ...tryStudy(example, knowledge, momentOf(example.at), ZONE)];
}

function trySteps({ at, profile, expect }: Example, knowledge: Knowledge): readonly string[] {
  const { steps: wanted = [], no_steps: unwanted = [], decided_by } = expect;
  if (wanted.length + unwanted.length === 0 && decided_by === undefined) return [];
  const now = momentOf(at);
  let count = 0;
  const newId = () => {
    count += 1;
    return `step${String(count).padStart(6, '0')}`;
  };
  const assessment = assess(profile, knowledge, now);
  const { steps } = buildPlan({ profile, assessment, knowledge, now, zone: ZONE, newId });
  const has = (key: string): boolean => steps.some((step) => step.key === key);
  const decider = steps.find(({ hangsOn }) => hangsOn !== undefined)?.hangsOn ?? null;
  return [
    ...wanted.filter((key) => !has(key)).map((key) => `steps: ${key} is missing`),
    ...unwanted.filter(has).map((key) => `steps: ${key} is there`),
    ...(decided_by === undefined || decided_by === decider
      ? []
      : [`decided_by: expected ${decided_by}, is ${decider}`]),
  ];
}

/** Runs the adviser on an example. Returns one line for each thing that came out differently. */
export function tryExample({ at, profile, expect }: Example, knowledge: Knowledge): readonly string[] {
  const now = momentOf(at);
  const verdict = assess(profile, knowledge, now);
  const differs = (name: 'mode' | 'path' | 'borderline'): string[] =>
    expect[name] === undefined || expect[name] === verdict[name]
      ? []
      : [`${name}: expected ${expect[name]}, is ${verdict[name]}`];
  const lacks = (name: 'held' | 'failed' | 'unknown'): string[] =>
    (expect[name] ?? []).filter((id) => !verdict[name].includes(id)).map((id) => `${name}: ${id} is not`);
  return [
    ...differs('mode'),
    ...differs('path'),
    ...differs('borderline'),
    ...lacks('held'),
    ...lacks('failed'),
    ...lacks('unknown'),
    ...(expect.absent ?? [])
      .filter((id) => [verdict.held, verdict.failed, verdict.unknown].some((ids) => ids.includes(id)))
      .map((id) => `absent: ${id} is not`),
    ...sameList('eligibility', expect.eligibility, verdict.eligibility),
    ...differsMost(),
    ...sameList('ways', expect.ways?.map(joined), expect.ways && waysOf()),
  ];

  function differsMost(): string[] {
    if (expect.matters === undefined) return [];
    const most = mattersMost(profile, verdict, knowledge, now)?.criterion.id ?? null;
    return most === expect.matters ? [] : [`matters: expected ${expect.matters}, is ${most}`];
  }

  function waysOf(): readonly string[] {
    return whatWouldChange(profile, knowledge, now).map(({ changes }) => joined(changes.map(({ id }) => id)));
  }
}

function joined(changes: readonly string[]): string {
  return changes.toSorted().join(' + ');
}

function sameList(name: string, expected?: readonly string[], actual: readonly string[] = []): string[] {
  if (!expected) return [];
  const said = (list: readonly string[]): string => list.toSorted().join(', ') || 'none';
  return said(expected) === said(actual) ? [] : [`${name}: expected ${said(expected)}, is ${said(actual)}`];
}
