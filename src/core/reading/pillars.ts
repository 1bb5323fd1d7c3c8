import { criteriaOf, heaviestFirst, type Judged } from '#core/assessment/assess.ts';
import { fill } from '#core/assessment/worded.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { PillarRules } from '#core/knowledge/pillars.ts';
import { findings, opens, type Reader } from '#core/reading/finding.ts';
import type { Finding, Pillar, Pillars } from '#core/reading/shapes.ts';
import type { Assessment } from '#core/record/assessment.ts';

/** U5: what a person's own data says about each of the three pillars, starting with what holds back most. */
export function bigThree(
  assessment: Assessment,
  knowledge: Knowledge,
  rules: PillarRules,
  reader: Reader,
): Pillars {
  const judged = heaviestFirst(criteriaOf(assessment, knowledge, reader.facts));
  const pillars = rules.pillars
    .map((pillar) => diagnose(pillar, judged, rules, reader))
    .toSorted((a, b) => b.weight - a.weight || STATES.indexOf(a.state) - STATES.indexOf(b.state));
  return { title: rules.title, order: orderLine(pillars, rules), pillars };
}

const STATES: readonly Pillar['state'][] = ['holds_back', 'unknown', 'fine'];

const TONES: readonly Finding['tone'][] = ['harms', 'plain', 'helps'];

function diagnose(
  { id, title, criteria, findings: said, open }: PillarRules['pillars'][number],
  judged: readonly Judged[],
  { weights }: PillarRules,
  reader: Reader,
): Pillar {
  const mine = judged.filter(({ criterion }) => criteria.includes(criterion.id));
  const failed = mine.filter(({ holds }) => holds === false).map(({ criterion }) => criterion);
  const found = findings(said, reader).toSorted((a, b) => TONES.indexOf(a.tone) - TONES.indexOf(b.tone));
  const weight =
    failed.reduce((sum, { group }) => sum + weights[group], 0) +
    found.filter(({ tone }) => tone === 'harms').length * weights.finding;
  const asked = opens(open, reader);
  const isTold = found.length > 0 || (asked.length === 0 && mine.some(({ holds }) => holds === true));
  return {
    id,
    title,
    state: weight > 0 ? 'holds_back' : isTold ? 'fine' : 'unknown',
    weight,
    failed: failed.map((criterion) => ({ id: criterion.id, missing: criterion.missing })),
    findings: found,
    open: asked,
  };
}

function orderLine([first, second]: readonly Pillar[], { order }: PillarRules): string {
  if (!first || first.weight === 0) return first?.state === 'unknown' ? order.unknown : order.none;
  const reason = first.failed[0]?.missing ?? first.findings[0]?.title ?? null;
  const isTied = second?.weight === first.weight;
  const values = { pillar: first.title, other: second?.title ?? null, reason };
  return fill(isTied ? order.tied : order.first, values) ?? order.none;
}
