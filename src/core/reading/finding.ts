import { z } from 'zod';
import { conditionSchema, judge } from '#core/assessment/condition.ts';
import { type Facts, FIELDS } from '#core/assessment/fields.ts';
import { fill, textWith, type Values } from '#core/assessment/worded.ts';
import type { Finding, Open } from '#core/reading/shapes.ts';
import { citationSchema, cite, type Source } from '#core/source.ts';

export const idSchema = z.string().regex(/^[a-z0-9_]{1,40}$/);
export const titleSchema = z.string().min(1).max(80);

/** Names that a sentence may hold beside the facts themselves. */
const NAMES = ['target_name', 'above_names', 'soap_above_names'] as const;
/** A sentence of knowledge; `{{blanks}}` are filled with what a person told. */
export function sentenceWith(blanks: readonly string[]) {
  return textWith(blanks, 240);
}
export const sentenceSchema = sentenceWith([...FIELDS, ...NAMES]);

/** Something to say when the facts say so. */
export const ruleSchema = z.strictObject({
  id: idSchema,
  tone: z.enum(['harms', 'helps', 'plain']),
  when: conditionSchema,
  title: titleSchema,
  says: sentenceSchema,
  do: sentenceSchema.nullable(),
  source: citationSchema,
});
/** Something to find out, asked while the facts leave it open. */
export const openSchema = z.strictObject({ id: idSchema, when: conditionSchema, asks: sentenceSchema });

/** What every reading looks at. */
export interface Reader {
  readonly facts: Facts;
  /** The facts and the names that sentences may hold. */
  readonly values: Values;
  readonly sources: Readonly<Record<string, Source>>;
}

/** The findings that the facts call for, in the order of knowledge. */
export function findings(rules: readonly z.infer<typeof ruleSchema>[], reader: Reader): readonly Finding[] {
  return rules.flatMap(({ when, source, ...rule }) => {
    if (judge(when, reader.facts) !== true) return [];
    const says = fill(rule.says, reader.values);
    const todo = rule.do && fill(rule.do, reader.values);
    if (says === null || (rule.do !== null && todo === null)) return [];
    return [{ ...rule, says, do: todo, source: cite(reader.sources, source) }];
  });
}

/** What the facts leave open, in the order of knowledge. */
export function opens(questions: readonly z.infer<typeof openSchema>[], reader: Reader): readonly Open[] {
  return questions
    .filter(({ when }) => judge(when, reader.facts) === true)
    .flatMap(({ id, asks }) => {
      const filled = fill(asks, reader.values);
      return filled === null ? [] : [{ id, asks: filled }];
    });
}
