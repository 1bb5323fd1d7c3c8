import type { Input } from '#bots/chat/invocation.ts';
import { wordsOf } from '#bots/chat/typed.ts';
import { type CrisisKnowledge, type Heard, readCrisis } from '#core/crisis/crisis.ts';

/** The command that answers crisis wording. */
export const CRISIS_COMMAND = 'support';

const GRAVITY = ['none', 'low', 'maybe', 'danger'] as const;
const NOTHING: Heard = { level: 'none', about: null };

/** The gravest of all that a person typed in one invocation. */
export function heardIn(input: Input, knowledge: CrisisKnowledge): Heard {
  return wordsOf(input)
    .map((words) => readCrisis(words, knowledge))
    .reduce((gravest, one) => (gravityOf(one) > gravityOf(gravest) ? one : gravest), NOTHING);
}

/** Whether somebody's words sound like danger to a life. */
export function soundsLikeCrisis(input: Input, knowledge: CrisisKnowledge): boolean {
  return heardIn(input, knowledge).level === 'danger';
}

function gravityOf({ level }: Heard): number {
  return GRAVITY.indexOf(level);
}
