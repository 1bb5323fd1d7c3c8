import type { Receipt } from '#bots/chat/chat.ts';
import type { Services } from '#bots/chat/services.ts';
import type { Visit } from '#bots/chat/visit.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { takeHeld, withHeldLeft, withHeldShown } from '#core/reminders/held.ts';
import { reminderMessage } from '#core/reminders/message.ts';
import { reachParts } from '#core/reminders/reach.ts';
import type { Reply } from '#core/reply.ts';

/** What is added to an answer, and who must know whether it was shown. */
export interface HeldBack {
  readonly reply: Reply;
  readonly receipt: Receipt;
}

/** Reminders that could not be delivered are shown on this visit, or on the next if a question is open. */
export async function heldBack(services: Services, visit: Visit, reply: Reply): Promise<HeldBack | null> {
  const { people, say, now } = services;
  const person = visit.record();
  const isAsking = reply.some((part) => part.kind === 'question');
  if (!person || isAsking || !person.reminders.some(({ state }) => state.kind === 'held')) return null;
  let held: readonly Reminder[] = [];
  const current = await people.update(person.id, (latest) => {
    const found = takeHeld(latest, now());
    held = found.held;
    return held.length > 0 ? found.taken : latest;
  });
  if (held.length === 0) return null;
  const { platform } = visit.context;
  return {
    reply: [
      ...reminderMessage(
        { person: current, reminders: held, now: now(), held: true },
        visit.context.knowledge,
        say,
      ),
      ...reachParts(current, say),
    ],
    receipt: createReceipt(services, person.id, {
      shown: (latest) => withHeldShown(latest, held, platform, now()),
      failed: (latest) => withHeldLeft(latest, held),
    }),
  };
}

type Change = (person: Applicant) => Applicant;

/** Only the first report counts. A failure to note it is only logged: held reminders are then shown once more. */
function createReceipt(
  { people, log }: Services,
  person: string,
  changes: { readonly shown: Change; readonly failed: Change },
): Receipt {
  let isSettled = false;
  const settle = async (change: Change): Promise<void> => {
    if (isSettled) return;
    isSettled = true;
    await people.update(person, change).catch((error: unknown) => {
      log.warn({ err: error }, 'what became of held reminders was not noted');
    });
  };
  return { shown: () => settle(changes.shown), failed: () => settle(changes.failed) };
}
