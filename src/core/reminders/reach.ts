import type { Platform, Refusal } from '#core/platform.ts';
import type { Applicant, Identity } from '#core/record/applicant.ts';
import type { Part } from '#core/reply.ts';
import type { Say } from '#core/text.ts';

/**
 * What a visit proves after a refusal: that the refusal is over, or only that the next reminder is worth a try. Without a
 * visit we never try a platform again that has refused.
 */
const AFTER_VISIT: Readonly<Record<Refusal, 'over' | 'try'>> = {
  // On Discord people can use commands while their direct messages stay closed.
  closed: 'try',
  // Nobody can write to a bot that they have blocked or never started, or from a deleted account.
  blocked: 'over',
  never_started: 'over',
  gone: 'over',
};

/** True when a message to this platform is worth a try. */
export function isOpen({ refusal, refusedAt, seenAt }: Identity): boolean {
  return refusal === null || !refusedAt || Date.parse(seenAt) > Date.parse(refusedAt);
}

/** The platform to write to: the one they chose if it is open, else the open one where they were seen last. */
export function reachablePlatform({ identities, settings }: Applicant): Platform | null {
  const open = identities.filter(isOpen).toSorted((a, b) => Date.parse(b.seenAt) - Date.parse(a.seenAt));
  const chosen = open.find(({ platform }) => platform === settings.writeTo);
  return (chosen ?? open[0])?.platform ?? null;
}

export function identityOn(person: Applicant, platform: Platform): Identity | undefined {
  return person.identities.find((identity) => identity.platform === platform);
}

/** Changes what we know about the person on one platform. */
export function withIdentity(person: Applicant, platform: Platform, change: Partial<Identity>): Applicant {
  const identities = person.identities.map((identity) =>
    identity.platform === platform ? { ...identity, ...change } : identity,
  );
  return { ...person, identities };
}

/** Records a visit. `at` is an ISO 8601 instant; `address` is the private chat, if the visit was in one. */
export function visited(
  person: Applicant,
  platform: Platform,
  at: string,
  address: string | null,
): Applicant {
  const refusal = identityOn(person, platform)?.refusal;
  return withIdentity(person, platform, {
    seenAt: at,
    ...(refusal && AFTER_VISIT[refusal] === 'over' ? { refusal: null } : {}),
    ...(address ? { address } : {}),
  });
}

/** Records that a platform takes no messages for this person. `at` is an ISO 8601 instant. */
export function refusedOn(person: Applicant, platform: Platform, refusal: Refusal, at: string): Applicant {
  return withIdentity(person, platform, { address: null, refusal, refusedAt: at });
}

/** Where we cannot reach the person, why, how to change that, and what happens until then. Empty if we can. */
export function reachParts(person: Applicant, say: Say): readonly Part[] {
  const refused = person.identities.flatMap(({ platform, refusal }) =>
    refusal ? [{ platform, refusal }] : [],
  );
  if (refused.length === 0) return [];
  const next = reachablePlatform(person);
  const notes = refused.map(({ platform, refusal }) => {
    const key = refusal === 'closed' ? `closed.${platform}` : refusal;
    return say.text(`reach.${key}`, { platform: sayPlatform(platform, say) });
  });
  if (!next) return [...notes, say.text('reach.nowhere')];
  const isRetried = refused.some(({ platform }) => platform === next);
  return [
    ...notes,
    say.text(isRetried ? 'reach.again' : 'reach.instead', { platform: sayPlatform(next, say) }),
  ];
}

export function sayPlatform(platform: Platform, say: Say): string {
  return say.plain(`reach.platform.${platform}`);
}
