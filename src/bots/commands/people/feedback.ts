import type { Context } from '#bots/chat/context.ts';
import { peopleOf } from '#bots/commands/people/owned.ts';
import { short } from '#bots/commands/people/words.ts';
import type { Correspondent } from '#core/record/correspondent.ts';
import type { Draft } from '#core/record/draft.ts';
import type { DraftKind } from '#core/record/draft-kind.ts';
import { type Part, words } from '#core/reply.ts';

/** Answers that are brought back at one time, and as much of each. */
const MOST = 3;
const LENGTH = 200;
/** Texts that tell everybody the same story, so that everybody's feedback counts. */
const STORIES = new Set<DraftKind>([
  'statement',
  'soap-statement',
  'reapplicant-paragraph',
  'explanation',
  'failure-narrative',
]);

/** What people said about the application, the latest news first: read again before the next thing is planned. */
export function allFeedback(context: Context): readonly Part[] {
  return feedbackPart(context, peopleOf(context));
}

/** What was said that matters for one text: by whom it goes to, or by everybody for a text that tells the whole story. */
export function feedbackFor(
  context: Context,
  { kind, person }: Pick<Draft, 'kind' | 'person'>,
): readonly Part[] {
  if (STORIES.has(kind)) return allFeedback(context);
  return feedbackPart(
    context,
    peopleOf(context).filter(({ id }) => id === person),
  );
}

function feedbackPart({ say }: Context, people: readonly Correspondent[]): readonly Part[] {
  const items = people
    .flatMap(({ name, feedback, log }) =>
      feedback ? [{ name, feedback, at: Date.parse(log.at(-1)?.at ?? '') || 0 }] : [],
    )
    .toSorted((a, b) => b.at - a.at)
    .slice(0, MOST)
    .map(({ name, feedback }) => words(`${name}: “${short(feedback, LENGTH)}”`));
  if (items.length === 0) return [];
  return [{ kind: 'list', title: say.line('people.feedback_of'), ordered: false, items }];
}
