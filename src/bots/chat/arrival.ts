import type { Temporal } from 'temporal-polyfill';
import type { Services } from '#bots/chat/services.ts';
import { createVisit, type Kept, NOTHING, type Visit, type Visitor } from '#bots/chat/visit.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { identityOn, isOpen, visited } from '#core/reminders/reach.ts';
import { isUnreadable } from '#store/document.ts';
import { ignoreGone } from '#store/no-such-person.ts';
import { unchanged } from '#store/people.ts';

/** A visit is noted at most this often, so that most reads need no write. */
const SEEN_EVERY_MS = 3_600_000;

/** Finds the person and notes the visit. @throws what the store throws, except for a record that cannot be read */
export async function arrive(services: Services, visitor: Visitor): Promise<Visit> {
  const { people, now } = services;
  const { platform, address } = visitor;
  const kept = await lookUp(services, visitor);
  if (kept.kind !== 'record' || !isNews(kept.person, visitor, now()))
    return createVisit(services, visitor, kept);
  const at = now().toString();
  const person = await people.update(kept.person.id, (current) => visited(current, platform, at, address));
  return createVisit(services, visitor, { kind: 'record', person });
}

async function lookUp({ people }: Services, { platform, user }: Visitor): Promise<Kept> {
  try {
    const found = await people.find(platform, user);
    const person = found && (await people.update(found.id, unchanged, found).catch(ignoreGone));
    return person ? { kind: 'record', person } : NOTHING;
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return { kind: 'unreadable', error };
  }
}

function isNews(person: Applicant, { platform, address }: Visitor, now: Temporal.Instant): boolean {
  const identity = identityOn(person, platform);
  if (!identity) return false;
  const isOther = address !== null && address !== identity.address;
  const quietFor = now.epochMilliseconds - Date.parse(identity.seenAt);
  return isOther || !isOpen(identity) || quietFor > SEEN_EVERY_MS;
}
