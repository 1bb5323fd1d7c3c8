import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { contactIn, contactOf, todayOf } from '#bots/commands/people/owned.ts';
import { dayOf } from '#bots/commands/people/words.ts';
import { comesNext } from '#bots/commands/write/comes-next.ts';
import { button } from '#core/button.ts';
import { idSchema } from '#core/id.ts';
import { laterDay } from '#core/people/later-day.ts';
import { withContact, withMessage } from '#core/people/log.ts';

/** Until when to leave somebody, in plain words, and whose wish that is: theirs is kept in the log, and binds us. */
export const laterForm = defineForm({
  id: 'people.later',
  version: 1,
  given: z.object({ contact: idSchema }),
  questions: [
    { id: 'whose', type: 'choice', choices: ['theirs', 'mine'] },
    { id: 'until', type: 'text', maxLength: 60 },
  ],
  schema: z.object({ whose: z.enum(['theirs', 'mine']), until: z.string() }),
  finish: async (context, { whose, until }, { given: { contact: id } }) => {
    const { say, now } = context;
    const day = laterDay(until, todayOf(context));
    if (day === null) throw new Refused('people.no_later_day');
    const at = now.toString({ smallestUnit: 'second' });
    const person = await context.update((old) => {
      contactIn(old, id);
      return withContact(old, id, (one) =>
        whose === 'mine'
          ? { ...one, notBefore: day }
          : withMessage(one, { at, from: 'them', kind: 'mail', refused: false, says: null, later: day }),
      );
    });
    const contact = contactIn(person, id);
    return [
      say.text(`people.until.${whose}`, { name: contact.name, day: dayOf(context, day) }),
      ...comesNext(context, person, id, { what: 'later', kind: contact.log.at(-1)?.kind ?? 'other' }),
      { kind: 'buttons', buttons: [button(say, 'person', id, 'people.button.back')] },
    ];
  },
});

export const laterPresses = {
  personuntil: {
    redraw: false,
    run: async (context: Context, id: string) => {
      contactOf(context, id);
      return context.open(laterForm, { given: { contact: id } });
    },
  },
} as const;
