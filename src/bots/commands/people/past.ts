import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import { paged } from '#bots/chat/paged.ts';
import { Refused } from '#bots/chat/refused.ts';
import { contactIn, contactOf, todayOf, zoneIn } from '#bots/commands/people/owned.ts';
import { messageLine, short } from '#bots/commands/people/words.ts';
import { button } from '#core/button.ts';
import { idSchema } from '#core/id.ts';
import { corrected, withContact, withMessage, withoutMessage } from '#core/people/log.ts';
import type { Correspondent, Message } from '#core/record/correspondent.ts';
import { sentKindSchema } from '#core/record/draft-kind.ts';
import { dayOrMonthSchema } from '#core/record/profile.ts';
import type { Button, Reply } from '#core/reply.ts';
import { instantOf, todayIn } from '#core/time/wall.ts';

const SIZE = 6;
const FIRST_MONTH = '2015-01';
const SAYS = 300;

const DEEDS = [
  'sent',
  'replied',
  'declined',
  'stop',
  'asked_later',
  'met',
  'called',
  'interview',
  'other',
] as const;
type Deed = (typeof DEEDS)[number];

/** One message of the log: what it was, on which day, and what was said. */
export const entryForm = defineForm({
  id: 'people.entry',
  version: 1,
  given: z.object({ contact: idSchema, entry: z.string().max(40).nullable() }),
  questions: [
    { id: 'deed', type: 'choice', choices: DEEDS },
    {
      id: 'sent_kind',
      type: 'choice',
      choices: ({ context: { knowledge, say } }) => [
        { value: 'mail', label: say.plain('people.any_message') },
        ...sentKindSchema.options.map((kind) => ({ value: kind, label: knowledge.drafts.kinds[kind].title })),
      ],
      when: ({ deed }) => deed === 'sent',
    },
    { id: 'day', type: 'month', withDay: true, min: FIRST_MONTH, max: '2040-12' },
    {
      id: 'until',
      type: 'month',
      withDay: true,
      min: FIRST_MONTH,
      max: '2040-12',
      when: ({ deed }) => deed === 'asked_later',
    },
    { id: 'says', type: 'long', maxLength: SAYS, optional: true },
  ],
  schema: z.object({
    deed: z.enum(DEEDS),
    sent_kind: z.union([sentKindSchema, z.literal('mail')]).nullable(),
    day: dayOrMonthSchema,
    until: dayOrMonthSchema.nullable(),
    says: z.string().nullable(),
  }),
  finish: async (context, told, { given: { contact: id, entry: ref } }) => {
    const day = fullDay(told.day);
    if (day > todayOf(context).toString()) throw new Refused('people.in_future');
    const message: Message = {
      ...shapeOf(told.deed, told.sent_kind ?? 'mail'),
      // Noon: the day is what counts, and it stays the same in nearby zones.
      at: instantOf(`${day}T12:00`, zoneIn(context)).toString(),
      ...(told.until && { later: fullDay(told.until) }),
      says: told.says,
    };
    const person = await context.update((old) => {
      const contact = contactIn(old, id);
      return ref === null
        ? withContact(old, id, (one) => heard(withMessage(one, message), message))
        : corrected(old, id, messageOf(contact, ref), message);
    });
    return page({ ...context, person }, id, 0);
  },
});

function heard(contact: Correspondent, { asksNone }: Message): Correspondent {
  return asksNone ? { ...contact, wantsNone: true } : contact;
}

function fullDay(day: string): string {
  return day.length > 7 ? day : `${day}-15`;
}

function shapeOf(deed: Deed, sent: Message['kind']): Pick<Message, 'from' | 'kind' | 'refused' | 'asksNone'> {
  switch (deed) {
    case 'sent':
      return { from: 'me', kind: sent, refused: false };
    case 'replied':
    case 'asked_later':
      return { from: 'them', kind: 'mail', refused: false };
    case 'declined':
      return { from: 'them', kind: 'mail', refused: true };
    case 'stop':
      return { from: 'them', kind: 'mail', refused: true, asksNone: true };
    case 'met':
      return { from: 'me', kind: 'meeting', refused: false };
    case 'called':
      return { from: 'me', kind: 'call', refused: false };
    case 'interview':
      return { from: 'me', kind: 'interview', refused: false };
    case 'other':
      return { from: 'me', kind: 'other', refused: false };
    default:
      return deed satisfies never;
  }
}

