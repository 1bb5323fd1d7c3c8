import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { FullPeopleError } from '#core/people/merge.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Correspondent } from '#core/record/correspondent.ts';
import { todayIn } from '#core/time/wall.ts';
import { FALLBACK_ZONE, zoneOf } from '#core/time/zone.ts';

export function peopleOf({ person }: Context): readonly Correspondent[] {
  return person?.people ?? [];
}

/** One of the contacts of the person who acts. @throws {Refused} if it isn't theirs, or was removed */
export function contactOf(context: Context, id: string): Correspondent {
  return contactIn(context.person, id);
}

/** @throws {Refused} */
export function contactIn(person: Applicant | null, id: string): Correspondent {
  const contact = person?.people.find((one) => one.id === id);
  if (!contact) throw new Refused('people.gone');
  return contact;
}

export function zoneIn({ person }: Context): string {
  return person ? zoneOf(person.settings) : FALLBACK_ZONE;
}

export function todayOf(context: Context) {
  return todayIn(context.now, zoneIn(context));
}

/** @throws {Refused} where there is no room for more people */
export function roomy(change: () => Applicant): Applicant {
  try {
    return change();
  } catch (error) {
    if (error instanceof FullPeopleError) throw new Refused('people.full');
    throw error;
  }
}
