import { z } from 'zod';

/** An IANA zone name. Abbreviations such as `EST` are fixed offsets and are refused. */
export const zoneSchema = z.string().max(64).refine(isZone, 'not an IANA time zone such as America/New_York');

/** Cached: checking a zone is slow, and every read of a record does it. */
const knownZones = new Set<string>();

function isZone(text: string): boolean {
  if (knownZones.has(text)) return true;
  if (text !== 'UTC' && !/^[A-Z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)+$/.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
  } catch {
    return false;
  }
  knownZones.add(text);
  return true;
}

/** The zone we use until a person tells us theirs. */
export const FALLBACK_ZONE = 'UTC';

export function zoneOf(settings: { readonly zone: string | null }): string {
  return settings.zone ?? FALLBACK_ZONE;
}
