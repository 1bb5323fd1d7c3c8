import { expect, test } from 'vitest';
import { countryNamed, countryOfZone } from '#core/country.ts';

test.each([
  ['pakistan', 'PK'],
  ['PK', 'PK'],
  ['UK', 'GB'],
  ['U.S.A.', 'US'],
  ['usa', 'US'],
  ['the Netherlands', 'NL'],
  ['deutschland', 'DE'],
  ['Brasil', 'BR'],
  ['مصر', 'EG'],
  ['Россия', 'RU'],
  ['Türkiye', 'TR'],
  ['turkey', 'TR'],
  ['🇵🇰', 'PK'],
  ['Asia/Karachi', 'PK'],
  ['I am in Saudi Arabia', 'SA'],
  ['pakstan', 'PK'],
  ['Cote d’Ivoire', 'CI'],
])('%s is %s', (typed, code) => expect(countryNamed(typed)).toBe(code));

test.each(['Atlantis', '', '??', 'zz', 'Asia/Atlantis'])('%s is not a country', (typed) =>
  expect(countryNamed(typed)).toBeNull(),
);

test.each([
  ['America/New_York', 'US'],
  ['Asia/Calcutta', 'IN'],
  ['Asia/Kolkata', 'IN'],
  ['Europe/London', 'GB'],
  ['UTC', null],
])('the zone %s is in %s', (zone, code) => expect(countryOfZone(zone)).toBe(code));
