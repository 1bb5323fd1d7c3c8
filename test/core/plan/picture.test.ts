import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { createRuler } from '#bots/paint/ruler.ts';
import { assess } from '#core/assessment/assess.ts';
import { timeline } from '#core/pictures/timeline.ts';
import { replan } from '#core/plan/build.ts';
import { weekTimeline, yearTimeline } from '#core/plan/picture.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Profile } from '#core/record/profile.ts';
import { say } from '../../say.ts';
import { ck, cycle, knowledge, NOW, solid, step1 } from '../assessment/people.ts';
import { countingIds, somebody } from '../reminders/person.ts';

const newId = countingIds();
/** The fonts that pictures are painted with. */
const ruler = createRuler();
const PEOPLE: Readonly<Record<string, Profile>> = {
  'in the season, failed CK': {
    ...solid,
    type: 'us_md',
    exams: [step1, ck('fail', 206, '2026-09')],
    cycles: [cycle(2027, 4, { outcome: 'applying' })],
  },
  'reapplies next season': solid,
  'heavy rebuild': { ...solid, usMonths: 0, usRealistic: 'no' },
  'at the stop line': {
    ...solid,
    cycles: [2024, 2025, 2026].map((year) => cycle(year, 0, { changed: 'yes' })),
  },
};

function planner(profile: Profile, now: Temporal.Instant): Applicant {
  const assessment = assess(profile, knowledge, now);
  const zone = 'America/Chicago';
  const plan = replan(null, { profile, assessment, knowledge, now, zone, newId });
  const person = somebody({ profile, assessments: [assessment], plan });
  return { ...person, settings: { ...person.settings, zone } };
}

test('a page that is too short says so, which the next test looks for', () => {
  const data = yearTimeline(planner(solid, NOW), knowledge, NOW, say);
  const entries = [...data.entries, ...data.entries, ...data.entries];
  expect(timeline({ ...data, entries }, say, ruler).svg).toMatch(/and (one|\d+) more/);
});

test.each(Object.entries(PEOPLE))('the whole year fits on one page: %s', (_name, profile) => {
  for (let month = 0; month < 12; month += 1) {
    const now = NOW.add({ hours: 24 * 30 * month });
    const person = planner(profile, now);
    const data = yearTimeline(person, knowledge, now, say);
    const { svg } = timeline(data, say, ruler);
    expect(svg, now.toString()).not.toMatch(/and (one|\d+) more/);
    expect(data.entries.length).toBeGreaterThan(5);
    expect(data.entries.every(({ at }) => at >= now.epochMilliseconds)).toBe(true);
    const last = person.plan?.steps.at(-1)?.on ?? '';
    const span = Math.max(...data.entries.map(({ at }) => at)) - Date.parse(last);
    expect(Math.abs(span) / 86_400_000, now.toString()).toBeLessThan(60);
  }
});

test.each([
  ['America/New_York', ['10:00', '11:00', '08:00', '09:00', '11:00', '21:00', '12:00']],
  ['Asia/Kathmandu', ['19:45', '20:45', '17:45', '18:45', '20:45', '06:45', '21:45']],
  ['Europe/Berlin', ['15:00', '16:00', '13:00', '14:00', '16:00', '02:00', '17:00']],
])('Match Week 2027 on the clock of %s', (zone, times) => {
  const season = knowledge.seasons.find(({ year }) => year === 2027);
  if (!season) throw new Error('no season');
  const now = Temporal.Instant.from('2027-03-16T14:00:00Z');
  const { entries, bands } = weekTimeline(season, now, zone, say);
  const when = (label: string) => entries.find((entry) => entry.label === label)?.when;
  expect([
    when('You see your status'),
    when('SOAP applications open'),
    when('Programs may read and contact you'),
    when('Offer round 1 opens'),
    when('Offer round 1 ends'),
    when('SOAP ends, contact is allowed'),
    when('Match Day results'),
  ]).toEqual(times);
  expect(entries.filter(({ state }) => state === 'done')).toHaveLength(4);
  expect(bands).toHaveLength(1);
});
