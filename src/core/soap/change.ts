import type { Temporal } from 'temporal-polyfill';
import type { Applicant } from '#core/record/applicant.ts';
import { type Offer, type Service, SOAP_LIMITS, type Soap, type Target } from '#core/record/soap.ts';

/** A list in the record is full; nothing was changed. */
export class FullListError extends Error {
  override readonly name = 'FullListError';
}

function withSoap(person: Applicant, change: Partial<Soap>): Applicant {
  return { ...person, soap: { ...person.soap, ...change } };
}

function added<T>(list: readonly T[], item: T, limit: number): T[] {
  if (list.length >= limit) throw new FullListError('the list is full');
  return [...list, item];
}

/** Turns SOAP mode on for the Match of a year, or off with null. */
export function withMode(person: Applicant, year: number | null): Applicant {
  return withSoap(person, { on: year });
}

/** Ticks an item of the readiness lists, or unticks it. */
export function withTick(person: Applicant, item: string): Applicant {
  const { done } = person.soap;
  const isDone = done.includes(item);
  return withSoap(person, { done: isDone ? done.filter((one) => one !== item) : [...done, item] });
}

/** Adds a target at the end of the private order. @throws {FullListError} */
export function withTarget(person: Applicant, target: Target): Applicant {
  const { targets, order } = person.soap;
  return withSoap(person, {
    targets: added(targets, target, SOAP_LIMITS.targets),
    order: [...order, target.id],
  });
}

export function withoutTarget(person: Applicant, id: string): Applicant {
  const { targets, order } = person.soap;
  return withSoap(person, {
    targets: targets.filter((target) => target.id !== id),
    order: order.filter((one) => one !== id),
  });
}

/** Moves a target to the top of the private order. */
export function withFirst(person: Applicant, id: string): Applicant {
  const { order } = person.soap;
  return order.includes(id)
    ? withSoap(person, { order: [id, ...order.filter((one) => one !== id)] })
    : person;
}

/** Counts applications that were sent. A count cannot be taken back. @throws {FullListError} */
export function withSent(
  person: Applicant,
  sent: { readonly service: Service; readonly count: number },
  now: Temporal.Instant,
): Applicant {
  const at = now.toString({ smallestUnit: 'second' });
  return withSoap(person, { sent: added(person.soap.sent, { ...sent, at }, SOAP_LIMITS.sent) });
}

/** Records an offer; its clock is the round it falls into. @throws {FullListError} */
export function withOffer(person: Applicant, offer: Offer): Applicant {
  return withSoap(person, { offers: added(person.soap.offers, offer, SOAP_LIMITS.offers) });
}

export function withOfferState(person: Applicant, id: string, state: Offer['state']): Applicant {
  const offers = person.soap.offers.map((offer) => (offer.id === id ? { ...offer, state } : offer));
  return withSoap(person, { offers });
}
