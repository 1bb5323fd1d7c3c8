import { plainSpelling } from '#core/reminders/phrase/spelling.ts';
import type { Choice } from '#core/reply.ts';

/** `16:30`, `1630`, `4pm`, `4.30 pm`, `16h30`, after everything else was brought into one spelling. */
const TIME = /^(?:at )?(\d{1,2})(?:[:.h]?(\d{2}))? ?(?:([ap])m?)?$/;
const BETWEEN = / ?(?:-|–|—|\bto\b|\buntil\b|\btill\b) ?/;

/**
 * Reads a time of day as people type it: `16:30`, `4pm`, `half past four`, `noon`.
 * @returns `HH:mm` each; two where `4` alone may mean either half of the day, the later one first; none when it is no time
 */
export function readTimes(typed: string): readonly string[] {
  const plain = plainSpelling(typed);
  if (/^(?:at )?noon$/.test(plain)) return ['12:00'];
  if (/^(?:at )?midnight$/.test(plain)) return ['00:00'];
  const found = TIME.exec(plain);
  if (!found) return [];
  const [hour, minute, half] = [Number(found[1]), Number(found[2] ?? 0), found[3]];
  if (minute > 59 || hour > 23 || (half && (hour < 1 || hour > 12))) return [];
  if (half) return [timeOf((hour % 12) + (half === 'p' ? 12 : 0), minute)];
  const isOpen = found[2] === undefined && hour >= 1 && hour <= 11;
  return isOpen ? [timeOf(hour + 12, minute), timeOf(hour, minute)] : [timeOf(hour, minute)];
}

/** The same as choices. */
export function findTimes(typed: string): readonly Choice[] {
  return readTimes(typed).map((value) => ({ value, label: value }));
}

/**
 * Reads hours of the night as people type them: `10pm-7am`, `22:00 to 07:00`, `from 10 until 6`. A bare hour is one in the
 * evening where they begin and one in the morning where they end.
 * @returns null when it is no such span
 */
export function readHours(typed: string): { readonly from: string; readonly to: string } | null {
  const [first, last, ...more] = typed
    .trim()
    .toLowerCase()
    .replace(/^(?:from|between) /, '')
    .replace(/ and /, ' to ')
    .split(BETWEEN);
  if (first === undefined || last === undefined || more.length > 0) return null;
  const [from] = readTimes(first);
  const to = readTimes(last).at(-1);
  return from && to && from !== to ? { from, to } : null;
}

function timeOf(hour: number, minute: number): string {
  return [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
}
