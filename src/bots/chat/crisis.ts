import type { Invocation } from '#bots/chat/invocation.ts';
import { wordsOf } from '#bots/chat/typed.ts';
import { type CrisisKnowledge, type Heard, readCrisis } from '#core/crisis/crisis.ts';

/** The command that answers crisis wording. */
export const CRISIS_COMMAND = 'support';

const GRAVITY = ['none', 'low', 'maybe', 'danger'] as const;
const NOTHING: Heard = { level: 'none', about: null };

/** The gravest of all the words in one invocation. */
export function heardIn(invocation: Invocation, knowledge: CrisisKnowledge, isForOthers = false): Heard {
  return wordsOf(invocation)
    .map((words) => readCrisis(words, knowledge, isForOthers))
    .reduce((gravest, one) => (gravityOf(one) > gravityOf(gravest) ? one : gravest), NOTHING);
}

/** Whether a person's words sound like danger to a life. */
export function soundsLikeCrisis(invocation: Invocation, knowledge: CrisisKnowledge): boolean {
  return heardIn(invocation, knowledge).level === 'danger';
}

function gravityOf({ level }: Heard): number {
  return GRAVITY.indexOf(level);
}
