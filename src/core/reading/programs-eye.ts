import { z } from 'zod';
import { type Condition, conditionSchema, judge } from '#core/assessment/condition.ts';
import {
  findings,
  idSchema,
  type Reader,
  ruleSchema,
  sentenceSchema,
  titleSchema,
} from '#core/reading/finding.ts';
import type { Modifier, ProgramsEye } from '#core/reading/shapes.ts';
import { citationSchema, cite } from '#core/source.ts';

const modifierSchema = z.strictObject({
  id: idSchema,
  kind: z.enum(['helps', 'harms']),
  title: titleSchema,
  says: sentenceSchema,
  /** When a person has it; left out where no answer can tell. */
  has: conditionSchema.optional(),
  /** What leaves it open as long as `has` does not hold. */
  open: conditionSchema.optional(),
  /** The least months in which a helping one can be earned, and who still can; left out: nobody, in any time. */
  reach: z.strictObject({ months: z.number().min(0), when: conditionSchema.optional() }).optional(),
  /** How to earn it, or how to take the harm out. */
  do: sentenceSchema,
  source: citationSchema,
});

/** `programs_eye.yaml`. */
export const programsEyeSchema = z.strictObject({
  title: titleSchema,
  says: sentenceSchema,
  /** Whom this reading is for. */
  applies: conditionSchema,
  risks: z.array(ruleSchema).min(1),
  states: z.strictObject({
    has_help: sentenceSchema,
    has_harm: sentenceSchema,
    has_not: sentenceSchema,
    within_reach: sentenceSchema,
    out_of_reach: sentenceSchema,
    not_told: sentenceSchema,
  }),
  modifiers: z.array(modifierSchema).min(1),
  contact: z.array(ruleSchema).min(1),
});
export type ProgramsEyeRules = z.infer<typeof programsEyeSchema>;

/** U6: how a program reads a failed exam. Null for people without one, and where no exam was told. */
export function programsEye(rules: ProgramsEyeRules, reader: Reader): ProgramsEye | null {
  if (judge(rules.applies, reader.facts) !== true) return null;
  const modifiers = rules.modifiers.map((rule) => modifier(rule, rules, reader));
  return {
    title: rules.title,
    says: rules.says,
    risks: findings(rules.risks, reader),
    modifiers: [
      ...modifiers.filter(({ kind }) => kind === 'helps'),
      ...modifiers.filter(({ kind }) => kind === 'harms'),
    ],
    contact: findings(rules.contact, reader),
  };
}

function modifier(
  rule: z.infer<typeof modifierSchema>,
  { states }: ProgramsEyeRules,
  { facts, sources }: Reader,
): Modifier {
  const { id, kind, title, says, source } = rule;
  const held = rule.has ? judge(rule.has, facts) : null;
  const has = held === false && rule.open && judge(rule.open, facts) === true ? null : held;
  const state = kind === 'helps' ? helpState(has, rule.reach, facts) : harmState(has);
  const standing = state === 'has' ? states[kind === 'helps' ? 'has_help' : 'has_harm'] : states[state];
  const isDone = state === (kind === 'helps' ? 'has' : 'has_not') || state === 'out_of_reach';
  return {
    id,
    kind,
    state,
    standing,
    title,
    says,
    do: isDone ? null : rule.do,
    source: cite(sources, source),
  };
}

function harmState(has: boolean | null): Modifier['state'] {
  if (has === null) return 'not_told';
  return has ? 'has' : 'has_not';
}

/** What takes longer than the months to the next deadline, or than the months a person has, is out of reach for now. */
function helpState(
  has: boolean | null,
  reach: { readonly months: number; readonly when?: Condition | undefined } | undefined,
  facts: Reader['facts'],
): Modifier['state'] {
  if (has === true) return 'has';
  const times = [facts.months_left, facts.months_free].filter((months) => typeof months === 'number');
  const isTooLate = !reach || times.some((months) => months < reach.months);
  if (isTooLate || (reach.when && judge(reach.when, facts) === false)) return 'out_of_reach';
  return has === false ? 'within_reach' : 'not_told';
}
