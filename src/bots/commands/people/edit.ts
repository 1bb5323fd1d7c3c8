import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm, type Question } from '#bots/chat/form.ts';
import type { Answers, Given, Told } from '#bots/chat/form-data.ts';
import { Refused } from '#bots/chat/refused.ts';
import { showCard } from '#bots/commands/people/card.ts';
import { list } from '#bots/commands/people/list.ts';
import { contactIn, contactOf } from '#bots/commands/people/owned.ts';
import { button } from '#core/button.ts';
import { idSchema } from '#core/id.ts';
import { withContact } from '#core/people/log.ts';
import {
  type Correspondent,
  correspondentKindSchema,
  correspondentSchema,
  knownSchema,
} from '#core/record/correspondent.ts';
import { factSchema } from '#core/record/profile.ts';
import type { Reply } from '#core/reply.ts';

const FIELDS = [
  'name',
  'kind',
  'known',
  'program',
  'specialty',
  'place',
  'train',
  'none',
  'feedback',
  'note',
] as const;
type Field = (typeof FIELDS)[number];
const fieldSchema = z.enum(FIELDS);

const is = (field: Field) => (_: Answers, given: Given) => given.field === field;
const NO_FIELD = 'none';

const QUESTIONS: readonly Question[] = [
  { id: 'name', type: 'text', maxLength: 100, when: is('name') },
  { id: 'kind', type: 'choice', choices: correspondentKindSchema.options, when: is('kind') },
  { id: 'known', type: 'many', choices: knownSchema.options, when: is('known') },
  { id: 'program', type: 'text', maxLength: 100, optional: true, when: is('program') },
  {
    id: 'specialty',
    type: 'choice',
    choices: ({ context: { knowledge, say } }) => [
      ...knowledge.specialties.specialties.map(({ id, name }) => ({ value: id, label: name })),
      { value: NO_FIELD, label: say.plain('people.no_field') },
    ],
    when: is('specialty'),
  },
  { id: 'place', type: 'text', maxLength: 80, optional: true, when: is('place') },
  { id: 'train', type: 'choice', choices: factSchema.options, when: is('train') },
  { id: 'none', type: 'yesno', when: is('none') },
  { id: 'feedback', type: 'long', maxLength: 1_000, optional: true, when: is('feedback') },
  { id: 'note', type: 'long', maxLength: 500, optional: true, when: is('note') },
];

/** One thing that is known of somebody, changed. What may be empty is emptied by skipping it. */
export const editForm = defineForm({
  id: 'people.edit',
  version: 1,
  given: z.object({ contact: idSchema, field: fieldSchema }),
  questions: QUESTIONS,
  schema: z.record(z.string(), z.unknown()),
  finish: async (context, answers, { given: { contact: id, field } }) => {
    const person = await context.update((old) => {
      contactIn(old, id);
      return withContact(old, id, (one) =>
        correspondentSchema.parse({ ...one, ...changeOf(field, answers[field]) }),
      );
    });
    return showCard({ ...context, person }, id);
  },
});

function changeOf(field: Field, told: unknown): Readonly<Record<string, unknown>> {
  switch (field) {
    case 'train':
      return { wouldTrain: told };
    case 'none':
      return { wantsNone: told };
    case 'specialty':
      return { specialty: told === NO_FIELD ? null : told };
    case 'name':
    case 'kind':
    case 'known':
    case 'program':
    case 'place':
    case 'feedback':
    case 'note':
      return { [field]: told };
    default:
      return field satisfies never;
  }
}

function toldOf(field: Field, one: Correspondent): Told {
  switch (field) {
    case 'train':
      return one.wouldTrain;
    case 'none':
      return one.wantsNone;
    case 'specialty':
      return one.specialty ?? NO_FIELD;
    default:
      return one[field];
  }
}

/** @throws {Refused} */
function ask(context: Context, id: string): Reply {
  const { say } = context;
  const { name } = contactOf(context, id);
  return [
    say.text('people.edit_what', { name }),
    {
      kind: 'buttons',
      buttons: [
        ...FIELDS.map((field) => button(say, 'personfield', `${id}.${field}`, `people.field.${field}`)),
        button(say, 'person', id, 'people.button.back'),
      ],
    },
  ];
}

/** `id` is `<contact>.<field>`. @throws {Refused} */
async function change(context: Context, id: string): Promise<Reply> {
  const [contact = '', told] = id.split('.');
  const field = fieldSchema.safeParse(told);
  if (!field.success) throw new Refused('chat.unknown_button');
  const before = toldOf(field.data, contactOf(context, contact));
  return context.open(editForm, {
    given: { contact, field: field.data },
    first: field.data,
    ...(before === null ? {} : { initial: { [field.data]: before } }),
  });
}

function askRemove(context: Context, id: string): Reply {
  const { say } = context;
  const { name, log } = contactOf(context, id);
  return [
    say.text('people.remove', { name, count: log.length }),
    {
      kind: 'buttons',
      buttons: [
        button(say, 'persongone', id, 'people.button.remove_yes', { style: 'danger' }),
        button(say, 'person', id, 'people.button.remove_no'),
      ],
    },
  ];
}

async function remove(context: Context, id: string): Promise<Reply> {
  const { say } = context;
  const { name } = contactOf(context, id);
  const person = await context.update((old) => ({
    ...old,
    people: old.people.filter((one) => one.id !== id),
  }));
  return [say.text('people.removed', { name }), ...list({ ...context, person }, 0)];
}

export const editPresses = {
  personedit: { redraw: false, run: async (context: Context, id: string) => ask(context, id) },
  personfield: { redraw: false, run: change },
  personremove: { redraw: false, run: async (context: Context, id: string) => askRemove(context, id) },
  persongone: { redraw: true, run: remove },
} as const;
