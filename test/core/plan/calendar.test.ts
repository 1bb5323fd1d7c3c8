import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { assess } from '#core/assessment/assess.ts';
import { replan } from '#core/plan/build.ts';
import { calendarOf } from '#core/plan/calendar.ts';
import { stepWords } from '#core/plan/step-words.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Task } from '#core/record/plan.ts';
import { move, settle, settleStep, withPlanReminders } from '#core/reminders/schedule.ts';
import { startOf } from '#core/season/season.ts';
import { instantOf } from '#core/time/wall.ts';
import { sample } from '../../depth.ts';
import { say } from '../../say.ts';
import { cycle, knowledge, NOW, solid } from '../assessment/people.ts';
import { countingIds, somebody } from '../reminders/person.ts';

const newId = countingIds();
const PROFILE = { ...solid, cycles: [cycle(2026, 3), cycle(2027, 3, { outcome: 'applying' })] };

function planner(zone: string, now = NOW): Applicant {
  const assessment = assess(PROFILE, knowledge, now);
  const plan = replan(null, { profile: PROFILE, assessment, knowledge, now, zone, newId });
  const person = somebody({ profile: PROFILE, assessments: [assessment], plan });
  return withPlanReminders({ ...person, settings: { ...person.settings, zone } }, now, newId);
}

interface Entry {
  readonly uid: string;
  readonly start: number;
  readonly zone: string;
  readonly allDay: boolean;
  readonly sequence: number;
  readonly status: string;
  readonly summary: string;
  readonly alarms: readonly number[];
}

