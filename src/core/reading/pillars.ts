import { z } from 'zod';
import { criteriaOf, heaviestFirst, type Judged } from '#core/assessment/assess.ts';
import type { Assessment } from '#core/assessment/result.ts';
import { fill } from '#core/assessment/worded.ts';
import type { Knowledge } from '#core/knowledge.ts';
import {
  findings,
  idSchema,
  openSchema,
  opens,
  type Reader,
  ruleSchema,
  sentenceSchema,
  sentenceWith,
  titleSchema,
} from '#core/reading/finding.ts';
import type { Finding, Pillar, Pillars } from '#core/reading/shapes.ts';

const ORDER_BLANKS = ['pillar', 'other', 'reason'];

/** `pillars.yaml`. */
export const pillarsSchema = z.strictObject({
  title: titleSchema,
  /** Why the pillars stand in this order, for each way in which it can come about. */
  order: z.strictObject({
    first: sentenceWith(ORDER_BLANKS),
    tied: sentenceWith(ORDER_BLANKS),
    none: sentenceSchema,
    unknown: sentenceSchema,
  }),
  /** What one failed criterion of each group weighs, and one finding that harms. */
  weights: z.strictObject({
    stop: z.int().min(0),
    exam: z.int().min(0),
    delay: z.int().min(0),
    target: z.int().min(0),
    reapply: z.int().min(0),
    convert: z.int().min(0),
    figures: z.int().min(0),
    finding: z.int().min(0),
  }),
  pillars: z
    .array(
      z.strictObject({
        id: idSchema,
        title: titleSchema,
        /** Criteria of the assessment that belong to it. */
        criteria: z.array(idSchema),
        findings: z.array(ruleSchema),
        open: z.array(openSchema),
      }),
    )
    .length(3),
});
export type PillarRules = z.infer<typeof pillarsSchema>;

/** U5: what each of the three pillars looks like in a person's own data, what holds back most first. */
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
