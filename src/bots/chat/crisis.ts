import type { Input } from '#bots/chat/invocation.ts';
import { wordsOf } from '#bots/chat/typed.ts';
import { type Crisis, isCrisis } from '#core/crisis.ts';

/** The command that answers crisis wording. */
export const CRISIS_COMMAND = 'support';

/** Whether somebody's words sound like danger to their life. */
export function soundsLikeCrisis(input: Input, crisis: Crisis): boolean {
  return wordsOf(input).some((words) => isCrisis(words, crisis));
}
