import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { type AnswersPaper, type Attempt, answersPaperSchema } from '#core/record/interview.ts';
import { PAPER_LIMITS } from '#core/record/paper.ts';
import type { PaperKind } from '#store/papers.ts';

const ANSWERS: PaperKind<AnswersPaper> = { name: 'interview', schema: answersPaperSchema };
const MOST = 60;

/**
 * Keeps a typed answer in the one paper of answers, and as many earlier ones as fit.
 * @returns false where there is no room for a paper: the attempt is noted all the same
 */
export async function keepAnswer(context: Context, attempt: Attempt, text: string): Promise<boolean> {
  const { papers, say, person } = context;
  const title = say.plain('interview.paper');
  const answer = { attempt: attempt.id, question: attempt.question, text };
  const known = person?.papers.find(({ kind }) => kind === ANSWERS.name);
  try {
    const open = known ? await papers.load(known.id, ANSWERS) : null;
    if (open)
      await papers.save(ANSWERS, open, { title, content: fitting([...open.content.answers, answer]) });
    else await papers.add(ANSWERS, title, { answers: [answer] });
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

/** The latest answers that a paper can hold. */
function fitting(answers: AnswersPaper['answers']): AnswersPaper {
  let from = Math.max(0, answers.length - MOST);
  while (Buffer.byteLength(JSON.stringify({ answers: answers.slice(from) })) > PAPER_LIMITS.bytes) from += 1;
  return { answers: answers.slice(from) };
}
