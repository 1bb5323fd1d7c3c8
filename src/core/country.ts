import { getAllCountries, getTimezone } from 'countries-and-timezones';
import leven from 'leven';

/** Names that people use but that no list of country names includes. */
const ALSO: Readonly<Record<string, string>> = {
  uk: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  northernireland: 'GB',
  britain: 'GB',
  greatbritain: 'GB',
  usa: 'US',
  us: 'US',
  america: 'US',
  unitedstatesofamerica: 'US',
  states: 'US',
  thestates: 'US',
  uae: 'AE',
  emirates: 'AE',
  ksa: 'SA',
  korea: 'KR',
  southkorea: 'KR',
  holland: 'NL',
  turkey: 'TR',
  burma: 'MM',
  czechrepublic: 'CZ',
  ivorycoast: 'CI',
  hindustan: 'IN',
  bharat: 'IN',
  drc: 'CD',
  capeverde: 'CV',
  swaziland: 'SZ',
  macedonia: 'MK',
  palestine: 'PS',
  hongkong: 'HK',
  macau: 'MO',
};
/** Languages in which people may name a country. */
const LANGUAGES = [
  'en',
  'es',
  'pt',
  'fr',
  'de',
  'it',
  'nl',
  'pl',
  'ro',
  'el',
  'cs',
  'hu',
  'sv',
  'da',
  'nb',
  'fi',
  'ru',
  'uk',
  'tr',
  'ar',
  'fa',
  'he',
  'hi',
  'ur',
  'bn',
  'ne',
  'ta',
  'th',
  'vi',
  'id',
  'ms',
  'fil',
  'zh',
  'ja',
  'ko',
  'sw',
  'am',
  'hy',
  'ka',
  'az',
];
const REGIONAL_A = 0x1f1e6;

let names: ReadonlyMap<string, string> | null = null;

/**
 * Finds the country someone means: by its name in many languages, ISO code, flag or time zone, in any usual spelling.
 * @returns its ISO 3166-1 alpha-2 code, or null
 */
export function countryNamed(typed: string): string | null {
  const text = typed.trim().slice(0, 80);
  const flag = /^([\u{1F1E6}-\u{1F1FF}])([\u{1F1E6}-\u{1F1FF}])$/u.exec(text);
  if (flag) return known(letterOf(flag[1]) + letterOf(flag[2]));
  if (/^[A-Za-z_]+\/[A-Za-z_/+-]+$/.test(text)) return countryOfZone(text);
  const plain = plainOf(text);
  const also = ALSO[plain];
  if (also) return also;
  if (/^[a-z]{2}$/.test(plain)) return known(plain.toUpperCase());
  names ??= namesOf();
  return (
    names.get(plain) ?? names.get(plain.replace(/^the/, '')) ?? inside(text, names) ?? nearly(plain, names)
  );
}

/** The country of an IANA zone: the first one that uses it. Null for a zone without a country, such as UTC. */
export function countryOfZone(zone: string): string | null {
  return getTimezone(zone)?.countries[0] ?? null;
}

/** A country's name in English. */
export function countryName(code: string): string {
  return new Intl.DisplayNames(['en'], { type: 'region' }).of(code) ?? code;
}

function letterOf(sign: string | undefined): string {
  return String.fromCodePoint((sign?.codePointAt(0) ?? REGIONAL_A) - REGIONAL_A + 65);
}

function known(code: string): string | null {
  return code in getAllCountries() ? code : null;
}

function plainOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ı/g, 'i')
    .replace(/[^\p{L}]/gu, '');
}

function namesOf(): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  for (const language of LANGUAGES) {
    const display = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (const code of Object.keys(getAllCountries())) {
      const name = plainOf(display.of(code) ?? '');
      if (name !== '' && !all.has(name)) all.set(name, code);
    }
  }
  return all;
}

/** Finds a name among other words, as in "I am in Pakistan". Tries up to four words in a row. */
function inside(text: string, all: ReadonlyMap<string, string>): string | null {
  const words = text.split(/[^\p{L}\p{M}.'’-]+/u).filter((word) => word !== '');
  for (let length = 4; length > 0; length -= 1) {
    for (let at = 0; at + length <= words.length; at += 1) {
      const part = plainOf(words.slice(at, at + length).join(' '));
      const code = all.get(part) ?? (part.length > 2 ? ALSO[part] : undefined);
      if (code && part.length > 2) return code;
    }
  }
  return null;
}

/** Allows one typo in a longer name, if only one country is that close. */
function nearly(plain: string, all: ReadonlyMap<string, string>): string | null {
  if (plain.length < 5) return null;
  const near = new Set<string>();
  for (const [name, code] of all) {
    if (name.length >= 5 && Math.abs(name.length - plain.length) <= 1 && leven(name, plain) === 1)
      near.add(code);
  }
  const [only] = near;
  return near.size === 1 && only ? only : null;
}
