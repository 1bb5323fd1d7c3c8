import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm, type Form } from '#bots/chat/form.ts';
import { button } from '#core/button.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { readTimePhrase } from '#core/reminders/phrase/when.ts';
import { withSettings } from '#core/reminders/schedule.ts';
import { pauseEnd } from '#core/reminders/wake.ts';
import type { Button, Part, Reply } from '#core/reply.ts';
import { sayDay } from '#core/time/say.ts';
import { zoneOf } from '#core/time/zone.ts';

const untilSchema = z.enum(['day', 'three_days', 'week', 'month', 'other']);
const LENGTHS = {
  day: { days: 1 },
  three_days: { days: 3 },
  week: { weeks: 1 },
  month: { months: 1 },
} as const;

export const pauseForm: Form = defineForm({
  id: 'reminders.pause_form',
  version: 2,
  questions: [
    { id: 'until', type: 'choice', choices: untilSchema.options, when: (_, { again }) => again !== true },
    {
      id: 'day',
      type: 'text',
      maxLength: 60,
      when: ({ until }, { again }) => again === true || until === 'other',
    },
  ],
  schema: z.object({ until: untilSchema.nullable(), day: z.string().nullable() }),
  finish: async (context, { until, day }): Promise<Reply> => {
    const { now, newId, say } = context;
    const zone = context.person ? zoneOf(context.person.settings) : 'UTC';
    const today = now.toZonedDateTimeISO(zone).toPlainDate();
    const end =
      until === null || until === 'other' ? dayNamed(day ?? '', now, zone) : today.add(LENGTHS[until]);
    if (!end || Temporal.PlainDate.compare(end, today) <= 0) {
      const why = end ? 'reminders.pause_day_past' : 'reminders.pause_day_unclear';
      return [say.text(why), ...(await context.open(pauseForm, { given: { again: true } }))];
    }
    const pausedUntil = end.toString();
    await context.update((old) => withSettings(old, { paused: false, pausedUntil }, newId));
    return [say.text('reminders.paused_until', { day: sayDay(pausedUntil, say) })];
  },
});

export const pausePresses = {
  pause: { redraw: true, run: (context: Context) => pause(context, true) },
  resume: { redraw: true, run: (context: Context) => pause(context, false) },
  pauseuntil: { redraw: false, run: (context: Context): Promise<Reply> => context.open(pauseForm) },
} as const;

/** What the list says about a pause, and the buttons that start or end one. */
export function pauseParts(
  { say, now }: Context,
  { settings }: Applicant,
): { readonly note: readonly Part[]; readonly buttons: readonly Button[] } {
  const until = pauseEnd(settings, now);
  if (!settings.paused && !until) {
    const buttons: readonly Button[] = [
      button(say, 'pause', 'all', 'reminders.pause'),
      button(say, 'pauseuntil', 'all', 'reminders.pause_until'),
    ];
    return { note: [], buttons };
  }
  const note =
    settings.paused || !until
      ? say.text('reminders.paused_note')
      : say.text('reminders.paused_until_note', { day: sayDay(until, say) });
  const resume: Button = button(say, 'resume', 'all', 'reminders.resume', { style: 'main' });
  return { note: [note], buttons: [resume] };
}

async function pause({ update, now, newId, say }: Context, paused: boolean): Promise<Reply> {
  const resumedAt = paused ? null : now.toString();
  await update((person) => withSettings(person, { paused, pausedUntil: null, resumedAt }, newId));
  return [say.text(paused ? 'reminders.paused' : 'reminders.resumed')];
}

function dayNamed(typed: string, now: Temporal.Instant, zone: string): Temporal.PlainDate | null {
  const when = readTimePhrase(typed, now, zone);
  return when.kind === 'refused' || when.rule ? null : Temporal.PlainDate.from(when.wall.slice(0, 10));
}
