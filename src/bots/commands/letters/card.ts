import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { TARGETS } from '#bots/commands/told/fields.ts';
import { button } from '#core/button.ts';
import { nextFor } from '#core/etiquette/next.ts';
import { idSchema } from '#core/id.ts';
import { type LetterStep, stepSchema, withStep } from '#core/outreach/letter-steps.ts';
import { fieldName, missingWords, stateWords } from '#core/outreach/letter-words.ts';
import { type BoardLetter, boardOf, missingFor, type Stage, withLetter } from '#core/outreach/letters.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Letter } from '#core/record/correspondent.ts';
import { readTimePhrase } from '#core/reminders/phrase/when.ts';
import type { Button, Reply } from '#core/reply.ts';
import { FALLBACK_ZONE, zoneOf } from '#core/time/zone.ts';

/** One letter with a button for each thing that can happen next. @throws {Refused} */
export function card(context: Context, id: string): Reply {
  const { say, knowledge } = context;
  const { person, found } = letterIn(context, id);
  const { contact, letter, stage } = found;
  const missing = missingWords(found, say);
  const advice =
    stage === 'hesitant' ? [say.text('letters.advice', { says: knowledge.outreach.letters.hesitant })] : [];
  return [
    say.text('letters.card', {
      name: contact.name,
      state: stateWords(found, say),
      field: fieldName(letter.field, knowledge, say),
    }),
    ...(missing === '' ? [] : [say.text('letters.missing', { missing })]),
    ...advice,
    { kind: 'buttons', buttons: buttonsOf(context, person, found) },
  ];
}

/** What takes the last step back. */
const BACK: Readonly<Record<Stage, LetterStep | null>> = {
  to_ask: null,
  asked: 'back_asked',
  strong: 'back_answer',
  promised: 'back_promised',
  received: 'back_received',
  assigned: 'back_assigned',
  hesitant: 'back_answer',
  no: 'back_answer',
};

function buttonsOf(
  { say, knowledge, now }: Context,
  person: Applicant,
  found: BoardLetter,
): readonly Button[] {
  const { contact, letter, stage } = found;
  const { id } = contact;
  const set = (step: LetterStep, key: string, style?: Button['style']): Button =>
    button(say, 'letterset', `${id}.${step}`, `letters.button.${key}`, style ? { style } : {});
  const mayWrite = (kind: 'letter-request' | 'letter-reminder' | 'thank-you'): readonly Button[] =>
    nextFor(person, contact, kind, knowledge, now).may
      ? [button(say, 'writefor', `${kind}.${id}`, `letters.button.write.${kind}`)]
      : [];
  const given = missingFor(letter).map((one) => set(one, `given.${one}`));
  const agreed = [
    ...given,
    button(say, 'letterpromise', id, 'letters.button.promise'),
    set('received', 'received', 'main'),
  ];
  const next: Readonly<Record<Stage, readonly Button[]>> = {
    to_ask: [...mayWrite('letter-request'), set('asked', 'asked', 'main')],
    asked: [
      set('strong', 'strong', 'main'),
      set('hesitant', 'hesitant'),
      set('no', 'no'),
      ...mayWrite('letter-reminder'),
    ],
    strong: [...agreed, ...mayWrite('letter-reminder')],
    promised: [...agreed, ...mayWrite('letter-reminder')],
    received: [set('assigned', 'assigned', 'main'), ...mayWrite('thank-you')],
    assigned: mayWrite('thank-you'),
    hesitant: [],
    no: [],
  };
  const back = BACK[stage];
  // What the log says cannot be taken back here.
  const hasRequest = contact.log.some(({ kind, from }) => kind === 'letter-request' && from === 'me');
  return [
    ...next[stage],
    button(say, 'letterfield', id, 'letters.button.field'),
    ...(letter.given.length > 0 && given.length < 3 ? [set('nothing_given', 'nothing_given')] : []),
    ...(back === null || (back === 'back_asked' && hasRequest) ? [] : [set(back, 'back')]),
    ...(hasRequest ? [] : [set('off', 'off')]),
    button(say, 'letters', 'now', 'letters.button.board'),
  ];
}

/** One tap. It says what holds now and not what changes, so that a second one does nothing more. `id`: contact and step. */
export async function change(context: Context, id: string): Promise<Reply> {
  const [contact = '', step = ''] = id.split('.');
  const { say, now } = context;
  const named = context.person?.people.find((one) => one.id === contact);
  const known = stepSchema.safeParse(step);
  if (!named) throw new Refused('letters.gone');
  if (!known.success) throw new Refused('chat.unknown_button');
  await context.update((person) => withStep(person, contact, known.data, now));
  return known.data === 'off' ? [say.text('letters.off', { name: named.name })] : card(context, contact);
}

const dayForm = { type: 'text', maxLength: 60 } as const;
const untilSchema = z.enum(['two_weeks', 'month', 'two_months', 'other']);
const LENGTHS = { two_weeks: { weeks: 2 }, month: { months: 1 }, two_months: { months: 2 } } as const;

/** The day for which a letter was promised. */
export const promiseForm = defineForm({
  id: 'letters.promise',
  version: 1,
  given: z.object({ contact: idSchema }),
  questions: [
    { id: 'until', type: 'choice', choices: untilSchema.options },
    { id: 'day', ...dayForm, when: ({ until }) => until === 'other' },
  ],
  schema: z.object({ until: untilSchema, day: z.string().nullable() }),
  finish: async (context, { until, day }, { given }) => {
    const zone = context.person ? zoneOf(context.person.settings) : FALLBACK_ZONE;
    const today = context.now.toZonedDateTimeISO(zone).toPlainDate();
    const promised = until === 'other' ? dayNamed(day ?? '', context.now, zone) : today.add(LENGTHS[until]);
    if (!promised || Temporal.PlainDate.compare(promised, today) < 0)
      throw new Refused('letters.day_unclear');
    return kept(context, given.contact, (letter) => ({
      ...letter,
      answer: 'strong',
      promised: promised.toString(),
    }));
  },
});

const ANY = 'any';

/** The field that a letter is for. */
export const fieldForm = defineForm({
  id: 'letters.field_form',
  version: 1,
  given: z.object({ contact: idSchema }),
  questions: [
    {
      id: 'field',
      type: 'choice',
      choices: ({ context: { knowledge, say } }) =>
        [ANY, ...TARGETS].map((value) => ({
          value,
          label: fieldName(value === ANY ? null : value, knowledge, say),
        })),
    },
  ],
  schema: z.object({ field: z.string().max(40) }),
  finish: (context, { field }, { given }) =>
    kept(context, given.contact, (letter) => ({ ...letter, field: field === ANY ? null : field })),
});

async function kept(context: Context, id: string, how: (letter: Letter) => Letter): Promise<Reply> {
  letterIn(context, id);
  await context.update((person) => withLetter(person, id, how));
  return card(context, id);
}

function dayNamed(typed: string, now: Temporal.Instant, zone: string): Temporal.PlainDate | null {
  const when = readTimePhrase(typed, now, zone);
  return when.kind === 'refused' || when.rule ? null : Temporal.PlainDate.from(when.wall.slice(0, 10));
}

/** @throws {Refused} where the letter is not on the board */
function letterIn(
  { person, knowledge, now }: Context,
  id: string,
): { person: Applicant; found: BoardLetter } {
  const letters = person ? boardOf(person, knowledge, now).flatMap((field) => field.letters) : [];
  const found = letters.find(({ contact }) => contact.id === id);
  if (!person || !found) throw new Refused('letters.gone');
  return { person, found };
}
