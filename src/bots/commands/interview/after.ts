import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { interviewOf } from '#bots/commands/interview/card.ts';
import { startAdding } from '#bots/commands/people/add.ts';
import { owned } from '#bots/commands/reminders/owned.ts';
import { button } from '#core/button.ts';
import { nextFor } from '#core/etiquette/next.ts';
import { withInterviewLogged } from '#core/interview/keep.ts';
import { dayOf, withInterview } from '#core/interview/planned.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { type PlannedInterview, type Went, wentSchema } from '#core/record/interview.ts';
import { isInterview } from '#core/reminders/kinds/interview.ts';
import { settle } from '#core/reminders/schedule.ts';
import type { Button, Reply } from '#core/reply.ts';
import { zoneOf } from '#core/time/zone.ts';

/** How it was, by a reminder's button. */
function byReminder(how: Went) {
  return async (context: Context, id: string): Promise<Reply> => {
    const { reminder } = owned(context, id);
    if (!isInterview(reminder)) throw new Refused('reminders.not_yours');
    return noted(context, reminder.about.interview, how, id);
  };
}

/** Asks how it was, from the card. */
function ask({ say, person }: Context, id: string): Reply {
  const { program } = interviewOf(person, id);
  const buttons = wentSchema.options.map(
    (how): Button => button(say, 'interviewwent', `${id}.${how}`, `interview.went.${how}`),
  );
  return [say.text('interview.due.after.title', { program }), { kind: 'buttons', buttons }];
}

async function byCard(context: Context, id: string): Promise<Reply> {
  const [interview = '', told] = id.split('.');
  const how = wentSchema.options.find((one) => one === told);
  if (!how) throw new Refused('chat.unknown_button');
  return noted(context, interview, how, null);
}

/** Writes down how it was, and offers what is next: the people met, a thank-you where etiquette allows, practice. */
async function noted(context: Context, id: string, how: Went, reminder: string | null): Promise<Reply> {
  const { say, now } = context;
  interviewOf(context.person, id);
  const person = await context.update((old) => {
    const told = withInterview(old, id, (one) => ({ ...one, went: how }));
    const settled = reminder === null ? told : settle(told, reminder, 'done', now);
    return how === 'cancelled' ? settled : withInterviewLogged(settled, interviewOf(settled, id), now);
  });
  const interview = interviewOf(person, id);
  const home = button(say, 'interview', 'now', 'interview.button.home');
  if (how === 'cancelled') {
    const add = button(say, 'interviewmove', id, 'interview.button.move');
    return [say.text('interview.after.cancelled'), { kind: 'buttons', buttons: [add, home] }];
  }
  const thanks = thankYou(context, person, interview);
  return [
    say.text(`interview.after.${how}`),
    ...thanks.said,
    {
      kind: 'buttons',
      buttons: [
        button(say, 'interviewmet', id, 'interview.button.met', { style: 'main' }),
        ...thanks.buttons,
        ...(how === 'hard' ? [button(say, 'questions', '0', 'interview.button.questions')] : []),
        home,
      ],
    },
  ];
}

/** The draft where it may be sent now, or why not. */
function thankYou(
  { say, knowledge, now }: Context,
  person: Applicant,
  { contact: id }: PlannedInterview,
): { readonly said: Reply; readonly buttons: readonly Button[] } {
  const contact = person.people.find((one) => one.id === id);
  if (!contact) return { said: [], buttons: [] };
  const { may, why } = nextFor(person, contact, 'thank-you', knowledge, now);
  if (!may) return { said: [say.text('interview.after.no_thank', { why })], buttons: [] };
  return {
    said: [say.text('interview.after.thank')],
    buttons: [button(say, 'writefor', `thank-you.${contact.id}`, 'interview.button.thank')],
  };
}

/** The people met, with the program and the day filled in. */
async function met(context: Context, id: string): Promise<Reply> {
  const { person, say } = context;
  const interview = interviewOf(person, id);
  const on = dayOf(interview, zoneOf(person?.settings ?? { zone: null }));
  return [
    say.text('interview.after.who'),
    ...(await startAdding(context, null, { program: interview.program, on })),
  ];
}

export const afterPresses = {
  interviewwell: { redraw: true, run: byReminder('well') },
  interviewmixed: { redraw: true, run: byReminder('mixed') },
  interviewhard: { redraw: true, run: byReminder('hard') },
  interviewoff: { redraw: true, run: byReminder('cancelled') },
  interviewhow: { redraw: false, run: async (context: Context, id: string) => ask(context, id) },
  interviewwent: { redraw: true, run: byCard },
  interviewmet: { redraw: false, run: met },
} as const;
