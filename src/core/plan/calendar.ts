import ical, {
  type ICalAlarmData,
  ICalAlarmType,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import { tzlib_get_ical_block as zoneBlock } from 'timezones-ical-library';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { type EventKey, readWhen, type Season } from '#core/knowledge/season.ts';
import { ruleOf, stepWords } from '#core/plan/step-words.ts';
import { isTask, todo } from '#core/plan/tasks.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Step, Task } from '#core/record/plan.ts';
import { cyclesAt } from '#core/season/cycle.ts';
import { afterQuietDays, endOf, isProvisional, startOf } from '#core/season/season.ts';
import type { Say } from '#core/text.ts';
import { instantOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

const STEP_MINUTES = 30;
/** How many seconds before a moment of the season the calendar shows an alarm. */
const SEASON_ALARMS = [30 * 60, 24 * 60 * 60];
const MINUTE_MS = 60_000;
/** Revisions count from here, which keeps them small enough for every calendar. */
const EPOCH_MS = Date.UTC(2026, 0, 1);

const SEASON_EVENTS = [
  'rank_list_deadline',
  'match_status',
  'soap_apply',
  'soap_review',
  'round_1',
  'round_2',
  'round_3',
  'round_4',
  'soap_ends',
  'match_day',
] as const satisfies readonly EventKey[];

/**
 * The plan as an iCalendar file (RFC 5545). Every entry keeps its UID and its SEQUENCE rises with each change, so a later
 * export updates an earlier one. What has left the plan is cancelled. Steps are in the person's zone, and moments of their
 * season in the season's own.
 */
export function calendarOf(person: Applicant, knowledge: Knowledge, now: Temporal.Instant, say: Say): string {
  const calendar = ical({
    name: say.plain('calendar.name'),
    prodId: { company: 'rematch', product: 'rematch', language: 'EN' },
  });
  calendar.timezone({ name: null, generator: blockOf });
  for (const step of todo(person)) calendar.createEvent(stepEvent(person, step, knowledge, now, say));
  const { running } = cyclesAt(person.profile, knowledge.seasons, now, knowledge.assessment.rules);
  for (const key of running ? SEASON_EVENTS : []) {
    if (running) calendar.createEvent(seasonEvent(person, running, key, now, say));
  }
  return finished(calendar.toString());
}

/**
 * Marks entries as private here, since the library would write that after the alarms, where RFC 5545 allows no property.
 * Ends every line with CRLF, including the last.
 */
function finished(text: string): string {
  const discreet = text.replaceAll('\r\nTRANSP:TRANSPARENT', '\r\nCLASS:PRIVATE\r\nTRANSP:TRANSPARENT');
  return `${discreet}\r\n`;
}

/** The VTIMEZONE of a zone under the name that entries use. For an alias, the library returns the block of its main name. */
function blockOf(zone: string): string | null {
  const found = zoneBlock(zone);
  if (!Array.isArray(found)) return null;
  return found[0]?.replace(/^TZID:.*$/m, `TZID:${zone}`) ?? null;
}

/** Null when the zone has no block, so its name would mean nothing. Those entries are written in UTC. */
function namedZone(zone: string): string | null {
  return zone !== 'UTC' && blockOf(zone) ? zone : null;
}

function uidOf(person: Applicant, name: string): string {
  return `${person.id}.${name}@rematch`;
}

/** An alarm, so many seconds before the start. */
function alarm(description: string, seconds: number): ICalAlarmData {
  return { type: ICalAlarmType.display, triggerBefore: seconds, description };
}

function stepEvent(
  person: Applicant,
  step: Step | Task,
  knowledge: Knowledge,
  now: Temporal.Instant,
  say: Say,
): ICalEventData {
  const zone = zoneOf(person.settings);
  const { title, why, how, source } = stepWords(knowledge, step);
  const day = Temporal.PlainDate.from(step.on);
  // A step moved by hand may now fall in the quiet time, when no alarm may ask for contact.
  const on = ruleOf(knowledge, step.key)?.contact ? afterQuietDays(day, knowledge.seasons, zone) : day;
  const start = instantOf(`${on}T${step.time}`, zone).toZonedDateTimeISO(zone);
  const isOff = step.state === 'dropped' || step.state === 'gone';
  const state = step.state === 'done' ? 'done' : step.provisional ? 'provisional' : 'open';
  return {
    id: uidOf(person, isTask(step) ? step.id : step.key),
    sequence: step.revision,
    stamp: now,
    transparency: ICalEventTransparency.TRANSPARENT,
    start,
    end: start.add({ minutes: STEP_MINUTES }),
    timezone: namedZone(zone),
    summary: say.plain(`calendar.summary_of.${state}`, { title }),
    description: [why, how, source].filter((text) => text !== '').join('\n\n') || null,
    // The library writes the status after the alarms, where RFC 5545 allows no property, so only entries without one get it.
    status: isOff ? ICalEventStatus.CANCELLED : null,
    alarms: step.state === 'open' ? [alarm(title, 0)] : [],
  };
}

/** A season file has no revisions, so the minute of the export is used as one. */
function seasonEvent(
  person: Applicant,
  season: Season,
  key: EventKey,
  now: Temporal.Instant,
  say: Say,
): ICalEventData {
  const { zone, year } = season;
  const event = season.events[key];
  const start = startOf(season, key).toZonedDateTimeISO(zone);
  const title = say.plain(`calendar.event.${key}`);
  const state = isProvisional(event) ? 'provisional' : 'open';
  const common = {
    id: uidOf(person, `${year}.${key}`),
    sequence: Math.floor((now.epochMilliseconds - EPOCH_MS) / MINUTE_MS),
    stamp: now,
    transparency: ICalEventTransparency.TRANSPARENT,
    summary: say.plain(`calendar.summary_of.${state}`, { title }),
    alarms: SEASON_ALARMS.map((seconds) => alarm(title, seconds)),
  };
  // Only the day of this event has been published.
  if (readWhen(event.when).kind !== 'moment') return { ...common, start: start.toPlainDate(), allDay: true };
  const lasts = endOf(season, key).epochMilliseconds > start.epochMilliseconds;
  const end = lasts ? endOf(season, key).toZonedDateTimeISO(zone) : start.add({ minutes: STEP_MINUTES });
  return { ...common, start, end, timezone: namedZone(zone) };
}