function deedOfMessage({ from, kind, refused, asksNone, later }: Message): Deed {
  if (asksNone) return 'stop';
  if (refused) return 'declined';
  if (later) return 'asked_later';
  if (from === 'them') return 'replied';
  switch (kind) {
    case 'meeting':
      return 'met';
    case 'call':
      return 'called';
    case 'interview':
    case 'other':
      return kind;
    default:
      return 'sent';
  }
}

/** What was said in both directions, the latest first. `id` is `<contact>.<start>`. @throws {Refused} */
function page(context: Context, id: string, start: number): Reply {
  const { say } = context;
  const contact = contactOf(context, id);
  const all = contact.log.toReversed();
  const back = button(say, 'person', id, 'people.button.back');
  const add = button(say, 'personentry', `${id}.new`, 'people.button.entry_new');
  if (all.length === 0)
    return [say.text('people.log.empty', { name: contact.name }), { kind: 'buttons', buttons: [add, back] }];
  const { shown, from, next, left } = paged(all, start, SIZE);
  const open = shown.map(
    (message, index): Button => ({
      verb: 'personentry',
      id: `${id}.${refOf(message)}`,
      label: say.plain('people.button.entry', { number: from + index + 1 }),
    }),
  );
  return [
    {
      kind: 'list',
      title: say.line('people.log.with', { name: contact.name, count: all.length }),
      ordered: false,
      items: shown.map((message, index) => [
        { type: 'text', value: `${from + index + 1}. ` },
        ...messageLine(context, message),
      ]),
    },
    {
      kind: 'buttons',
      buttons: [
        ...open,
        ...(next === null
          ? []
          : [button(say, 'personpast', `${id}.${next}`, 'people.button.more', { values: { count: left } })]),
        add,
        back,
      ],
    },
  ];
}

/** Names a message in a button: its time, and what it was. */
function refOf(message: Message): string {
  return `${Date.parse(message.at).toString(36)}-${DEEDS.indexOf(deedOfMessage(message))}`;
}

/** @throws {Refused} */
function messageOf(contact: Correspondent, ref: string): Message {
  const message = contact.log.find((one) => refOf(one) === ref);
  if (!message) throw new Refused('people.entry_gone');
  return message;
}

/** One message, to be put right or taken out; `<contact>.new` is a new one. @throws {Refused} */
async function entry(context: Context, id: string): Promise<Reply> {
  const { say } = context;
  const [contact = '', ref = ''] = id.split('.');
  const one = contactOf(context, contact);
  if (ref === 'new') return context.open(entryForm, { given: { contact, entry: null } });
  const message = messageOf(one, ref);
  return [
    {
      kind: 'list',
      title: say.line('people.log.one', { name: one.name }),
      ordered: false,
      items: [messageLine(context, message)],
    },
    ...(message.says === null || message.says.length <= 100
      ? []
      : [say.text('people.log.says', { says: short(message.says, SAYS) })]),
    {
      kind: 'buttons',
      buttons: [
        button(say, 'personfix', id, 'people.button.fix'),
        button(say, 'personout', id, 'people.button.entry_out', { style: 'danger' }),
        button(say, 'personpast', `${contact}.0`, 'people.button.past'),
      ],
    },
  ];
}

async function fix(context: Context, id: string): Promise<Reply> {
  const [contact = '', ref = ''] = id.split('.');
  const message = messageOf(contactOf(context, contact), ref);
  const sent = sentKindSchema.safeParse(message.kind);
  return context.open(entryForm, {
    given: { contact, entry: ref },
    initial: {
      deed: deedOfMessage(message),
      ...(deedOfMessage(message) === 'sent' && { sent_kind: sent.success ? sent.data : 'mail' }),
      day: todayIn(Temporal.Instant.from(message.at), zoneIn(context)).toString(),
      ...(message.later && { until: message.later }),
      ...(message.says && { says: message.says }),
    },
  });
}

async function takeOut(context: Context, id: string): Promise<Reply> {
  const { say } = context;
  const [contact = '', ref = ''] = id.split('.');
  const person = await context.update((old) =>
    withoutMessage(old, contact, messageOf(contactIn(old, contact), ref)),
  );
  return [say.text('people.entry_out'), ...page({ ...context, person }, contact, 0)];
}

export const pastPresses = {
  personpast: {
    redraw: true,
    run: async (context: Context, id: string) => {
      const [contact = '', start] = id.split('.');
      return page(context, contact, Number(start));
    },
  },
  personentry: { redraw: false, run: entry },
  personfix: { redraw: false, run: fix },
  personout: { redraw: true, run: takeOut },
} as const;
