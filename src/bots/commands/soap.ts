import { z } from 'zod';
import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import type { Given } from '#bots/chat/form-data.ts';
import { Refused } from '#bots/chat/refused.ts';
import { withZone } from '#bots/chat/zone.ts';
import { answered, contacted, counted, offered, onTarget, reopened, roomy } from '#bots/commands/soap/log.ts';
import { may } from '#bots/commands/soap/may.ts';
import { home, quietOf, roundOf, timetable, viewOf, weekOf } from '#bots/commands/soap/page.ts';
import { offersParts, readyParts, stepsParts, targetsParts } from '#bots/commands/soap/view.ts';
import { clusterSchema, contactSchema, programSchema, serviceSchema } from '#core/record/soap.ts';
import type { Reply } from '#core/reply.ts';
import { withFirst, withMode, withoutTarget, withTarget, withTick } from '#core/soap/change.ts';
import { wallSchema } from '#core/time/wall.ts';

const whatSchema = z.enum(['priority', 'target', 'sent', 'contact', 'offer']);
type What = z.infer<typeof whatSchema>;
const is =
  (...these: readonly What[]) =>
  (_: unknown, { what }: Given): boolean =>
    these.some((one) => one === what);

const form = defineForm({
  id: 'soap',
  version: 2,
  given: z.object({ what: whatSchema }),
  questions: [
    {
      id: 'priority',
      type: 'choice',
      choices: ['any_position', 'this_specialty'],
      when: is('priority'),
    },
    { id: 'program', type: 'text', maxLength: 60, when: is('target', 'contact', 'offer') },
    { id: 'cluster', type: 'choice', choices: clusterSchema.options, when: is('target') },
    { id: 'service', type: 'choice', choices: serviceSchema.options, when: is('target', 'sent') },
    { id: 'count', type: 'number', min: 1, max: 45, when: is('sent') },
    { id: 'how', type: 'choice', choices: contactSchema.shape.how.options, when: is('contact') },
    { id: 'applied', type: 'yesno', when: is('contact') },
    { id: 'arrived', type: 'choice', choices: ['now', 'earlier'], when: is('contact') },
    { id: 'moment', type: 'moment', when: ({ arrived }) => arrived === 'earlier' },
  ],
  schema: z.object({
    priority: z.enum(['any_position', 'this_specialty']).nullable(),
    program: programSchema.nullable(),
    cluster: clusterSchema.nullable(),
    service: serviceSchema.nullable(),
    count: z.int().min(1).nullable(),
    how: contactSchema.shape.how.nullable(),
    applied: z.boolean().nullable(),
    moment: wallSchema.nullable(),
  }),
  finish: (context, answers, { given: { what } }) => note(context, toldSchema.parse({ ...answers, what })),
});

/** What each of the six questions asks. */
const toldSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('priority'), priority: z.enum(['any_position', 'this_specialty']) }),
  z.object({
    what: z.literal('target'),
    program: programSchema,
    cluster: clusterSchema,
    service: serviceSchema,
  }),
  z.object({ what: z.literal('sent'), service: serviceSchema, count: z.int().min(1) }),
  z.object({
    what: z.literal('contact'),
    program: programSchema,
    how: contactSchema.shape.how,
    applied: z.boolean(),
    moment: wallSchema.nullable(),
  }),
  z.object({ what: z.literal('offer'), program: programSchema }),
]);

/** Saves what was told and says what follows from it. @throws {Refused} */
async function note(context: Context, told: z.infer<typeof toldSchema>): Promise<Reply> {
  switch (told.what) {
    case 'priority': {
      const { priority } = told;
      const person = await context.update((old) => ({ ...old, profile: { ...old.profile, priority } }));
      return targetsParts(viewOf(context, person));
    }
    case 'target': {
      const { program, cluster, service } = told;
      const target = { id: context.newId(), program, cluster, service };
      const person = await context.update((old) => roomy(() => withTarget(old, target)));
      return [context.say.text('soap.targets.added', { program }), ...targetsParts(viewOf(context, person))];
    }
    case 'sent':
      return counted(context, told);
    case 'contact':
      return contacted(context, told);
    case 'offer':
      return offered(context, told.program);
    default:
      return told satisfies never;
  }
}

const inZone = withZone('soap.zone', switchedOn);

export const command = defineCommand({
  name: 'soap',
  forms: [form, inZone.form],
  run: async (context) => home(context),
  presses: {
    soap: { redraw: false, run: async (context) => home(context) },
    soapmode: {
      redraw: false,
      run: async (context, id) => (id === 'off' ? turnOff(context) : turnOn(context)),
    },
    soapready: { redraw: false, run: async (context) => readyParts(viewOf(context)) },
    soaptick: {
      redraw: true,
      run: async (context, id) => {
        if (!context.knowledge.soap.ready.some((item) => item.id === id)) throw new Refused('soap.not_yours');
        return readyParts(viewOf(context, await context.update((old) => withTick(old, id))));
      },
    },
    soapsteps: { redraw: false, run: async (context) => stepsParts(weekOf(context), viewOf(context)) },
    soaptimes: { redraw: false, run: async (context) => timetable(context) },
    soapmay: { redraw: false, run: async (context, id) => may(context, id) },
    soaptargets: { redraw: false, run: async (context) => targetsParts(viewOf(context)) },
    soapoffers: {
      redraw: false,
      run: async (context) => offersParts(weekOf(context)?.season ?? null, viewOf(context)),
    },
    soapadd: {
      redraw: false,
      run: async (context, id) => {
        const what = whatSchema.safeParse(id);
        if (!what.success) throw new Refused('chat.unknown_button');
        if (what.data === 'sent' || what.data === 'contact') quietOf(context);
        if (what.data === 'offer') roundOf(context);
        return context.open(form, { given: { what: what.data } });
      },
    },
    soapfirst: { redraw: true, run: (context, id) => onTarget(context, id, withFirst) },
    soapremove: { redraw: true, run: (context, id) => onTarget(context, id, withoutTarget) },
    soapaccept: { redraw: true, run: (context, id) => answered(context, id, 'accepted') },
    soapdecline: { redraw: true, run: (context, id) => answered(context, id, 'declined') },
    soapreopen: { redraw: true, run: reopened },
  },
});

/** Turns SOAP mode on; the reminders come with the record. Asks for the time zone first if it is not known. */
async function turnOn(context: Context): Promise<Reply> {
  if (!weekOf(context)) throw new Refused('soap.no_calendar');
  return inZone.run(context);
}

async function switchedOn(context: Context): Promise<Reply> {
  const week = weekOf(context);
  if (!week) throw new Refused('soap.no_calendar');
  await context.update((old) => withMode(old, week.season.year));
  return [context.say.text('soap.on'), ...home(context)];
}

async function turnOff(context: Context): Promise<Reply> {
  await context.update((old) => withMode(old, null));
  return [context.say.text('soap.off')];
}