/** Reads a file as ical.js does, with the zones in the file and no others. */
function read(text: string): ReadonlyMap<string, Entry> {
  // RFC 5545: every line ends in CRLF, the last one too.
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(text.match(/\r\n\r\n|[^\r]\n/)).toBeNull();
  const count = (line: string) => text.split('\r\n').filter((one) => one === line).length;
  expect(count('CLASS:PRIVATE')).toBe(count('BEGIN:VEVENT'));
  expect(count('TRANSP:TRANSPARENT')).toBe(count('BEGIN:VEVENT'));
  // RFC 5545: in an event the alarms stand last.
  expect(text).not.toMatch(/END:VALARM\r\n(?!BEGIN:VALARM|END:VEVENT)/);
  const root = new ICAL.Component(ICAL.parse(text));
  expect(root.getFirstPropertyValue('version')).toBe('2.0');
  ICAL.TimezoneService.reset();
  for (const zone of root.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const entries = root.getAllSubcomponents('vevent').map((component): Entry => {
    const event = new ICAL.Event(component);
    const alarms = component.getAllSubcomponents('valarm').map((alarm) => {
      const trigger = alarm.getFirstPropertyValue('trigger');
      if (!(trigger instanceof ICAL.Duration)) throw new Error('an alarm has no duration');
      return trigger.toSeconds();
    });
    return {
      uid: event.uid,
      start: event.startDate.toUnixTime() * 1000,
      zone: event.startDate.zone?.tzid ?? '',
      allDay: event.startDate.isDate,
      sequence: event.sequence,
      status: String(component.getFirstPropertyValue('status')),
      summary: event.summary,
      alarms,
    };
  });
  expect(new Set(entries.map(({ uid }) => uid)).size).toBe(entries.length);
  return new Map(entries.map((entry) => [entry.uid, entry]));
}
const ofKey = (person: Applicant, key: string) => `${person.id}.${key}@rematch`;

const TASK: Task = {
  id: 'task000001',
  key: 'own',
  set: 'own',
  own: { what: 'Call', who: null },
  on: '2026-12-01',
  time: '16:30',
  provisional: false,
  state: 'open',
  moved: false,
  revision: 0,
};

test.each([
  'America/New_York',
  'America/Los_Angeles',
  'Europe/London',
  'Europe/Berlin',
  'Africa/Lagos',
  'Asia/Karachi',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Sydney',
  'UTC',
])('every step and every moment of the season comes back at its time: %s', (zone) => {
  const person = planner(zone);
  const entries = read(calendarOf(person, knowledge, NOW, say));
  for (const step of person.plan?.steps ?? []) {
    const entry = entries.get(ofKey(person, step.key));
    expect(entry?.start, step.key).toBe(instantOf(`${step.on}T09:00`, zone).epochMilliseconds);
    expect(entry?.zone).toBe(zone);
    expect(entry?.alarms).toEqual([0]);
    const { title } = stepWords(knowledge, step);
    expect(entry?.summary).toBe(step.provisional ? `${title} (provisional date)` : title);
  }
  const season = knowledge.seasons.find(({ year }) => year === 2027);
  if (!season) throw new Error('no season');
  for (const key of ['match_status', 'round_1', 'round_4', 'soap_ends', 'match_day'] as const) {
    const entry = entries.get(ofKey(person, `2027.${key}`));
    expect(entry?.start, key).toBe(startOf(season, key).epochMilliseconds);
    expect(entry?.zone).toBe('America/New_York');
    expect(entry?.alarms).toEqual([-1800, -86400]);
  }
  expect(entries.get(ofKey(person, '2027.rank_list_deadline'))?.allDay).toBe(false);
});

test('a second export updates the first: same UIDs, higher SEQUENCE only if something changed', () => {
  const person = planner('America/Chicago');
  const first = read(calendarOf(person, knowledge, NOW, say));
  const reminderFor = (key: string) => {
    const id = person.plan?.steps.find((step) => step.key === key)?.id;
    return person.reminders.find(({ about }) => about.kind === 'step' && about.step === id)?.id ?? '';
  };
  const moved = move(person, reminderFor('rank_list'), '2027-03-14T17:45', newId);
  const done = settle(moved, reminderFor('three_facts'), 'done', NOW);
  const changed = settle(done, reminderFor('cv'), 'skipped', NOW);
  const second = read(calendarOf(changed, knowledge, NOW.add({ minutes: 5 }), say));
  expect([...second.keys()].toSorted()).toEqual([...first.keys()].toSorted());
  const raised = [...second.values()].filter(
    ({ uid, sequence }) => sequence > (first.get(uid)?.sequence ?? 0),
  );
  const steps = raised.filter(({ uid }) => !uid.includes('.2027.')).map(({ uid }) => uid);
  expect(steps.toSorted()).toEqual(['cv', 'rank_list', 'three_facts'].map((key) => ofKey(person, key)));
  const at = second.get(ofKey(person, 'rank_list'));
  expect(at?.start).toBe(Temporal.Instant.from('2027-03-14T22:45:00Z').epochMilliseconds);
  expect(second.get(ofKey(person, 'cv'))).toMatchObject({ status: 'CANCELLED', alarms: [] });
  expect(second.get(ofKey(person, 'three_facts'))).toMatchObject({ status: 'null', alarms: [] });
});

test('a step that writes to a program, moved by hand into the quiet time, alerts after it', () => {
  const person = planner('America/Chicago');
  const step = person.plan?.steps.find(({ key }) => key === 'open_positions');
  const reminder = person.reminders.find(({ about }) => about.kind === 'step' && about.step === step?.id);
  const moved = move(person, reminder?.id ?? '', '2027-03-17T09:00', newId);
  const entry = read(calendarOf(moved, knowledge, NOW, say)).get(ofKey(person, 'open_positions'));
  expect(entry?.start).toBe(Date.parse('2027-03-19T14:00:00Z'));
});

test('a new plan keeps its UIDs and cancels what is gone', () => {
  const person = planner('America/Chicago');
  const profile = {
    ...PROFILE,
    cycles: [2024, 2025, 2026].map((year) => cycle(year, 0, { changed: 'yes' })),
  };
  const assessment = assess(profile, knowledge, NOW);
  const input = { profile, assessment, knowledge, now: NOW, zone: 'America/Chicago', newId };
  const anew = { ...person, profile, plan: replan(person.plan, input) };
  const entries = read(calendarOf(anew, knowledge, NOW, say));
  expect(entries.get(ofKey(person, 'submit'))).toMatchObject({ status: 'CANCELLED', sequence: 1 });
  expect(entries.get(ofKey(person, 'hard_talk'))).toMatchObject({ status: 'null', sequence: 0 });
});

test("a person's own words come back as they were typed, whatever they contain", () => {
  const what = 'Call; ask, "now"\\n \\ BEGIN:VEVENT 🙂 مرحبا';
  const task = { ...TASK, own: { what, who: null } };
  const person = somebody({ tasks: [task] });
  const entries = read(calendarOf(person, knowledge, NOW, say));
  expect([...entries.values()]).toMatchObject([
    { uid: ofKey(person, task.id), summary: what, start: Date.parse('2026-12-01T11:30:00Z') },
  ]);
  const settled = settleStep(person, task.id, 'skipped', NOW);
  expect([...read(calendarOf(settled, knowledge, NOW, say)).values()]).toMatchObject([
    { sequence: 1, status: 'CANCELLED' },
  ]);
});

/** Every fourth; in a deep run all of them. */
const SOME_ZONES = sample(Intl.supportedValuesOf('timeZone'), 4);

test('the instant is right in time zones all over the world, on both sides of the next clock changes', () => {
  const days = ['2026-12-01', '2027-03-20', '2027-04-05', '2027-07-01', '2027-10-25', '2027-11-10'];
  const wrong = SOME_ZONES.flatMap((zone) => {
    const tasks = days.map((on, index) => ({ ...TASK, id: `task00000${index}`, on }));
    const person = somebody({ tasks });
    const there = { ...person, settings: { ...person.settings, zone } };
    const entries = read(calendarOf(there, knowledge, NOW, say));
    return tasks.flatMap(({ id, on, time }) => {
      const start = entries.get(ofKey(person, id))?.start;
      return start === instantOf(`${on}T${time}`, zone).epochMilliseconds ? [] : [`${zone} ${on}`];
    });
  });
  expect(wrong).toEqual([]);
});
