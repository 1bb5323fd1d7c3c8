import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { changeOwned } from '#bots/commands/reminders/owned.ts';
import { button } from '#core/button.ts';
import { findStep, isTask } from '#core/plan/tasks.ts';
import { allowedSchema } from '#core/record/allowed.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { unsnoozed } from '#core/reminders/change.ts';
import { heldBack } from '#core/reminders/in-step.ts';
import { stepOf } from '#core/reminders/kinds/step.ts';
import { withAllowed } from '#core/reminders/own.ts';
import { reminderById } from '#core/reminders/schedule.ts';
import type { Part, Reply } from '#core/reply.ts';
import { sayWall } from '#core/time/say.ts';
import { zoneOf } from '#core/time/zone.ts';

/** Says that own words sound like a contact with a program, how long they wait, and how to say that they are none. */
export function heldNote(
  { say, knowledge, now }: Pick<Context, 'say' | 'knowledge' | 'now'>,
  person: Applicant,
  reminder: Reminder | undefined,
): readonly Part[] {
  if (!reminder || !isOwn(reminder, person)) return [];
  const held = heldBack(unsnoozed(reminder), person, knowledge, now);
  if (!held) return [];
  const when = sayWall(held.until, zoneOf(person.settings), now, say);
  return [
    say.text('soap.held.note', { says: held.says, when }),
    {
      kind: 'buttons',
      buttons: [
        button(say, 'notcontact', `reply.${reminder.id}`, 'soap.held.reply'),
        button(say, 'notcontact', `no_program.${reminder.id}`, 'soap.held.no_program'),
      ],
    },
  ];
}

function isOwn(reminder: Reminder, person: Applicant): boolean {
  if (reminder.about.kind === 'own') return true;
  const step = findStep(person, stepOf(reminder));
  return step !== undefined && isTask(step) && step.own !== null;
}

/** The answer to it: what was held comes at its own time. @throws {Refused} */
async function release(context: Context, id: string): Promise<Reply> {
  const [as, reminder = ''] = id.split('.');
  const allowed = allowedSchema.safeParse(as);
  if (!allowed.success) throw new Refused('chat.unknown_button');
  const { say, now, newId } = context;
  const person = await changeOwned(context, reminder, (old) =>
    withAllowed(old, reminder, allowed.data, newId),
  );
  const kept = reminderById(person, reminder);
  const when = kept ? sayWall(kept.snoozedTo ?? kept.at, zoneOf(person.settings), now, say) : '';
  return [say.text(`soap.held.said_${allowed.data}`, { when })];
}

export const heldPresses = { notcontact: { redraw: true, run: release } } as const;
