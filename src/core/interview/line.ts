import { casual } from 'chrono-node/en';
import { Temporal } from 'temporal-polyfill';
import type { Format, InterviewRules } from '#core/knowledge/interview.ts';
import type { PlannedInterview } from '#core/record/interview.ts';
import { findZones } from '#core/time/find-zones.ts';
import { zoneSchema } from '#core/time/zone.ts';

/** What a line says about an interview. */
export type ToldInterview = Pick<PlannedInterview, 'program' | 'on' | 'time' | 'zone' | 'format'>;

export type ReadInterview =
  /** `hasZone`: the line says in which zone its hour is. */
  | { readonly kind: 'read'; readonly interview: ToldInterview; readonly hasZone: boolean }
  | { readonly kind: 'unread'; readonly why: 'no_day' | 'no_program' };

/** Longer lines tell more than an interview. */
const LONGEST = 300;
/** A day without a year that is farther away than this was the last one. */
const FAR_DAYS = 240;
/** Nobody interviews before seven: "at 2" is in the afternoon. */
const EARLIEST = 7;
/** An hour, and right after it the zone's name. */
const ZONED =
  /(?<hour>\b\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\b\.?|h\b)?|\bnoon)\s{0,3}\(?(?<zone>[A-Z][A-Za-z_]{1,20}\/[A-Z][A-Za-z_/]{1,30}|[A-Za-z]{2,12}(?: [A-Za-z]{2,12})?(?= time\b)|[A-Za-z]{2,10}\b)(?: time\b)?\)?/gi;
const INTERVIEW = /\b(?:my )?(?:interviews?|interviewing|iv)\b(?: day)?(?: (?:with|at|for|on))?/gi;
const EDGES =
  /^(?:[\s,;:.()–—-]|(?:with|at|on|for|by|via|the|is|in)\b)+|(?:[\s,;:(–—-]|\b(?:on|at|by|via|in|for|is|with))+$/gi;

/**
 * Reads "St. Luke's FM, Jan 15 9am ET".
 * @param zone where the hour is if the line does not say
 * @param known the program, if the line need not name it
 */
export function readInterviewLine(
  typed: string,
  { zones, formats }: Pick<InterviewRules, 'zones' | 'formats'>,
  now: Temporal.Instant,
  zone: string,
  known: string | null = null,
): ReadInterview {
  let line = typed.slice(0, LONGEST).replace(/\s+/g, ' ').trim();
  const named = zoneIn(line, zones);
  const at = named?.zone ?? zone;
  if (named) line = `${line.slice(0, named.from)} ${line.slice(named.to)}`;
  const day = dayIn(line, now.toZonedDateTimeISO(at).toPlainDate());
  if (!day) return { kind: 'unread', why: 'no_day' };
  let rest = `${line.slice(0, day.from)} , ${line.slice(day.to)}`;
  const format = formatIn(rest, formats);
  if (format) rest = `${rest.slice(0, format.from)} ${rest.slice(format.to)}`;
  const program = known ?? programIn(rest);
  if (program === '') return { kind: 'unread', why: 'no_program' };
  const interview = { program, on: day.on, time: day.time, zone: at, format: format?.format ?? null };
  return { kind: 'read', interview, hasZone: named !== null };
}

/** What is left of a line without its day, zone and format. */
function programIn(rest: string): string {
  return rest
    .replace(INTERVIEW, ' ')
    .replace(/\(\s*\)/g, ' ')
    .split(',')
    .map((piece) => piece.replace(/\s+/g, ' ').trim().replace(EDGES, '').trim())
    .filter((piece) => /\p{L}{2}/u.test(piece))
    .join(', ')
    .slice(0, 100)
    .trim();
}

function zoneIn(
  line: string,
  zones: InterviewRules['zones'],
): { readonly zone: string; readonly from: number; readonly to: number } | null {
  for (const { 0: whole, index, groups = {} } of line.matchAll(ZONED)) {
    const [hour = '', name = ''] = [groups.hour, groups.zone];
    const zone = zoneCalled(name, / time\)?$/i.test(whole), zones);
    if (zone) return { zone, from: index + hour.length, to: index + whole.length };
  }
  return null;
}

function zoneCalled(name: string, isTime: boolean, zones: InterviewRules['zones']): string | null {
  const short = (isTime ? name.replace(/ .*/, '') : name).toLowerCase();
  if (Object.hasOwn(zones, short)) return zones[short] ?? null;
  if (name.includes('/')) return zoneSchema.safeParse(name).success ? name : null;
  return isTime ? (findZones(name)[0]?.value ?? null) : null;
}

function dayIn(
  line: string,
  today: Temporal.PlainDate,
): { readonly on: string; readonly time: string | null; readonly from: number; readonly to: number } | null {
  const instant = new Date(`${today.toString()}T12:00:00Z`);
  const found = casual
    .parse(line, { instant, timezone: 0 }, { forwardDate: true })
    .find(({ start }) => start.isCertain('day') || start.isCertain('weekday'));
  if (!found) return null;
  const { start, index, text } = found;
  const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')];
  if (year === null || month === null || day === null) return null;
  const told = Temporal.PlainDate.from({ year, month, day });
  const isFar = !start.isCertain('year') && today.until(told).days > FAR_DAYS;
  const on = isFar ? told.subtract({ years: 1 }) : told;
  return { on: on.toString(), time: hourOf(start), from: index, to: index + text.length };
}

function hourOf(start: {
  get(part: 'hour' | 'minute'): number | null;
  isCertain(part: 'hour' | 'meridiem'): boolean;
}): string | null {
  const hour = start.get('hour');
  if (hour === null || !start.isCertain('hour')) return null;
  const isAfternoon = !start.isCertain('meridiem') && hour > 0 && hour < EARLIEST;
  const clock = isAfternoon ? hour + 12 : hour;
  return `${String(clock).padStart(2, '0')}:${String(start.get('minute') ?? 0).padStart(2, '0')}`;
}

function formatIn(
  line: string,
  formats: InterviewRules['formats'],
): { readonly format: Format; readonly from: number; readonly to: number } | null {
  const lower = ` ${line.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ' ')} `;
  for (const format of ['video', 'in_person', 'phone'] as const) {
    for (const word of formats[format].toSorted((a, b) => b.length - a.length)) {
      const at = lower.indexOf(` ${word} `);
      if (at >= 0) return { format, from: at, to: at + word.length };
    }
  }
  return null;
}
