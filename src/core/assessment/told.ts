import type { Temporal } from 'temporal-polyfill';
import type { Fact, Profile, strengthSchema } from '#core/record/profile.ts';
import { remember } from '#core/remember.ts';

/** What counts as recent work and as a standout strength. From `assessment.yaml`. */
export interface Reading {
  readonly recent: { readonly within_months: number; readonly at_least_months: number };
  readonly standout: readonly (typeof strengthSchema.options)[number][];
}

/**
 * Facts that a person gives in short or as a list. What a list shows counts. If it shows less than the short answer,
 * the rest may simply not be listed yet: naming the first of three letters must not remove the other two.
 */
export function toldFacts(profile: Profile, reading: Reading, today: Temporal.PlainDate) {
  return {
    us_months: usMonths(profile),
    us_realistic: truth(profile.usRealistic),
    strong_letters: strongLetters(profile),
    recent_clinical: recentClinical(profile, reading.recent, today),
    strength: standout(profile, reading.standout),
    rebuilt: truth(profile.rebuilt),
    money: profile.life.money,
    priority: profile.priority,
  };
}

export function truth(fact: Fact): boolean | null {
  return fact === 'unknown' ? null : fact === 'yes';
}

/** Anyone who was asked about their strengths and named nothing of weight has no standout strength. */
function standout({ strengths, strength, answered }: Profile, weighty: Reading['standout']): boolean | null {
  if (strengths.some((one) => weighty.includes(one))) return true;
  const wasAsked = strengths.length > 0 || answered.includes('strengths');
  return truth(strength) ?? (wasAsked ? false : null);
}

function usMonths({ experience, usMonths }: Profile): number | null {
  const handsOn = experience.filter(({ kind, place }) => kind === 'hands_on' && place === 'us');
  return handsOn.length === 0
    ? usMonths
    : Math.max(
        usMonths ?? 0,
        handsOn.reduce((sum, { months }) => sum + months, 0),
      );
}

/** A listed letter that is not strong is one of those counted in short; one of unknown strength counts for nothing. */
function strongLetters({ letters, strongLetters }: Profile): number | null {
  const known = letters.filter(({ from, strong }) => from === 'us_hands_on' && strong !== 'unknown');
  if (known.length === 0) return strongLetters;
  const strong = known.filter((letter) => letter.strong === 'yes').length;
  return Math.max(strong, (strongLetters ?? 0) - (known.length - strong));
}

/** The list proves recent work. It disproves it only if every clinical entry is dated and nothing else was told. */
function recentClinical(
  { experience, recentClinical }: Profile,
  { within_months, at_least_months }: Reading['recent'],
  today: Temporal.PlainDate,
): boolean | null {
  const clinical = experience.filter(({ kind }) => kind === 'hands_on' || kind === 'clinical_work');
  const since = monthBefore(today, within_months);
  const recent = clinical.filter(({ until, ongoing }) => ongoing || (until !== null && until >= since));
  const months = recent.reduce((sum, one) => sum + one.months, 0);
  if (recent.length > 0 && months >= at_least_months) return true;
  const isAllDated = clinical.length > 0 && clinical.every(({ until, ongoing }) => ongoing || until !== null);
  return truth(recentClinical) ?? (isAllDated ? false : null);
}

/** `YYYY-MM`, this many months before a day. */
const monthBefore = remember((day: Temporal.PlainDate, months: number): string =>
  day.subtract({ months }).toString().slice(0, 7),
);

/** The lists of a profile that a person adds to and removes from. */
type List = 'experience' | 'letters' | 'exams';

/**
 * Removes one entry from a list, and from the short answer about the same thing, which would otherwise still count it.
 */
export function withoutEntry(profile: Profile, list: List, index: number): Profile {
  const shorter = { ...profile, [list]: profile[list].filter((_, at) => at !== index) };
  const work = list === 'experience' ? profile.experience[index] : undefined;
  const letter = list === 'letters' ? profile.letters[index] : undefined;
  const months = work?.kind === 'hands_on' && work.place === 'us' ? work.months : 0;
  const strong = letter?.from === 'us_hands_on' && letter.strong === 'yes' ? 1 : 0;
  return {
    ...shorter,
    usMonths: less(profile.usMonths, months),
    strongLetters: less(profile.strongLetters, strong),
  };
}

function less(told: number | null, taken: number): number | null {
  return told === null ? null : Math.max(0, told - taken);
}
