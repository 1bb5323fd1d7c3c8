import { z } from 'zod';
import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { withZone } from '#bots/chat/zone.ts';
import { heldNote } from '#bots/commands/reminders/held-contact.ts';
import { button } from '#core/button.ts';
import { ownTask, withTasks } from '#core/plan/tasks.ts';
import { reminderOf, withPlanReminders } from '#core/reminders/schedule.ts';
import type { Reply } from '#core/reply.ts';
import { sayWall } from '#core/time/say.ts';
import { instantOf, wallOf, wallSchema } from '#core/time/wall.ts';
import { FALLBACK_ZONE, zoneOf } from '#core/time/zone.ts';

const FURTHEST_DAYS = 730;

const form = defineForm({
  id: 'add',
  version: 2,
  questions: [
    { id: 'what', page: 'step', type: 'text', maxLength: 120 },
    { id: 'moment', page: 'step', type: 'moment' },
  ],
  schema: z.object({ what: z.string(), moment: wallSchema }),
  finish: (context, { what, moment }) => add(context, what, moment),
});
const inZone = withZone('add.zone', ({ open }) => open(form));

/** A step in the person's own words. */
export const command = defineCommand({
  name: 'add',
  forms: [form, inZone.form],
  run: (context) => inZone.run(context),
  presses: { add: { redraw: false, run: (context) => inZone.run(context) } },
});

/** @throws {Refused} if the time is past or too far off, or there is no room */
async function add(context: Context, what: string, moment: string): Promise<Reply> {
  const { now, newId, say } = context;
  const zone = context.person ? zoneOf(context.person.settings) : FALLBACK_ZONE;
  if (moment <= wallOf(now, zone)) throw new Refused('reminders.in_past');
  const ahead = instantOf(moment, zone).epochMilliseconds - now.epochMilliseconds;
  if (ahead > FURTHEST_DAYS * 86_400_000) throw new Refused('reminders.too_far');
  const [on = '', time = ''] = moment.split('T');
  const task = ownTask(newId(), { set: 'own', what, who: null, on, time });
  const person = await context.update((old) => {
    const grown = withTasks(old, [task]);
    if (!grown) throw new Refused('add.full');
    return withPlanReminders(grown, now, newId);
  });
  const when = sayWall(moment, zoneOf(person.settings), now, say);
  const open = button(say, 'planstep', task.id, 'add.button.open');
  return [
    say.text('add.added', { what, when }),
    ...heldNote(context, person, reminderOf(person, task.id)),
    { kind: 'buttons', buttons: [open] },
  ];
}
