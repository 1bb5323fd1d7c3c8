import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { TaskRule } from '#core/knowledge/plans.ts';
import { cite } from '#core/knowledge/source.ts';
import type { Step, Task } from '#core/record/plan.ts';
import { remember } from '#core/remember.ts';

/** What a person reads about a step. */
export interface StepWords {
  readonly title: string;
  readonly why: string;
  readonly how: string;
  /** Title, part and address of the page it comes from, in one line. */
  readonly source: string;
  readonly owner: TaskRule['owner'];
}

/**
 * The words of a step, from today's knowledge or the person's own. A step that is no longer in knowledge has its key as its
 * title.
 */
export function stepWords(
  knowledge: Knowledge,
  step: Pick<Step, 'key'> & Partial<Pick<Task, 'own'>>,
): StepWords {
  if (step.own) return { ...NO_WORDS, title: ownTitle(step.own) };
  const rule = ruleOf(knowledge, step.key);
  if (!rule) return { ...NO_WORDS, title: step.key.replaceAll('_', ' ') };
  const { title, why, how, owner } = rule;
  return { title, why, how, owner, source: sourceLine(knowledge, rule) };
}

const NO_WORDS = { why: '', how: '', source: '', owner: 'you' } as const;

export function ownTitle({ what, who }: NonNullable<Task['own']>): string {
  return who ? `${what} (${who})` : what;
}

export function ruleOf(knowledge: Knowledge, key: string): TaskRule | undefined {
  return rulesIn(knowledge).get(key);
}

/** By key; of two with the same key the first counts. */
const rulesIn = remember((knowledge: Knowledge): ReadonlyMap<string, TaskRule> => {
  const rules: readonly TaskRule[] = [
    ...knowledge.plans.flatMap(({ steps }) => steps),
    ...knowledge.firstDay.items,
    ...knowledge.shadow.tracks.flatMap(({ steps }) => steps),
  ];
  return new Map(rules.toReversed().map((rule) => [rule.key, rule]));
});

/** A source in one line of plain text, with its address. */
export function sourceLine(knowledge: Knowledge, { source }: Pick<TaskRule, 'source'>): string {
  const { address } = cite(knowledge.sources, source);
  return [sourceName(knowledge, { source }), address].filter((piece) => piece !== null).join(' · ');
}

/** A source in a few words: the page and the part. */
export function sourceName(knowledge: Knowledge, { source }: Pick<TaskRule, 'source'>): string {
  const { title, part } = cite(knowledge.sources, source);
  return part ? `${title}, ${part}` : title;
}
