import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { calendarOf } from '#core/plan/calendar.ts';
import { todo } from '#core/plan/tasks.ts';
import type { Reply } from '#core/reply.ts';

/** The plan for whichever calendar the person already uses. */
export const command = defineCommand({
  name: 'calendar',
  run: async (context) => file(context),
  presses: { calendar: { redraw: false, run: async (context) => file(context) } },
});

/** @throws {Refused} if there is nothing to put into it */
function file({ person, knowledge, now, say }: Context): Reply {
  if (!person || todo(person).length === 0) throw new Refused('plan.none');
  const bytes = new TextEncoder().encode(calendarOf(person, knowledge, now, say));
  const name = 'rematch.ics';
  const mime = 'text/calendar';
  return [{ kind: 'file', name, mime, caption: say.line('calendar.file'), bytes }, say.text('calendar.note')];
}
