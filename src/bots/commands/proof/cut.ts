import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { countryOfZone } from '#core/country.ts';
import { PAPERS, type Paper, type Printed, paperIn } from '#core/pictures/printed.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { HIDEABLE, type Hidden } from '#core/study/proof.ts';
import { proofPage } from '#core/study/proof-page.ts';
import { zoneOf } from '#core/time/zone.ts';

/** Which page somebody wants: on which paper, and without what. */
export interface Cut {
  readonly paper: Paper;
  readonly hidden: Hidden;
}

const NOTHING = 'all';

/** As a button names it: `a4-all`, `letter-scores.names`. */
export function cutId({ paper, hidden }: Cut): string {
  const left = HIDEABLE.filter((one) => hidden.has(one)).join('.');
  return `${paper}-${left === '' ? NOTHING : left}`;
}

/** What a button names; anything else is the whole page on the paper of the person's country. */
export function cutNamed({ person }: Context, id: string): Cut {
  const [named, left = NOTHING] = id.split('-');
  const parts = left.split('.');
  const paper = PAPERS.find((one) => one === named) ?? paperOf(person);
  return { paper, hidden: new Set(HIDEABLE.filter((one) => parts.includes(one))) };
}

function paperOf(person: Applicant | null): Paper {
  if (!person) return 'a4';
  const { country, zone } = person.settings;
  return paperIn(country ?? (zone === null ? null : countryOfZone(zone)));
}

/** Null if the log is empty. */
export function pageIn({ person, knowledge, say }: Context, hidden: Hidden): Printed | null {
  return person ? proofPage(person.study, { hidden, zone: zoneOf(person.settings) }, knowledge, say) : null;
}

/** @throws {Refused} if the log is empty */
export function ownPage(context: Context, hidden: Hidden): { page: Printed; person: Applicant } {
  const page = pageIn(context, hidden);
  if (!page || !context.person) throw new Refused('proof.nothing_yet');
  return { page, person: context.person };
}
