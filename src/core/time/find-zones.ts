import type { Choice } from '#core/reply.ts';

/** Discord shows no more suggestions than this, and no one needs more. */
const MOST = 25;

/** Places that people type and no IANA zone is named after, each with the zone that has its time. */
const CITIES: Readonly<Record<string, string>> = {
  boston: 'America/New_York',
  miami: 'America/New_York',
  atlanta: 'America/New_York',
  philadelphia: 'America/New_York',
  washington: 'America/New_York',
  houston: 'America/Chicago',
  dallas: 'America/Chicago',
  austin: 'America/Chicago',
  'san francisco': 'America/Los_Angeles',
  seattle: 'America/Los_Angeles',
  'san diego': 'America/Los_Angeles',
  delhi: 'Asia/Kolkata',
  mumbai: 'Asia/Kolkata',
  bangalore: 'Asia/Kolkata',
  chennai: 'Asia/Kolkata',
  hyderabad: 'Asia/Kolkata',
  india: 'Asia/Kolkata',
  lahore: 'Asia/Karachi',
  islamabad: 'Asia/Karachi',
  pakistan: 'Asia/Karachi',
  abuja: 'Africa/Lagos',
  nigeria: 'Africa/Lagos',
  nepal: 'Asia/Kathmandu',
  bangladesh: 'Asia/Dhaka',
  egypt: 'Africa/Cairo',
  beijing: 'Asia/Shanghai',
  'abu dhabi': 'Asia/Dubai',
  eastern: 'America/New_York',
  central: 'America/Chicago',
  mountain: 'America/Denver',
  pacific: 'America/Los_Angeles',
};

const ZONES: readonly string[] = [
  ...new Set([...Intl.supportedValuesOf('timeZone'), ...Object.values(CITIES), 'UTC']),
];

/**
 * Finds time zones by a city, a region or an IANA name, at most 25, best first. The value is the IANA name.
 * Abbreviations such as EST or IST find nothing: they are fixed offsets or mean several zones.
 */
export function findZones(typed: string): readonly Choice[] {
  const wanted = plain(typed);
  if (wanted === '') return [];
  const alias = Object.hasOwn(CITIES, wanted) ? CITIES[wanted] : undefined;
  const scored = ZONES.flatMap((zone) => {
    const score = zone === alias ? 0 : scoreOf(plain(zone), wanted);
    return score === null ? [] : [{ zone, score }];
  });
  return scored
    .toSorted((a, b) => a.score - b.score || a.zone.localeCompare(b.zone))
    .slice(0, MOST)
    .map(({ zone }) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('_', ' ').trim();
}

function scoreOf(zone: string, wanted: string): number | null {
  const city = zone.slice(zone.lastIndexOf('/') + 1);
  if (zone === wanted || city === wanted) return 1;
  if (city.startsWith(wanted)) return 2;
  if (zone.startsWith(wanted)) return 3;
  return zone.split(/[/ ]/).some((word) => word.startsWith(wanted)) ? 4 : null;
}
