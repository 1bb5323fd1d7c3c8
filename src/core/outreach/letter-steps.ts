import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { letterOf, withLetter, withoutLetter } from '#core/outreach/letters.ts';
import { logged, withoutMessage } from '#core/people/log.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { type Letter, materialSchema } from '#core/record/correspondent.ts';
import { wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** What one tap says about a letter: how far it has come, what was handed over, a step taken back, on or off the board. */
export const stepSchema = z.enum([
  'on',
  'off',
  'asked',
  'strong',
  'hesitant',
  'no',
  ...materialSchema.options,
  'received',
  'assigned',
  'nothing_given',
  'back_asked',
  'back_answer',
  'back_promised',
  'back_received',
  'back_assigned',
]);
export type LetterStep = z.infer<typeof stepSchema>;

/**
 * The record after a step of one letter. It says what holds afterwards and not what changes: taken twice, it changes nothing
 * more. An answer is kept in the log too, since the days until a reminder are counted from it.
 */
export function withStep(person: Applicant, id: string, step: LetterStep, now: Temporal.Instant): Applicant {
  if (step === 'off') return withoutLetter(person, id);
  const today = wallOf(now, zoneOf(person.settings)).slice(0, 10);
  const changed = withLetter(person, id, (letter) => stepped(letter, step, today));
  if (step === 'back_answer') return withoutAnswer(changed, id);
  const isAnswer = step === 'strong' || step === 'hesitant' || step === 'no';
  const before = person.people.find((one) => one.id === id);
  const isNew = before && letterOf(before, zoneOf(person.settings))?.answer !== step;
  return isAnswer && isNew
    ? logged(withoutAnswer(changed, id), id, 'replied', now, { kind: 'letter-request' })
    : changed;
}

function stepped(letter: Letter, step: Exclude<LetterStep, 'off'>, today: string): Letter {
  switch (step) {
    case 'on':
      return letter;
    case 'asked':
      return { ...letter, asked: letter.asked ?? today };
    case 'strong':
    case 'hesitant':
    case 'no':
      return { ...letter, asked: letter.asked ?? today, answer: step };
    case 'cv':
    case 'statement':
    case 'cases':
      return { ...letter, given: [...new Set([...letter.given, step])] };
    case 'received':
      return { ...letter, received: letter.received ?? today };
    case 'assigned':
      return { ...letter, received: letter.received ?? today, assigned: letter.assigned ?? today };
    case 'nothing_given':
      return { ...letter, given: [] };
    case 'back_asked':
      return { ...letter, asked: null };
    case 'back_answer':
      return { ...letter, answer: 'open', promised: null };
    case 'back_promised':
      return { ...letter, promised: null };
    case 'back_received':
      return { ...letter, received: null };
    case 'back_assigned':
      return { ...letter, assigned: null };
    default:
      return step satisfies never;
  }
}

/** The answer that a tap on the board wrote into the log, taken back. */
function withoutAnswer(person: Applicant, id: string): Applicant {
  const log = person.people.find((one) => one.id === id)?.log ?? [];
  const answer = log.findLast(({ from, kind }) => from === 'them' && kind === 'letter-request');
  return answer ? withoutMessage(person, id, answer) : person;
}
