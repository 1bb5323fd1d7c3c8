import type { Services } from '#bots/chat/services.ts';
import type { Visit } from '#bots/chat/visit.ts';
import { reminderMessage } from '#core/reminders/message.ts';
import { reachParts } from '#core/reminders/reach.ts';
import type { Reminder } from '#core/reminders/reminder.ts';
import { takeHeld } from '#core/reminders/schedule.ts';
import type { Reply } from '#core/reply.ts';

/** What could not be delivered is said on this visit, unless a question is open: then on the next. */
export async function heldBack(services: Services, visit: Visit, reply: Reply): Promise<Reply> {
  const { people, knowledge, say, now } = services;
  const person = visit.record();
  const isAsking = reply.some((part) => part.kind === 'question');
  if (!person || isAsking || !person.reminders.some(({ state }) => state.kind === 'held')) return [];
  let held: readonly Reminder[] = [];
  const told = await people.update(person.id, (current) => {
    // Of the record as it is now: another bot may just have said it.
    const taken = takeHeld(current, visit.context.platform, now());
    held = taken.held;
    return taken.told;
  });
  if (held.length === 0) return [];
  return [
    ...reminderMessage({ person: told, reminders: held, now: now(), held: true }, knowledge, say),
    ...reachParts(told, say),
  ];
}
