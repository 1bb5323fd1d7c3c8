import type { Temporal } from 'temporal-polyfill';
import type { STORY_FIELDS } from '#core/knowledge/fields.ts';
import type { Cycle, Fact, Profile, strengthSchema } from '#core/record/profile.ts';
import { remember } from '#core/remember.ts';
import { ENDED_WITHOUT, latestCycle } from '#core/season/latest.ts';

type StoryFacts = Readonly<Record<(typeof STORY_FIELDS)[number], string | number | boolean | null>>;

/** The latest cycle that ended without a full position: the one to look back on. */
export function lookBack({ cycles }: Profile): Cycle | null {
  return latestEnded(cycles);
}

const latestEnded = remember((cycles: Profile['cycles']): Cycle | null => {
  const inOneOrder = cycles.toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)));
  return latestCycle(inOneOrder.filter(({ outcome }) => ENDED_WITHOUT.includes(outcome)));
});

/**
 * @param deadline when new results stop counting. What depends on other facts is added by `aboveFacts` and the
 * readings.
 */
export function storyFacts(
  profile: Profile,
  deadline: Temporal.Instant | null,
  isMatchWeek: boolean,
  now: Temporal.Instant,
): StoryFacts {
  const cycle = lookBack(profile);
  const soap = cycle?.soap ?? null;
  const ranked = cycle?.outcome === 'no_rank_list' ? 0 : (cycle?.ranked ?? null);
  return {
    cycle_year: cycle?.year ?? null,
    cycle_outcome: cycle?.outcome ?? null,
    cycle_interviews: cycle?.interviews ?? null,
    cycle_programs: cycle?.programs ?? null,
    cycle_ranked: ranked,
    cycle_unranked:
      cycle && cycle.interviews !== null && ranked !== null ? Math.max(0, cycle.interviews - ranked) : null,
    cycle_above: null,
    cycle_statement: told(cycle?.statement),
    cycle_letters: told(cycle?.letters),
    soap_applications: soap?.applications ?? null,
    soap_interviews: soap?.interviews ?? null,
    soap_above: null,
    soap_off_history: null,
    professionalism: flagOf(profile, 'professionalism'),
    leave: flagOf(profile, 'leave'),
    remediation: flagOf(profile, 'remediation'),
    visa_step: profile.visaStep,
    couples: profile.couples === 'unknown' ? null : profile.couples === 'yes',
    region_bound: profile.region && profile.region !== 'anywhere',
    visa: profile.visa === 'unknown' ? null : profile.visa === 'yes',
    us_observing: observing(profile),
    // In the week of the result nobody can have a letter written after it.
    letters_since: isMatchWeek ? null : lettersSince(profile, cycle),
    target: profile.target,
    ...strengths(profile),
    months_left: deadline && monthsUntil(deadline, now),
    months_free: profile.life.months,
    clashes: null,
  };
}

const monthsUntil = remember((deadline: Temporal.Instant, now: Temporal.Instant): number =>
  Math.max(0, Math.floor(now.until(deadline).total('hours') / (24 * 30.44))),
);

/** The same for two cycles that say the same, in either order. */
function keyOf({ specialties, soap, ...cycle }: Cycle): string {
  const inSoap = soap && { ...soap, specialties: soap.specialties.toSorted() };
  return JSON.stringify([cycle, specialties.toSorted(), inSoap]);
}

/** How many fields of that cycle are above the profile. `isAbove` judges one id, and returns null if it cannot tell. */
export function aboveFacts(profile: Profile, isAbove: (field: string) => boolean | null) {
  const cycle = lookBack(profile);
  return {
    cycle_above: countAbove(cycle?.specialties ?? [], isAbove),
    soap_above: countAbove(cycle?.soap?.specialties ?? [], isAbove),
  };
}

function told(reuse: Cycle['statement'] | undefined): string | null {
  return reuse === undefined || reuse === 'unknown' ? null : reuse;
}

function countAbove(fields: readonly string[], isAbove: (field: string) => boolean | null): number | null {
  const judged = [...new Set(fields)].map(isAbove);
  const above = judged.filter((one) => one === true).length;
  return above === 0 && (judged.length === 0 || judged.includes(null)) ? null : above;
}

const EXPLAINED = { no: 'unexplained', unknown: 'untold', yes: 'explained' } as const satisfies Record<
  Fact,
  string
>;

/** The worst of several flags of one kind. Once one flag was named, the other kinds count as not there. */
function flagOf(profile: Profile, kind: Profile['flags'][number]['kind']): string | null {
  const mine = profile.flags.filter((flag) => flag.kind === kind).map(({ explained }) => explained);
  const worst = (['no', 'unknown', 'yes'] as const).find((fact) => mine.includes(fact));
  if (worst) return EXPLAINED[worst];
  return profile.flags.length > 0 || profile.answered.includes('flags') ? 'none' : null;
}

function observing(profile: Profile): number | null {
  const months = profile.experience.flatMap((one) =>
    one.kind === 'observing' && one.place === 'us' ? [one.months] : [],
  );
  return months.length === 0 ? null : months.reduce((sum, each) => sum + each, 0);
}

/** Whether a letter is from the year of the last Match or later; null if a year that decides is missing. */
function lettersSince(profile: Profile, cycle: Cycle | null): boolean | null {
  const since = cycle?.year ?? null;
  if (since === null || profile.letters.length === 0) return null;
  const years = profile.letters.map(({ year }) => year);
  if (years.some((year) => year !== null && year >= since)) return true;
  return years.includes(null) ? null : false;
}

/** Once one strength was named, the others count as not there; before that we know nothing. */
function strengths(
  profile: Profile,
): Readonly<Record<(typeof strengthSchema.options)[number], boolean | null>> {
  const known = profile.strengths.length > 0 || profile.answered.includes('strengths');
  const has = (one: (typeof strengthSchema.options)[number]): boolean | null =>
    profile.strengths.includes(one) ? true : known ? false : null;
  return {
    evaluations: has('evaluations'),
    upward_trend: has('upward_trend'),
    commitment: has('commitment'),
    faculty_support: has('faculty_support'),
    research: has('research'),
    clinical_work: has('clinical_work'),
  };
}
