import type { Context } from '#bots/chat/context.ts';
import { nextOrDebrief } from '#bots/commands/interview/mock-steps.ts';
import { mockFor } from '#core/interview/choose.ts';
import type { Reply } from '#core/reply.ts';

/** Five questions, one at a time. `new` begins one, anything else goes on with the open one. */
async function mock(context: Context, id: string): Promise<Reply> {
  if (id === 'new') {
    const { knowledge, now } = context;
    await context.update((old) => {
      const questions = mockFor(old, knowledge, now).map((one) => one.id);
      return {
        ...old,
        interviewing: { ...old.interviewing, mock: { at: now.toString(), questions, done: [] } },
      };
    });
  }
  return nextOrDebrief(context);
}

export const mockPresses = {
  mock: { redraw: false, run: mock },
} as const;
