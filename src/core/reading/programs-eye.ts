import { judge } from '#core/assessment/judge.ts';
import type { Condition } from '#core/knowledge/condition.ts';
import type { ModifierRule, ProgramsEyeRules } from '#core/knowledge/programs-eye.ts';
import { cite } from '#core/knowledge/source.ts';
import { findings, type Reader } from '#core/reading/finding.ts';
import type { Modifier, ProgramsEye } from '#core/reading/shapes.ts';

/** U6: how a program reads a failed exam. Null for people without one, and if no exam was told. */
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

function modifier(rule: ModifierRule, { states }: ProgramsEyeRules, { facts, sources }: Reader): Modifier {
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

/**
 * What takes longer than the months until the next deadline, or than the months a person has, is out of reach for now.
 */
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
