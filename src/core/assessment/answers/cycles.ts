import type { Temporal } from 'temporal-polyfill';
import type { z } from 'zod';
import {
  type AssessAnswers,
  compact,
  type DOCS_ANSWERS,
  type Known,
  MIXED,
  NO_SOAP,
  told,
} from '#core/assessment/answers/schema.ts';
import type { Calendar } from '#core/knowledge/season.ts';
import { type Cycle, cycleSchema, type Fact, type Profile } from '#core/record/profile.ts';
import { hasBegun, seasonAt } from '#core/season/season.ts';

const BEFORE = { n0: 0, n1: 1, n2: 2, n3: 3 } as const;
const BY_COUNT = ['n0', 'n1', 'n2', 'n3'] as const;
type Docs = (typeof DOCS_ANSWERS)[number];

/** A cycle as far as the form asks about it; the rest is filled in as unknown. */
type CycleTold = z.input<typeof cycleSchema>;

/** What a record holds about applying, as answers: the latest cycle, the one before it, and how many there were. */
export function readCycles(profile: Profile, wasAsked: (id: string) => boolean): Known {
  const [latest, previous] = profile.cycles;
  if (!latest) return wasAsked('status') ? { status: 'never' } : {};
  const before = profile.cycles.length - 1;
  const fact = (id: string, value: Fact | undefined): Fact | undefined =>
    value !== undefined && (value !== 'unknown' || wasAsked(id)) ? value : undefined;
  const field = (id: string, fields: readonly string[]): string | undefined =>
    fields[0] ?? (wasAsked(id) ? MIXED : undefined);
  const status = statusOf(latest, before);
  const isNew = status === 'first_now' || status === 'first_unmatched';
  const docs = docsOf(latest);
  const { soap } = latest;
  return compact({
    status,
    // Questions that a first cycle answers by itself are asked once it turns out not to be the first.
    before: isNew ? undefined : BY_COUNT[Math.min(before, BY_COUNT.length - 1)],
    applied: field('applied', latest.specialties),
    programs: told(latest.programs, wasAsked('programs')),
    interviews: told(latest.interviews, wasAsked('interviews')),
    ranked: told(latest.ranked, wasAsked('ranked')),
    statement_field: latest.statementField ?? (wasAsked('statement_field') ? MIXED : undefined),
    docs: docs !== 'unknown' || wasAsked('docs') ? docs : undefined,
    changed: before > 0 ? fact('changed', latest.changed) : undefined,
    interviews_before: told(previous?.interviews ?? null, wasAsked('interviews_before')),
    changed_before: before > 1 ? fact('changed_before', previous?.changed) : undefined,
    year_before: before > 1 ? told(previous?.year ?? null, wasAsked('year_before')) : undefined,
    rebuilt: fact('rebuilt', profile.rebuilt),
    soap: soap ? field('soap', soap.specialties) : wasAsked('soap') ? NO_SOAP : undefined,
    soap_sent: told(soap?.applications ?? null, wasAsked('soap_sent')),
    soap_interviews: told(soap?.interviews ?? null, wasAsked('soap_interviews')),
  });
}

function statusOf({ outcome, year }: Cycle, before: number): Known['status'] {
  switch (outcome) {
    case 'applying':
      return before === 0 ? 'first_now' : 'now';
    case 'unmatched':
    case 'no_rank_list':
      if (year === null) return 'earlier';
      return before === 0 ? 'first_unmatched' : 'unmatched';
    case 'prelim_only':
    case 'advanced_only':
    case 'withdrawn':
    case 'matched':
      return outcome;
    default:
      return outcome satisfies never;
  }
}

function docsOf({ statement, letters }: Cycle): Docs {
  if (statement === 'unknown' || letters === 'unknown') return 'unknown';
  if (statement === 'tailored') return letters === 'tailored' ? 'both' : 'statement';
  return letters === 'tailored' ? 'letters' : 'neither';
}

/** The latest cycle, the one before it, and older ones of which we only know the number. */
export function toldCycles(answers: AssessAnswers, calendar: Calendar, now: Temporal.Instant): Cycle[] {
  const { status } = answers;
  if (status === 'never' || status === null) return [];
  const isFirst = status === 'first_now' || status === 'first_unmatched';
  const before = isFirst ? 0 : BEFORE[answers.before ?? 'n0'];
  const latest: CycleTold = {
    year: yearOf(status, calendar, now),
    outcome: outcomeOf(status),
    interviews: answers.interviews,
    // Before a first cycle there was nothing to change.
    changed: before === 0 ? 'no' : (answers.changed ?? 'unknown'),
    specialties: fieldOf(answers.applied),
    programs: answers.programs,
    ranked: answers.ranked,
    soap: soapOf(answers),
    statementField: fieldOf(answers.statement_field)[0] ?? null,
    ...reuseOf(answers.docs),
  };
  const older = Array.from({ length: before }, (_, index): CycleTold => {
    // "Three or more" may hide older cycles, so the last one listed may not be the first.
    const isOldest = index === before - 1 && answers.before !== 'n3';
    if (index > 0)
      return { year: null, outcome: 'unmatched', interviews: null, changed: isOldest ? 'no' : 'unknown' };
    const changed = isOldest ? 'no' : (answers.changed_before ?? 'unknown');
    // Only if we know its year can we be sure that this was not the first.
    const year = before > 1 ? answers.year_before : null;
    return { year, outcome: 'unmatched', interviews: answers.interviews_before, changed };
  });
  return [latest, ...older].map((cycle) => cycleSchema.parse(cycle));
}

type Applied = Exclude<NonNullable<AssessAnswers['status']>, 'never'>;

function outcomeOf(status: Applied): Cycle['outcome'] {
  switch (status) {
    case 'first_now':
    case 'now':
      return 'applying';
    case 'first_unmatched':
    case 'unmatched':
    case 'earlier':
      return 'unmatched';
    case 'prelim_only':
    case 'advanced_only':
    case 'withdrawn':
    case 'matched':
      return status;
    default:
      return status satisfies never;
  }
}

/** The Match that a status refers to: the current one, or the latest whose results are out. */
function yearOf(status: Applied, calendar: Calendar, now: Temporal.Instant): number | null {
  if (status === 'earlier') return null;
  const outcome = outcomeOf(status);
  const season =
    outcome === 'applying' || outcome === 'withdrawn'
      ? seasonAt(calendar, now)
      : calendar.findLast((candidate) => hasBegun(candidate, 'match_status', now));
  return season?.year ?? null;
}

function fieldOf(field: string | null): string[] {
  return field === null || field === MIXED ? [] : [field];
}

function soapOf({ soap, soap_sent, soap_interviews }: AssessAnswers): CycleTold['soap'] {
  if (soap === null || soap === NO_SOAP) return null;
  return { applications: soap_sent, interviews: soap_interviews, specialties: fieldOf(soap) };
}

function reuseOf(docs: Docs | null): Pick<CycleTold, 'statement' | 'letters'> {
  if (docs === null || docs === 'unknown') return {};
  return {
    statement: docs === 'both' || docs === 'statement' ? 'tailored' : 'recycled',
    letters: docs === 'both' || docs === 'letters' ? 'tailored' : 'recycled',
  };
}
