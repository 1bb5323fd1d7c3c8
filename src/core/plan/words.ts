import type { Knowledge } from '#core/knowledge.ts';
import type { Step } from '#core/plan/plan.ts';
import type { StepRule } from '#core/plan/steps.ts';
import { cite } from '#core/source.ts';

/** What a person reads about a step. */
export interface StepWords {
  readonly title: string;
  readonly why: string;
  readonly how: string;
  /** Title, part and address of the page that it comes from, in one line. */
  readonly source: string;
}

/** The words of a step as they stand in knowledge today. A step that knowledge has dropped keeps its key as its title. */
export function stepWords(knowledge: Knowledge, step: Pick<Step, 'key'>): StepWords {
  const rule = ruleOf(knowledge, step.key);
  if (!rule) return { title: step.key.replaceAll('_', ' '), why: '', how: '', source: '' };
  return { title: rule.title, why: rule.why, how: rule.how, source: sourceLine(knowledge, rule) };
}

export function ruleOf(knowledge: Knowledge, key: string): StepRule | undefined {
  return knowledge.plans.flatMap(({ steps }) => steps).find((rule) => rule.key === key);
}

/** A source in one line of plain text, with its address. */
export function sourceLine(knowledge: Knowledge, { source }: Pick<StepRule, 'source'>): string {
  const { address } = cite(knowledge.sources, source);
  return [sourceName(knowledge, { source }), address].filter((piece) => piece !== null).join(' · ');
}

/** A source in a few words: the page and the part of it. */
export function sourceName(knowledge: Knowledge, { source }: Pick<StepRule, 'source'>): string {
  const { title, part } = cite(knowledge.sources, source);
  return part ? `${title}, ${part}` : title;
}
