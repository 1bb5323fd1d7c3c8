import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { button } from '#core/button.ts';
import type { Reply } from '#core/reply.ts';
import { quietAround } from '#core/time/quiet.ts';
import { instantOf, timeOfDaySchema, todayIn } from '#core/time/wall.ts';
import { FALLBACK_ZONE, zoneOf } from '#core/time/zone.ts';

/** The hour at which practice that is due is said. */
export const hoursForm = defineForm({
  id: 'interview.hours',
  version: 1,
  questions: [{ id: 'at', type: 'time' }],
  schema: z.object({ at: timeOfDaySchema }),
  finish: async (context, { at }) => {
    const { say, person, now } = context;
    const zone = person ? zoneOf(person.settings) : FALLBACK_ZONE;
    const moment = instantOf(`${todayIn(now, zone)}T${at}`, zone);
    if (person && quietAround(moment, person.settings))
      throw new Refused('interview.hours.quiet', { time: at });
    await context.update((old) => ({ ...old, interviewing: { ...old.interviewing, remindAt: at } }));
    return [say.text('interview.hours.saved', { time: at }), ...wayOn(context)];
  },
});

async function off(context: Context): Promise<Reply> {
  await context.update((old) => ({
    ...old,
    interviewing: { ...old.interviewing, remindAt: null, offered: true },
  }));
  return [context.say.text('interview.hours.off'), ...wayOn(context)];
}

function wayOn({ say }: Context): Reply {
  const buttons = [
    button(say, 'practise', 'next', 'interview.button.practise'),
    button(say, 'interview', 'now', 'interview.button.home'),
  ];
  return [{ kind: 'buttons', buttons }];
}

export const hoursPresses = {
  practicehours: { redraw: false, run: (context: Context) => context.open(hoursForm) },
  practiceoff: { redraw: false, run: off },
} as const;
