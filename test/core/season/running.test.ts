import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test, vi } from 'vitest';
import { assess, verdictFacts } from '#core/assessment/assess.ts';
import { EVENTS, type Season } from '#core/knowledge/season.ts';
import { buildPlan } from '#core/plan/build.ts';
import type { Profile } from '#core/record/profile.ts';
import { startOf } from '#core/season/season.ts';
import { cycle, knowledge } from '../assessment/people.ts';
import { FEWER, PATIENCE, profiles } from '../assessment/profiles.ts';

vi.setConfig({ testTimeout: PATIENCE });

const [season] = knowledge.seasons.filter(({ year }) => year === 2027);
if (!season) throw new Error('the season of the tests is gone');
const DEADLINE = startOf(season, 'rank_list_deadline');
const OPENS = startOf(season, 'programs_review');
const ZONE = 'America/New_York';

/** Somebody who applies in the running Match, whatever else was told. */
const running: fc.Arbitrary<Profile> = fc
  .tuple(profiles, fc.option(fc.integer({ min: 0, max: 9 }), { nil: null }))
  .map(([profile, interviews]) => ({
    ...profile,
    cycles: [
      ...profile.cycles.filter(({ year }) => year !== null && year < 2027),
      cycle(2027, interviews, { outcome: 'applying' }),
    ],
  }));

const spanHours = (from: Temporal.Instant, to: Temporal.Instant) =>
  Math.floor(from.until(to).total({ unit: 'hours' }));
const before = fc.integer({ min: 0, max: spanHours(OPENS, DEADLINE) - 1 });

let count = 0;
const newId = () => `t${(++count).toString(36).padStart(9, '0')}`;
function planKeys(profile: Profile, now: Temporal.Instant): readonly string[] {
  const assessment = assess(profile, knowledge, now);
  const plan = buildPlan({ profile, assessment, knowledge, now, zone: ZONE, newId });
  return plan.steps.map(({ key }) => key);
}

test('no running season is dropped before its rank list deadline', () => {
  fc.assert(
    fc.property(running, before, (profile, hours) => {
      const now = OPENS.add({ hours });
      const facts = verdictFacts(profile, assess(profile, knowledge, now), knowledge, now);
      const isImpossible =
        facts.attempts_exhausted === true || (facts.img === true && facts.retake_too_late === true);
      expect(facts.season_closed).toBe(isImpossible);
      const keys = planKeys(profile, now);
      for (const key of ['soap_ready', 'quiet_rule', 'match_status', 'soap_offers'])
        expect(keys.includes(key), `${key} at ${now}`).toBe(!isImpossible);
    }),
    FEWER,
  );
});

test('a first Match is one until its SOAP is over, unless it is impossible', () => {
  fc.assert(
    fc.property(running, before, (profile, hours) => {
      const now = OPENS.add({ hours });
      const first = { ...profile, cycles: profile.cycles.slice(-1) };
      const { path } = assess(first, knowledge, now);
      const facts = verdictFacts(first, assess(first, knowledge, now), knowledge, now);
      expect(path === 'first_match').toBe(facts.season_closed !== true);
    }),
    FEWER,
  );
});

/** Every moment that a season file names, of each season. */
const NAMED = knowledge.seasons.flatMap((one: Season) => EVENTS.map((key) => startOf(one, key)));
const passesNamed = (from: Temporal.Instant, to: Temporal.Instant) =>
  NAMED.some((at) => Temporal.Instant.compare(from, at) < 0 && Temporal.Instant.compare(at, to) <= 0);

test('the same facts give the same path on every hour of a day, unless a named moment passed', () => {
  const hour = fc.integer({ min: 0, max: 24 * 365 });
  fc.assert(
    fc.property(profiles, hour, (profile, hours) => {
      const from = OPENS.add({ hours });
      const to = from.add({ hours: 1 });
      const day = (at: Temporal.Instant) => at.toZonedDateTimeISO(ZONE).toPlainDate().toString();
      // What counts in days, such as the last day to sit an exam in time, changes with the day.
      fc.pre(day(from) === day(to) && !passesNamed(from, to));
      const path = (at: Temporal.Instant) => assess(profile, knowledge, at).path;
      expect(path(to)).toBe(path(from));
    }),
    FEWER,
  );
});

test('from the rank list deadline to the days after SOAP the path of an ended Match stays', () => {
  const ended = running.map((profile) => ({
    ...profile,
    cycles: profile.cycles.map((one) => ({ ...one, outcome: 'unmatched' as const })),
  }));
  const soap = startOf(season, 'soap_ends');
  fc.assert(
    fc.property(ended, (profile) => {
      const path = (hours: number) => assess(profile, knowledge, soap.add({ hours })).path;
      expect(path(2)).toBe(path(-1));
    }),
    FEWER,
  );
});
