import { z } from 'zod';
import { Refused } from '#bots/chat/refused.ts';

const MONTHS = [
  ['january', 'jan'],
  ['february', 'feb'],
  ['march', 'mar'],
  ['april', 'apr'],
  ['may'],
  ['june', 'jun'],
  ['july', 'jul'],
  ['august', 'aug'],
  ['september', 'sep', 'sept'],
  ['october', 'oct'],
  ['november', 'nov'],
  ['december', 'dec'],
];

/**
 * Reads `2026-03`, `3/2026`, `3 2026`, `032026`, `March 2026` or `mar 2026` as `2026-03`.
 * @throws {Refused} for anything else, and for anything outside `min` to `max` (`YYYY-MM`)
 */
export function readMonth(typed: string, min: string, max: string): string {
  const iso = /^(\d{4})[-/.](\d{1,2})$/.exec(typed);
  const turned = /^(\d{1,2})[-/. ]?(\d{4})$/.exec(typed);
  const named = /^([a-z]{3,9})\.?,? (\d{4})$/i.exec(typed);
  const year = iso?.[1] ?? turned?.[2] ?? named?.[2];
  const month = named
    ? MONTHS.findIndex((names) => names.includes((named[1] ?? '').toLowerCase())) + 1
    : Number(iso?.[2] ?? turned?.[1]);
  if (!year || !(month >= 1 && month <= 12)) throw new Refused('chat.not_a_month', { min, max });
  const value = `${year}-${String(month).padStart(2, '0')}`;
  if (value < min || value > max) throw new Refused('chat.not_a_month', { min, max });
  return value;
}

/**
 * Reads `2026-09-14` and `14 Sep 2026` as a day, everything else as a month.
 * @throws {Refused} for anything else, and for anything outside `min` to `max` (`YYYY-MM`)
 */
export function readDayOrMonth(typed: string, min: string, max: string): string {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  const named = /^(\d{1,2})\.? ([a-z]{3,9})\.?,? (\d{4})$/i.exec(typed);
  if (!iso && !named) return readMonth(typed, min, max);
  const month = named
    ? MONTHS.findIndex((names) => names.includes((named[2] ?? '').toLowerCase())) + 1
    : Number(iso?.[2]);
  const two = (part: string | number): string => String(part).padStart(2, '0');
  const day = `${iso?.[1] ?? named?.[3]}-${two(month)}-${two(iso?.[3] ?? named?.[1] ?? 0)}`;
  const isInside = day.slice(0, 7) >= min && day.slice(0, 7) <= max;
  if (!isInside || !z.iso.date().safeParse(day).success) throw new Refused('chat.not_a_day', { min, max });
  return day;
}
