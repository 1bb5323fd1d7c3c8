import type { Temporal } from 'temporal-polyfill';
import type { Said, Verdict } from '#core/gate/gate.ts';
import type { MindId } from '#core/knowledge/gate.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Part } from '#core/reply.ts';
import { isProvisional, quietSeason, startOf } from '#core/season/season.ts';
import type { Say } from '#core/text.ts';
import { sayWall } from '#core/time/say.ts';
import { wallOf } from '#core/time/wall.ts';

/** A moment as people say it, in the person's zone, with a word if it is not confirmed. */
export function sayMoment(
  at: Temporal.Instant,
  provisional: boolean,
  zone: string,
  now: Temporal.Instant,
  say: Say,
): string {
  const when = sayWall(wallOf(at, zone), zone, now, say);
  return provisional ? say.plain('soap.provisional', { when }) : when;
}

/** Where the Match is run: the clock of someone whose own we do not know. */
const MATCH_ZONE = 'America/New_York';

/** When a rule ends, in the person's zone, or in Eastern time that is called so. */
function sayEnd(
  at: Temporal.Instant,
  provisional: boolean,
  { settings: { zone } }: Pick<Applicant, 'settings'>,
  now: Temporal.Instant,
  say: Say,
): string {
  const when = sayMoment(at, provisional, zone ?? MATCH_ZONE, now, say);
  return zone === null ? say.plain('soap.eastern', { when }) : when;
}

/** A ruling in full: yes or no, the rule, when it lifts in the person's zone (else Eastern), and the page that says so. */
export function verdictParts(
  verdict: Verdict,
  person: Pick<Applicant, 'settings'>,
  now: Temporal.Instant,
  say: Say,
): readonly Part[] {
  if (verdict.allowed) {
    return verdict.mind ? mindParts(verdict.mind, say) : [say.text('soap.gate.yes')];
  }
  const { says, liftsAt, provisional } = verdict;
  const until = liftsAt && sayEnd(liftsAt, provisional, person, now, say);
  return [
    say.text('soap.gate.no', { says }),
    until ? say.text('soap.gate.lifts', { until }) : say.text('soap.gate.stays'),
    sourcePart(verdict, say),
  ];
}

function mindParts(mind: Said & { readonly id: MindId }, say: Say): readonly Part[] {
  return [say.text('soap.gate.mind', { says: mind.says }), sourcePart(mind, say)];
}

/** A source as one small line. */
export function sourcePart({ source }: Pick<Said, 'source'>, say: Say): Part {
  const { title, part, address, read } = source;
  const page = [part ? `${title}, ${part}` : title, address].filter((piece) => piece !== null).join(' · ');
  return say.text('soap.source', { page, read });
}

/** During the quiet time, the rule itself in one line; at any other time, nothing. */
export function quietNote(
  person: Pick<Applicant, 'settings'>,
  knowledge: Pick<Knowledge, 'seasons'>,
  now: Temporal.Instant,
  say: Say,
): readonly Part[] {
  const season = quietSeason(knowledge.seasons, now);
  if (!season) return [];
  const provisional = isProvisional(season.events.soap_ends);
  const until = sayEnd(startOf(season, 'soap_ends'), provisional, person, now, say);
  return [say.text('soap.quiet_note', { until })];
}
