import { Temporal } from 'temporal-polyfill';
import type { Applicant } from '#core/record/applicant.ts';
import type { Profile } from '#core/record/profile.ts';
import { type Contact, EMPTY_SOAP, type Offer, type Soap } from '#core/record/soap.ts';
import { ck, cycle, person, solid, step1 } from '../assessment/people.ts';
import { somebody } from '../reminders/person.ts';

/** A time of Match Week 2027 as the NRMP says it: Eastern, daylight time. */
export function eastern(wall: string): Temporal.Instant {
  return Temporal.Instant.from(`2027-03-${wall}:00-04:00`);
}

export const APPLYING = [cycle(2027, 2)];
/** May take part: everything passed and verified. */
export const ELIGIBLE: Profile = { ...solid, cycles: APPLYING, registered: 'yes' };
/** A graduate of a school abroad whose CK is failed. */
export const INELIGIBLE: Profile = person({
  ...ELIGIBLE,
  exams: [step1, ck('fail', 206, '2026-09')],
});

export function applicant(soap: Partial<Soap> = {}, profile = ELIGIBLE): Applicant {
  return somebody({ profile, soap: { ...EMPTY_SOAP, ...soap } });
}

export function contact(change: Partial<Contact> = {}): Contact {
  return {
    id: 'contact001',
    program: 'Family Medicine, St. Anna',
    at: eastern('16T09:30').toString(),
    how: 'mail',
    applied: true,
    ...change,
  };
}

export function offer(change: Partial<Offer> = {}): Offer {
  return {
    id: 'offerrr001',
    program: 'Family Medicine, St. Anna',
    at: eastern('18T09:05').toString(),
    state: 'open',
    ...change,
  };
}
