import { dayIn, isoOf } from '#core/etiquette/days.ts';
import type { Letter } from '#core/record/correspondent.ts';
import type { Addressee } from '#core/record/grounds.ts';

/**
 * A contact as they stood at a moment of the past: without what was said, asked for or handed in later. The same object
 * if nothing was. What has no date, such as a note, is as it is now.
 * @param ms milliseconds since 1970
 */
export function asOf<One extends Addressee>(contact: One, zone: string, ms: number): One {
  const { log, letter } = contact;
  const said = log.filter(({ at }) => Date.parse(at) <= ms);
  const asked = letter && letterAsOf(letter, isoOf(dayIn(zone, ms)));
  if (said.length === log.length && asked === letter) return contact;
  // Their wish has no date of its own: it came with the message that says so, or was noted without one.
  const isLater = log.some(({ asksNone }) => asksNone) && !said.some(({ asksNone }) => asksNone);
  return { ...contact, log: said, letter: asked, wantsNone: contact.wantsNone && !isLater };
}

function letterAsOf(letter: Letter, today: string): Letter | null {
  const { asked, received, assigned } = letter;
  const isLater = (day: string | null): boolean => day !== null && day > today;
  if (isLater(asked)) return null;
  if (!isLater(received) && !isLater(assigned)) return letter;
  return {
    ...letter,
    received: isLater(received) ? null : received,
    assigned: isLater(assigned) ? null : assigned,
  };
}
