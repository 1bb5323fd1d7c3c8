import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { changeOwned, owned } from '#bots/commands/reminders/owned.ts';
import { comesNext } from '#bots/commands/write/comes-next.ts';
import { openOrWrite } from '#bots/commands/write/write-for.ts';
import { button } from '#core/button.ts';
import { type Happening, logged, withContact } from '#core/people/log.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Correspondent } from '#core/record/correspondent.ts';
import { followUpReminderOf } from '#core/reminders/follow-ups.ts';
import { type FollowUpReminder, isFollowUp } from '#core/reminders/kinds/follow-up.ts';
import { settle } from '#core/reminders/schedule.ts';
import type { Reply } from '#core/reply.ts';

export const followUpPresses = {
  followwrite: { redraw: false, run: write },
  followsent: { redraw: true, run: (context: Context, id: string) => happened(context, id, 'sent') },
  followreplied: { redraw: true, run: (context: Context, id: string) => happened(context, id, 'replied') },
  followdeclined: { redraw: true, run: (context: Context, id: string) => happened(context, id, 'declined') },
  followlater: { redraw: true, run: later },
  followstop: { redraw: true, run: stop },
  follownone: { redraw: true, run: wantsNone },
} as const;

interface Found {
  readonly reminder: FollowUpReminder;
  readonly contact: Correspondent;
}

/** @throws {Refused} for a reminder that is settled, gone, or no follow-up */
function found(context: Pick<Context, 'person'>, id: string): Found {
  const { person, reminder } = owned(context, id);
  const contact = isFollowUp(reminder) && person.people.find((one) => one.id === reminder.about.contact);
  if (!isFollowUp(reminder) || !contact) throw new Refused('reminders.not_yours');
  return { reminder, contact };
}

/** The draft, as far as it has come. */
function write(context: Context, id: string): Promise<Reply> {
  const { reminder, contact } = found(context, id);
  return openOrWrite(context, reminder.about.what, contact, reminder.about.after);
}

/** Writes down what happened and says what comes next. Whoever taps twice is told that it is settled. */
async function happened(context: Context, id: string, what: 'sent' | 'replied' | 'declined'): Promise<Reply> {
  const { reminder, contact } = found(context, id);
  const { now, say } = context;
  const kind = reminder.about.what;
  const person = await changeOwned(context, id, (old) =>
    settle(logged(old, contact.id, what, now, what === 'sent' ? { kind } : {}), id, 'done', now),
  );
  return [
    say.text(`followups.said.${what}`, { name: contact.name }),
    ...comesNext(context, person, contact.id, { what, kind }),
    {
      kind: 'buttons',
      buttons: [
        ...(what === 'sent' ? [] : [button(say, 'personsaid', contact.id, 'people.button.said_them')]),
        button(say, 'person', contact.id, 'people.button.back'),
      ],
    },
  ];
}

/** Puts it off, as far as etiquette leaves time for that. */
async function later(context: Context, id: string): Promise<Reply> {
  const { reminder, contact } = found(context, id);
  const { now, say } = context;
  const person = await changeOwned(context, id, (old) => logged(old, contact.id, 'later', now));
  const moved = followUpReminderOf(person, contact.id);
  if (moved?.state.kind !== 'waiting')
    return [say.text(moved ? 'followups.no_later' : 'followups.too_late', { name: contact.name })];
  return [
    ...comesNext(context, person, contact.id, { what: 'later', kind: reminder.about.what }),
    { kind: 'buttons', buttons: [button(say, 'personuntil', contact.id, 'people.button.until')] },
  ];
}

/** Ends the series without claiming that they asked for it. */
async function stop(context: Context, id: string): Promise<Reply> {
  const { contact } = found(context, id);
  const { now, say } = context;
  const rested = (old: Applicant): Applicant =>
    withContact(old, contact.id, (one) => ({ ...one, restedAt: now.toString() }));
  await changeOwned(context, id, (old) => settle(rested(old), id, 'skipped', now));
  const none = button(say, 'follownone', contact.id, 'followups.button.none');
  return [say.text('followups.said.stop', { name: contact.name }), { kind: 'buttons', buttons: [none] }];
}

/** They asked for no more messages: nothing is ever proposed to them again. */
async function wantsNone(context: Context, id: string): Promise<Reply> {
  const contact = context.person?.people.find((one) => one.id === id);
  if (!contact) throw new Refused('reminders.not_yours');
  if (!contact.wantsNone)
    await context.update((old) => logged(old, id, 'stop' satisfies Happening, context.now));
  return [context.say.text('followups.said.none', { name: contact.name })];
}
