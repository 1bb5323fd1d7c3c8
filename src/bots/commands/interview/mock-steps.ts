import type { Context } from '#bots/chat/context.ts';
import { debrief } from '#bots/commands/interview/debrief.ts';
import { nextInMock } from '#core/interview/attempts.ts';
import type { Reply } from '#core/reply.ts';

/** Which question of how many this is; how to leave, with the first. */
export function mockCount({ say, person }: Context): Reply {
  const mock = person?.interviewing.mock;
  if (!mock) return [];
  const number = mock.done.length + 1;
  return [
    say.text('interview.mock.count', { number, count: mock.questions.length }),
    ...(number === 1 ? [say.text('interview.mock.leave')] : []),
  ];
}

/** The next question of the open mock; after the last one, the look back. */
export async function nextOrDebrief(context: Context): Promise<Reply> {
  const mock = context.person?.interviewing.mock ?? null;
  if (mock === null) return debrief(context, []);
  const question = nextInMock(mock);
  if (question !== null)
    return context.open({ id: 'interview' }, { given: { question, mock: true, interview: null } });
  await context.update((old) => ({ ...old, interviewing: { ...old.interviewing, mock: null } }));
  return debrief(context, mock.done);
}
