import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm, type Form, type Question } from '#bots/chat/form.ts';
import type { Given } from '#bots/chat/form-data.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { withSettings } from '#core/reminders/schedule.ts';
import type { Reply } from '#core/reply.ts';
import { findZones } from '#core/time/find-zones.ts';
import { zoneSchema } from '#core/time/zone.ts';

export const ZONE_QUESTION: Question = {
  id: 'zone',
  texts: 'chat.zone',
  type: 'search',
  find: (typed) => findZones(typed),
};

/** Something that can only be done for somebody whose time zone is known. */
export interface Zoned {
  /** Belongs into the `forms` of the command. */
  readonly form: Form;
  /** Does it, or asks for the time zone first. `given` is handed on. */
  run(context: Context, given?: Given): Promise<Reply>;
}

/**
 * Asks for the time zone before `then` where it is not known; the question outlives a restart.
 * @param id name of the form, like `day.zone`
 */
export function withZone(
  id: string,
  then: (context: Context, person: Applicant, given: Given) => Promise<Reply>,
): Zoned {
  const form = defineForm({
    id,
    version: 1,
    questions: [ZONE_QUESTION],
    schema: z.object({ zone: zoneSchema }),
    finish: async (context, { zone }, { given }) => {
      const person = await context.update((old) => withSettings(old, { zone }, context.newId));
      return then(context, person, given);
    },
  });
  return {
    form,
    run: async (context, given = {}) => {
      const { person } = context;
      return person?.settings.zone ? then(context, person, given) : context.open(form, { given });
    },
  };
}
