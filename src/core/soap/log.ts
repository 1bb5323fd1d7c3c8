import { Temporal } from 'temporal-polyfill';
import { ROUNDS, type Season } from '#core/knowledge/season.ts';
import type { Offer, Service, Soap } from '#core/record/soap.ts';
import { endOf, startOf } from '#core/season/season.ts';

/** Whether two names mean the same program, however they were typed. */
export function isSameProgram(a: string, b: string): boolean {
  return plainName(a) === plainName(b);
}

/** Kept, since whoever has many people compares each name with every other. */
const plainNames = new Map<string, string>();
const MOST_NAMES = 5_000;

/** What two ways of typing one name have in common. */
export function plainName(program: string): string {
  const known = plainNames.get(program);
  if (known !== undefined) return known;
  const plain = program
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  if (plainNames.size >= MOST_NAMES) plainNames.clear();
  plainNames.set(program, plain);
  return plain;
}

/** Whether an instant, as ISO 8601, lies in the quiet time of a season. */
export function isDuring(season: Season, at: string): boolean {
  // Reading thousands of them as `Temporal` would take a tenth of a second.
  const ms = Date.parse(at);
  const { epochMilliseconds: from } = startOf(season, 'quiet_begins');
  return ms >= from && ms < startOf(season, 'soap_ends').epochMilliseconds;
}

/** Words that many programs have in their names, so that one of them does not identify any. */
const COMMON_NAMES = new Set(
  'the and for of at hospital hospitals medical medicine center centre clinic health system university college school program residency internal family general regional community'.split(
    ' ',
  ),
);

/** Whether words name a program: by at least one word of its name that few others have. */
export function namesProgram(text: string, program: string): boolean {
  const said = new Set(plainName(text).split(' '));
  return plainName(program)
    .split(' ')
    .some((word) => word.length > 2 && !COMMON_NAMES.has(word) && said.has(word));
}

/** The applications that the person counted in one service during a season's SOAP. */
export function sentIn(soap: Soap, service: Service, season: Season): number {
  return soap.sent
    .filter((one) => one.service === service && isDuring(season, one.at))
    .reduce((sum, { count }) => sum + count, 0);
}

/** The offers of a season, in the order they came; from one program, or from all. */
export function offersIn(soap: Soap, program: string | null, season: Season): readonly Offer[] {
  return soap.offers.filter(
    (offer) => isDuring(season, offer.at) && (program === null || isSameProgram(offer.program, program)),
  );
}

export function acceptedIn(soap: Soap, season: Season): boolean {
  return offersIn(soap, null, season).some(({ state }) => state === 'accepted');
}

/** When an offer ends: with the round in which it came. Null for one reported outside every round. */
export function offerEnds(offer: Offer, season: Season): Temporal.Instant | null {
  const round = ROUNDS.find(
    (one) =>
      Temporal.Instant.compare(offer.at, startOf(season, one)) >= 0 &&
      Temporal.Instant.compare(offer.at, endOf(season, one)) < 0,
  );
  return round ? endOf(season, round) : null;
}

/** Marks offers that were left open until their round ended as over. Returns the same object if there is none. */
export function withExpiredOffers(soap: Soap, season: Season, now: Temporal.Instant): Soap {
  const isOver = (offer: Offer): boolean => {
    const ends = offer.state === 'open' && isDuring(season, offer.at) ? offerEnds(offer, season) : null;
    return ends !== null && Temporal.Instant.compare(ends, now) <= 0;
  };
  if (!soap.offers.some(isOver)) return soap;
  return {
    ...soap,
    offers: soap.offers.map((offer) => (isOver(offer) ? { ...offer, state: 'expired' as const } : offer)),
  };
}
