import { z } from 'zod';
import { type Context, defineCommand, Refused } from '#bots/chat/command.ts';
import { defineForm } from '#bots/chat/form.ts';
import { heldNote } from '#bots/commands/reminders/held-contact.ts';
import { button } from '#core/button.ts';
import { ownTask, withTasks } from '#core/plan/tasks.ts';
import { reminderOf, withPlanReminders, withSettings } from '#core/reminders/schedule.ts';
import type { Reply } from '#core/reply.ts';
import { findZones } from '#core/time/find-zones.ts';
import { sayWall } from '#core/time/say.ts';
import { instantOf, wallOf, wallSchema } from '#core/time/wall.ts';
import { zoneOf, zoneSchema } from '#core/time/zone.ts';

const FURTHEST_DAYS = 730;

const form = defineForm({
  id: 'add',
  version: 1,
  questions: [
    { id: 'zone', type: 'search', find: findZones },
    { id: 'what', page: 'step', type: 'text', maxLength: 120 },
    { id: 'moment', page: 'step', type: 'moment' },
  ],
  schema: z.object({ zone: zoneSchema, what: z.string(), moment: wallSchema }),
  known: ({ person }) => (person?.settings.zone ? { zone: person.settings.zone } : {}),
  finish: (context, { zone, what, moment }) => add(context, zone, what, moment),
});

/** A step in the person's own words. */
export const command = defineCommand({
  name: 'add',
  who: 'anyone',
  options: z.object({}),
  forms: [form],
  run: ({ open }) => open(form),
  presses: { add: { redraw: false, run: ({ open }) => open(form) } },
});

/** @throws {Refused} for a time that is past or far off, and when there is no room */
async function add(context: Context, zone: string, what: string, moment: string): Promise<Reply> {
  const { now, newId, say } = context;
  if (moment <= wallOf(now, zone)) throw new Refused('reminders.in_past');
  const ahead = instantOf(moment, zone).epochMilliseconds - now.epochMilliseconds;
  if (ahead > FURTHEST_DAYS * 86_400_000) throw new Refused('reminders.too_far');
  const [on = '', time = ''] = moment.split('T');
  const task = ownTask(newId(), { set: 'own', what, who: null, on, time });
  const person = await context.update((old) => {
    const here = old.settings.zone === zone ? old : withSettings(old, { zone }, newId);
    const grown = withTasks(here, [task]);
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
