import { Temporal } from 'temporal-polyfill';
import type { Context } from '#bots/chat/context.ts';
import { todayOf, zoneIn } from '#bots/commands/people/owned.ts';
import type { Message } from '#core/record/correspondent.ts';
import type { Addressee } from '#core/record/grounds.ts';
import { type Line, words } from '#core/reply.ts';
import { dayWords } from '#core/time/say.ts';
import { todayIn } from '#core/time/wall.ts';

/** What is read of a message at one look. */
const MOST_SAID = 100;

/** A day in words, with its year where it is another than this one. `at`: an instant, or a day in the person's zone. */
export function dayOf(context: Context, at: string): string {
  const on = at.length > 10 ? todayIn(Temporal.Instant.from(at), zoneIn(context)).toString() : at;
  const said = dayWords(on, context.say.language);
  return on.slice(0, 4) === String(todayOf(context).year) ? said : `${said} ${on.slice(0, 4)}`;
}

export function fieldName({ knowledge }: Context, id: string | null): string | null {
  return knowledge.specialties.specialties.find((one) => one.id === id)?.name ?? null;
}

/** Who somebody is, in a few words: the program, the field, the place. */
export function whoIs(context: Context, one: Addressee): string {
  return [one.program, fieldName(context, one.specialty), one.place]
    .filter((part) => part !== null)
    .join(', ');
}

/** What happened, without its day: "you sent a request for a letter". */
export function deedOf({ say, knowledge }: Context, { from, kind, refused, asksNone }: Message): string {
  if (asksNone) return say.plain('people.deed.stop');
  if (refused) return say.plain('people.deed.declined');
  const drafts = knowledge.drafts.kinds;
  if (Object.hasOwn(drafts, kind)) {
    const { title } = drafts[kind as keyof typeof drafts];
    return say.plain(from === 'me' ? 'people.deed.draft' : 'people.deed.their_draft', { title });
  }
  return say.plain(`people.deed.${from}_${kind}`);
}

/** A message in one line, with as much of what was said as fits. */
export function messageLine(context: Context, message: Message): Line {
  const { at, says, later } = message;
  const deed = deedOf(context, message);
  const day = dayOf(context, at);
  const until = later ? ` ${context.say.plain('people.later_day', { day: dayOf(context, later) })}` : '';
  const said = says === null ? '' : ` “${short(says, MOST_SAID)}”`;
  return words(`${day}: ${deed}.${until}${said}`);
}

export function short(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 1).toWellFormed()}…` : line;
}
