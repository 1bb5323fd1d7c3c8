import { type Facts, judge } from '#core/assessment/judge.ts';
import { fill, type Values } from '#core/assessment/worded.ts';
import type { FindingRule, OpenRule } from '#core/knowledge/finding.ts';
import { cite, type Source } from '#core/knowledge/source.ts';
import type { Finding, Open } from '#core/reading/shapes.ts';

/** What every reading looks at. */
export interface Reader {
  readonly facts: Facts;
  /** The facts and the names that sentences may contain. */
  readonly values: Values;
  readonly sources: Readonly<Record<string, Source>>;
}

/** The findings that the facts call for, in the order of knowledge. */
export function findings(rules: readonly FindingRule[], reader: Reader): readonly Finding[] {
  return rules.flatMap(({ when, source, ...rule }) => {
    if (judge(when, reader.facts) !== true) return [];
    const says = fill(rule.says, reader.values);
    const todo = rule.do && fill(rule.do, reader.values);
    if (says === null || (rule.do !== null && todo === null)) return [];
    return [{ ...rule, says, do: todo, source: cite(reader.sources, source) }];
  });
}

/** What the facts leave open, in the order of knowledge. */
export function opens(questions: readonly OpenRule[], reader: Reader): readonly Open[] {
  return questions
    .filter(({ when }) => judge(when, reader.facts) === true)
    .flatMap(({ id, asks }) => {
      const filled = fill(asks, reader.values);
      return filled === null ? [] : [{ id, asks: filled }];
    });
}
