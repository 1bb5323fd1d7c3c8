import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { mayParts, nextTo } from '#bots/commands/people/card.ts';
import { contactIn, contactOf } from '#bots/commands/people/owned.ts';
import { dayOf, deedOf } from '#bots/commands/people/words.ts';
import { comesNext } from '#bots/commands/write/comes-next.ts';
import { button } from '#core/button.ts';
import { idSchema } from '#core/id.ts';
import { corrected, HAPPENINGS, type Happening, logged, undone, withContact } from '#core/people/log.ts';
import type { Correspondent } from '#core/record/correspondent.ts';
import { sentKindSchema } from '#core/record/draft-kind.ts';
import type { Button, Reply } from '#core/reply.ts';

/** Kinds of text that are offered for what was just sent. */
const MOST_KINDS = 5;

/** What was said, of the latest message; what they said may be feedback on the application. */
export const saidForm = defineForm({
  id: 'people.said',
  version: 1,
  given: z.object({ contact: idSchema, theirs: z.boolean() }),
  questions: [
    { id: 'says', type: 'long', maxLength: 300 },
    { id: 'feedback', type: 'yesno', when: (_, { theirs }) => theirs === true },
  ],
  schema: z.object({ says: z.string(), feedback: z.boolean().nullable() }),
  finish: async (context, { says, feedback }, { given: { contact: id } }) => {
    const { say } = context;
    const person = await context.update((old) => {
      const latest = contactIn(old, id).log.at(-1);
      if (!latest) throw new Refused('people.no_log');
      const told = corrected(old, id, latest, { ...latest, says });
      return feedback
        ? withContact(told, id, (one) => ({ ...one, feedback: grown(one.feedback, says) }))
        : told;
    });
    const { name } = contactIn(person, id);
    return [
      say.text(feedback ? 'people.kept_feedback' : 'people.kept_said', { name }),
      { kind: 'buttons', buttons: [button(say, 'person', id, 'people.button.back')] },
    ];
  },
});

const MOST_FEEDBACK = 1_000;

function grown(before: string | null, more: string): string {
  return (before === null ? more : `${before}\n${more}`).slice(-MOST_FEEDBACK).trim();
}

/** @throws {Refused} */
function ask(context: Context, id: string): Reply {
  const { say } = context;
  const { name } = contactOf(context, id);
  return [
    say.text('people.what_happened', { name }),
    {
      kind: 'buttons',
      buttons: [
        ...HAPPENINGS.map(
          (what): Button => button(say, 'personlogged', `${id}.${what}`, `people.happened.${what}`),
        ),
        button(say, 'personuntil', id, 'people.button.until'),
        button(say, 'personentry', `${id}.new`, 'people.button.another_day'),
      ],
    },
  ];
}

/** One tap: `id` is `<contact>.<what>`. Says what comes next, and can be taken back. @throws {Refused} */
async function note(context: Context, id: string): Promise<Reply> {
  const { say, now } = context;
  const [contact = '', told] = id.split('.');
  const what = HAPPENINGS.find((one) => one === told);
  if (!what) throw new Refused('chat.unknown_button');
  contactOf(context, contact);
  const person = await context.update((old) => {
    contactIn(old, contact);
    return logged(old, contact, what, now);
  });
  const after = contactIn(person, contact);
  const isLater = what === 'later';
  return [
    say.text(`people.noted.${what}`, {
      name: after.name,
      day: after.notBefore ? dayOf(context, after.notBefore) : '',
    }),
    ...nextParts({ ...context, person }, after, what),
    {
      kind: 'buttons',
      buttons: [
        ...(what === 'sent' ? kindButtons({ ...context, person }, after) : []),
        ...(isLater
          ? [button(say, 'personuntil', contact, 'people.button.until')]
          : [button(say, 'personsaid', contact, `people.button.said_${what === 'sent' ? 'me' : 'them'}`)]),
        button(say, 'personundo', `${contact}.${markOf(after)}`, 'people.button.undo'),
        button(say, 'person', contact, 'people.button.back'),
      ],
    },
  ];
}

/** What follows up, where anything does; else what may be written next. */
function nextParts(context: Context, after: Correspondent, what: Happening): Reply {
  const { person } = context;
  if (!person) return [];
  const next = comesNext(context, person, after.id, { what, kind: after.log.at(-1)?.kind ?? 'other' });
  const isSaid = next.some(({ kind }) => kind === 'text') || what === 'later';
  return [...next, ...(isSaid ? [] : mayParts(context, after))];
}

/** What was sent may be one of the kinds that etiquette counts: a button each. */
function kindButtons(context: Context, contact: Correspondent): readonly Button[] {
  const { say, knowledge } = context;
  return nextTo(context, contact)
    .slice(0, MOST_KINDS)
    .map(({ kind }) =>
      button(say, 'personkind', `${contact.id}.${kind}`, 'people.button.it_was', {
        values: { title: knowledge.drafts.kinds[kind].title },
      }),
    );
}

/** Says which kind of text the latest message was. @throws {Refused} */
async function name(context: Context, id: string): Promise<Reply> {
  const { say } = context;
  const [contact = '', told] = id.split('.');
  const kind = sentKindSchema.safeParse(told);
  if (!kind.success) throw new Refused('chat.unknown_button');
  const person = await context.update((old) => {
    const latest = contactIn(old, contact).log.at(-1);
    if (latest?.from !== 'me') throw new Refused('people.no_log');
    return corrected(old, contact, latest, { ...latest, kind: kind.data });
  });
  const after = contactIn(person, contact);
  const latest = after.log.at(-1);
  return [
    say.text('people.kind_noted', { deed: latest ? deedOf(context, latest) : '', name: after.name }),
    ...mayParts({ ...context, person }, after),
    { kind: 'buttons', buttons: [button(say, 'person', contact, 'people.button.back')] },
  ];
}

/** What the log was when a tap was noted, so that an old button takes back nothing else. */
function markOf({ log, notBefore }: Correspondent): string {
  const latest = log.at(-1);
  return notBefore ? 'later' : latest ? `${log.length}-${latest.at.replaceAll(/\D/g, '')}` : '0';
}

/** @throws {Refused} where something else was noted since */
async function undo(context: Context, id: string): Promise<Reply> {
  const { say } = context;
  const [contact = '', mark] = id.split('.');
  const person = await context.update((old) => {
    if (markOf(contactIn(old, contact)) !== mark) throw new Refused('people.undo_late');
    return undone(old, contact);
  });
  return [
    say.text('people.undone', { name: contactIn(person, contact).name }),
    {
      kind: 'buttons',
      buttons: [
        button(say, 'personlog', contact, 'people.button.log'),
        button(say, 'person', contact, 'people.button.back'),
      ],
    },
  ];
}

async function said(context: Context, id: string): Promise<Reply> {
  const latest = contactOf(context, id).log.at(-1);
  if (!latest) throw new Refused('people.no_log');
  return context.open(saidForm, {
    given: { contact: id, theirs: latest.from === 'them' || latest.kind === 'meeting' },
  });
}

export const happenedPresses = {
  personlog: { redraw: false, run: async (context: Context, id: string) => ask(context, id) },
  personlogged: { redraw: true, run: note },
  personkind: { redraw: true, run: name },
  personsaid: { redraw: false, run: said },
  personundo: { redraw: true, run: undo },
} as const;
