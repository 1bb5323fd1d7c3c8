import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { assess, mattersMost } from '#core/assessment/assess.ts';
import { profileSchema } from '#core/assessment/profile.ts';
import { modeSchema, pathSchema } from '#core/assessment/result.ts';
import { whatWouldChange } from '#core/assessment/what-would-change.ts';
import type { Knowledge } from '#core/knowledge.ts';
import { buildPlan } from '#core/plan/build.ts';
import { strictly } from '#core/strict.ts';

const ids = z.array(z.string());

/** A person and what the adviser must say to them. */
export const exampleSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9_]{1,60}$/),
  who: z.string().min(1).max(160),
  /** The day on which they ask, at noon, or the very moment. */
  at: z.union([z.iso.date(), z.iso.datetime({ offset: true })]),
  profile: strictly(profileSchema),
  expect: z.strictObject({
    mode: modeSchema.optional(),
    path: pathSchema,
    borderline: z.boolean(),
    /** Criteria that must be among those held, failed or not known. */
    held: ids.optional(),
    failed: ids.optional(),
    unknown: ids.optional(),
    /** Criteria that must not be judged at all. */
    absent: ids.optional(),
    /** All the rules of eligibility that apply, in any order. */
    eligibility: ids.optional(),
    /** The criterion that matters most; null: none. */
    matters: z.string().nullable().optional(),
    /** All the ways that are named, each a list of changes. */
    ways: z.array(ids).optional(),
    /** Steps that the plan must have, and must not have, and the step that decides about those of the season. */
    steps: ids.optional(),
    no_steps: ids.optional(),
    decided_by: z.string().nullable().optional(),
  }),
  because: z.string().min(1).max(240),
});
export type Example = z.infer<typeof exampleSchema>;

/** One file of `examples/`. */
export const exampleFileSchema = z.strictObject({ examples: z.array(exampleSchema).min(1) });

/** Deadlines are kept in this zone. */
const ZONE = 'America/New_York';

/** Noon of a day, where deadlines are kept. */
export function noonOf(day: string): Temporal.Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: ZONE, plainTime: '12:00' }).toInstant();
}

function momentOf(at: Example['at']): Temporal.Instant {
  return at.includes('T') ? Temporal.Instant.from(at) : noonOf(at);
}

/** Asks the planner about an example that says what its plan must hold. Returns one line for each thing that is not so. */
export function tryPlan({ at, profile, expect }: Example, knowledge: Knowledge): readonly string[] {
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

/** Asks the adviser about an example. Returns one line for each thing that came out otherwise. */
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
