import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Draft } from '#core/record/draft.ts';

/** Whether a text is meant to be said aloud: its template says so, or its kind. */
export function isSpoken(
  { kind, template }: Pick<Draft, 'kind' | 'template'>,
  { drafts, templates }: Knowledge,
): boolean {
  const channel = templates.find(({ id }) => id === template)?.channel ?? drafts.kinds[kind].channel;
  return channel === 'spoken' || SAID.has(kind);
}

/** Talking points and explanations are read by some and said by others. */
const SAID: ReadonlySet<Draft['kind']> = new Set(['explanation', 'school-talking-points']);

/** Whole seconds that a text takes, at the pace of `explanation.yaml`. */
export function spokenSeconds(text: string, { explanation }: Knowledge): number {
  const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  return Math.round((words * 60) / explanation.words_a_minute);
}
