import { RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import { z } from 'zod';

/** The most times a pattern may repeat something, and the most that nested repeats may multiply to. */
const MOST_REPEATS = 300;

/**
 * A regular expression from knowledge, without flags. Every repeat has an upper limit (`{0,9}` instead of `*`), so that
 * the work grows no faster than the length of the text.
 */
export const patternSchema = z
  .string()
  .min(1)
  .superRefine((text, context) => {
    const problem = problemOf(text);
    if (problem) context.addIssue({ code: 'custom', message: problem });
  });

function problemOf(text: string): string | null {
  const repeats: number[] = [];
  let worst = 0;
  try {
    visitRegExpAST(new RegExpParser().parsePattern(text), {
      onQuantifierEnter: ({ max }) => {
        repeats.push(max);
        worst = Math.max(
          worst,
          repeats.reduce((product, one) => product * Math.max(one, 1), 1),
        );
      },
      onQuantifierLeave: () => void repeats.pop(),
    });
  } catch {
    return 'not a regular expression';
  }
  return worst > MOST_REPEATS
    ? `repeats without an end, or more than ${MOST_REPEATS} times: write {0,9} for *`
    : null;
}
