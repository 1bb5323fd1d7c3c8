import type { Temporal } from 'temporal-polyfill';
import {
  assess,
  criteriaOf,
  eligibilityRulesOf,
  type Judged,
  type Matter,
  matters,
  verdictFacts,
} from '#core/assessment/assess.ts';
import { triage } from '#core/assessment/triage.ts';
import { monthsLeft, whatTheYearBuys, whatWouldChange } from '#core/assessment/what-would-change.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { type Citation, cite } from '#core/knowledge/source.ts';
import { readings } from '#core/reading/readings.ts';
import type { Profile } from '#core/record/profile.ts';

/** Everything the adviser concludes from a profile on one day, with words and sources, as plain data. */
export function report(profile: Profile, knowledge: Knowledge, now: Temporal.Instant) {
  const verdict = assess(profile, knowledge, now);
  const all = verdictFacts(profile, verdict, knowledge, now);
  const { unmatched: _, ...facts } = all;
  const [first, then] = matters(profile, verdict, knowledge, now);
  const year = whatTheYearBuys(profile, knowledge, now);
  const source = (citation: Citation) => cite(knowledge.sources, citation);
  const { at, mode, path, borderline } = verdict;
  return {
    at,
    mode,
    path,
    borderline,
    criteria: criteriaOf(verdict, knowledge, all).map(({ criterion, holds }) => ({
      id: criterion.id,
      group: criterion.group,
      state: stateOf(holds),
      label: holds === false ? criterion.missing : criterion.label,
      note: criterion.note ?? null,
      source: source(criterion.source),
      also: (criterion.also ?? []).map(source),
    })),
    eligibility: eligibilityRulesOf(verdict, knowledge, all).map(
      ({ id, effect, label, rule, todo, source: from }) => ({
        id,
        effect,
        label,
        rule,
        todo,
        source: source(from),
      }),
    ),
    mattersMost: first ? said(first) : null,
    mattersThen: then ? said(then) : null,
    monthsLeft: monthsLeft(profile, verdict, knowledge, now),
    whatWouldChange: whatWouldChange(profile, knowledge, now).map((way) => ({
      ...way,
      changes: way.changes.map(({ id, what, source: from }) => ({ id, what, source: source(from) })),
    })),
    whatTheYearBuys: year && {
      ...year,
      changes: year.changes.map(({ id, what, source: from }) => ({ id, what, source: source(from) })),
    },
    pivots:
      path === 'pivot_career'
        ? knowledge.assessment.pivots.map((pivot) => ({ ...pivot, source: source(pivot.source) }))
        : [],
    facts,
    triage: triage(profile, knowledge, now),
    readings: readings(profile, knowledge, now),
  };
}

function said({ criterion, change }: Matter) {
  return { criterion: criterion.id, what: change?.what ?? null };
}

function stateOf(holds: Judged['holds']): 'held' | 'failed' | 'unknown' {
  return holds === null ? 'unknown' : holds ? 'held' : 'failed';
}
