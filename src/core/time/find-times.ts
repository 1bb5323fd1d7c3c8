import type { Choice } from '#core/reply.ts';

/** Reads a time of day as people type it: `16:30`, `1630`, `4pm`, `4.30 p.m.`; `4` alone may mean two. `HH:mm` each. */
export function findTimes(typed: string): readonly Choice[] {
  const found = /^(\d{1,2})(?:[:.h]?(\d{2}))?\s*([ap])?\.?m?\.?$/i.exec(typed.trim());
  if (!found) return [];
  const [hour, minute, half] = [Number(found[1]), Number(found[2] ?? 0), found[3]?.toLowerCase()];
  if (minute > 59 || hour > 23 || (half && (hour < 1 || hour > 12))) return [];
  if (half) return [choice((hour % 12) + (half === 'p' ? 12 : 0), minute)];
  const isOpen = found[2] === undefined && hour >= 1 && hour <= 11;
  return isOpen ? [choice(hour + 12, minute), choice(hour, minute)] : [choice(hour, minute)];
}

function choice(hour: number, minute: number): Choice {
  const value = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
  return { value, label: value };
}
