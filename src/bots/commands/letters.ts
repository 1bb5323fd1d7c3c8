import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { paged } from '#bots/chat/paged.ts';
import { addForm, askWho } from '#bots/commands/letters/add.ts';
import { card, change, fieldForm, promiseForm } from '#bots/commands/letters/card.ts';
import { button } from '#core/button.ts';
import {
  countWords,
  fieldName,
  letterPicture,
  missingWords,
  stateWords,
} from '#core/outreach/letter-words.ts';
import { boardOf, untoldLetters } from '#core/outreach/letters.ts';
import { letterBoard } from '#core/pictures/letter-board.ts';
import type { Button, Line, Reply } from '#core/reply.ts';

/** As many as a phone shows without scrolling. */
const SHOWN = 8;

/** Letters of recommendation: who, how far each has come, and what each field still needs. */
export const command = defineCommand({
  name: 'letters',
  forms: [addForm, promiseForm, fieldForm],
  run: (context) => board(context, 0),
  presses: {
    letters: { redraw: false, run: (context, id) => board(context, Number(id) || 0) },
    letter: { redraw: false, run: async (context, id) => card(context, id) },
    letterset: { redraw: true, run: change },
    letterpromise: {
      redraw: false,
      run: (context, id) => context.open(promiseForm, { given: { contact: id } }),
    },
    letterfield: { redraw: false, run: (context, id) => context.open(fieldForm, { given: { contact: id } }) },
    letteradd: { redraw: false, run: askWho },
    letternew: { redraw: false, run: (context) => context.open(addForm) },
  },
});

async function board(context: Context, start: number): Promise<Reply> {
  const { say, person, knowledge, now, picture } = context;
  const add = button(say, 'letteradd', 'now', 'letters.button.add', { style: 'main' });
  const fields = person ? boardOf(person, knowledge, now) : [];
  const all = fields.flatMap(({ letters }) => letters);
  if (all.length === 0)
    return [
      say.text('letters.empty', { ...knowledge.outreach.letters.per_field }),
      { kind: 'buttons', buttons: [add] },
    ];
  const data = letterPicture(fields, knowledge, say);
  const painted =
    start > 0 ? [] : await picture('letters.png', data.title, (ruler) => letterBoard(data, say, ruler));
  const untold = [person ? untoldLetters(person) : 0].filter((count) => count > 0);
  const tell = button(say, 'list', 'letters', 'letters.button.tell');
  const { shown, from, next, left } = paged(all, start, SHOWN);
  const counts = fields.map((field) =>
    say.line('letters.field', {
      field: fieldName(field.field, knowledge, say),
      count: countWords(field, knowledge, say),
    }),
  );
  const items = shown.map((one): Line => {
    const missing = missingWords(one, say);
    return say.line(missing === '' ? 'letters.line' : 'letters.line_missing', {
      name: one.contact.name,
      state: stateWords(one, say),
      missing,
    });
  });
  const open = shown.map(
    ({ contact: { id, name } }, index): Button =>
      button(say, 'letter', id, 'letters.button.open', { values: { number: from + index + 1, name } }),
  );
  const more =
    next === null
      ? []
      : [button(say, 'letters', String(next), 'letters.button.more', { values: { count: left } })];
  return [
    ...painted,
    { kind: 'list', title: say.line('letters.fields'), ordered: false, items: counts },
    { kind: 'list', title: say.line('letters.title'), ordered: from === 0, items },
    ...untold.map((count) => say.text('letters.untold', { count })),
    { kind: 'buttons', buttons: [...open, ...more, add, ...untold.map(() => tell)] },
  ];
}
