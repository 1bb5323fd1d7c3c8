import type { Context } from '#bots/chat/context.ts';
import { button } from '#core/button.ts';
import { needsOf } from '#core/interview/answer.ts';
import { isTooLong } from '#core/interview/attempts.ts';
import { questionById } from '#core/interview/choose.ts';
import type { InterviewQuestion } from '#core/knowledge/interview.ts';
import type { Attempt, Grade } from '#core/record/interview.ts';
import type { Reply } from '#core/reply.ts';

/** What is worth saying after five answers. */
const MOST_ADVICE = 2;
const WEAKEST: readonly Grade[] = ['again', 'hard', 'good'];

interface Answered {
  readonly attempt: Attempt;
  readonly question: InterviewQuestion;
}

/** A look back at a mock: each answer in a line, what to do about it, and the one to practise first. */
export function debrief(context: Context, ids: readonly string[]): Reply {
  const { say, knowledge, person } = context;
  const answered = ids.flatMap((id): Answered[] => {
    const attempt = person?.interviewing.attempts.find((one) => one.id === id);
    const question = attempt && questionById(knowledge, attempt.question);
    return attempt && question ? [{ attempt, question }] : [];
  });
  const home = button(say, 'interview', 'now', 'interview.button.home');
  if (answered.length === 0) {
    const start = button(say, 'mock', 'new', 'interview.button.mock', { style: 'main' });
    return [say.text('interview.mock.none'), { kind: 'buttons', buttons: [start, home] }];
  }
  const advice = adviceFor(context, answered);
  const [weakest] = answered.toSorted(
    (a, b) => WEAKEST.indexOf(a.attempt.grade) - WEAKEST.indexOf(b.attempt.grade),
  );
  return [
    say.text('interview.mock.done', { count: answered.length }),
    {
      kind: 'list',
      title: say.line('interview.mock.title'),
      ordered: true,
      items: answered.map(({ attempt, question }) =>
        say.line('interview.mock.line', {
          asks: question.asks,
          seconds: attempt.seconds,
          parts: Math.min(attempt.parts.length, needsOf(question)),
          needs: needsOf(question),
          findings: attempt.findings.length,
        }),
      ),
    },
    ...(advice.length === 0
      ? [say.text('interview.mock.fine')]
      : [
          {
            kind: 'list',
            title: say.line('interview.mock.todo'),
            ordered: false,
            items: advice.map((key) => say.line(`interview.advice.${key}`)),
          } as const,
        ]),
    ...(weakest ? [say.text('interview.mock.again', { asks: weakest.question.asks })] : []),
    {
      kind: 'buttons',
      buttons: [
        ...(weakest
          ? [button(say, 'practise', weakest.question.id, 'interview.button.again', { style: 'main' })]
          : []),
        button(say, 'mock', 'new', 'interview.button.mock_new'),
        home,
      ],
    },
  ];
}

/** What weighed most, over all answers: the texts of `interview.advice`. */
function adviceFor({ say, knowledge }: Context, answered: readonly Answered[]): readonly string[] {
  const keys = answered.flatMap(({ attempt, question }) => [
    ...attempt.findings.filter((one) => one !== 'too-long'),
    ...(isTooLong(question, attempt.seconds, knowledge.interviewRules) ? ['long'] : []),
    ...(attempt.parts.length < needsOf(question) ? ['missing'] : []),
  ]);
  const counts = Map.groupBy(
    keys.filter((key) => say.has(`interview.advice.${key}`)),
    (key) => key,
  );
  return [...counts]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, MOST_ADVICE)
    .map(([key]) => key);
}
