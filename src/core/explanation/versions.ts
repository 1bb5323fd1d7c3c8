import type { Temporal } from 'temporal-polyfill';
import { type Filled, fill } from '#core/draft/fill.ts';
import { type Explained, explain } from '#core/explanation/explain.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Template } from '#core/knowledge/template.ts';
import type { Answers } from '#core/record/draft.ts';
import type { Grounds } from '#core/record/grounds.ts';

/** One length of the explanation, made from the record: its text with visible blanks and claims, and how it reads. */
export interface Version extends Filled {
  readonly template: Template;
  readonly read: Explained;
}

/**
 * The explanation in every length that has a template: in writing, spoken, in one sentence. Only facts from the record
 * and answers are stated.
 */
export function versionsOf(
  grounds: Grounds,
  answers: Answers,
  knowledge: Knowledge,
  now: Temporal.Instant,
): readonly Version[] {
  return knowledge.templates
    .filter(({ kind }) => kind === 'explanation')
    .map((template) => {
      const filled = fill(template, grounds, answers, knowledge, now);
      return { ...filled, template, read: explain(filled.body, grounds, knowledge, now) };
    });
}
