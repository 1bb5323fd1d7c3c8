import { type AssessAnswers, compact, type Known, MIXED, told } from '#core/assessment/answers/schema.ts';
import type { Fact, Profile } from '#core/record/profile.ts';

type Experience = Profile['experience'][number];
type Letter = Profile['letters'][number];

/** Hands-on work in the US, as the form asks about it in short. */
export function isUsWork({ kind, place }: Experience): boolean {
  return kind === 'hands_on' && place === 'us';
}

/** A strong letter from US faculty who supervised the work, as the form asks about it in short. */
export function isStrongUs({ from, strong }: Letter): boolean {
  return from === 'us_hands_on' && strong === 'yes';
}

/** What a record holds about US work and letters, as answers. A list counts before the short answer. */
export function readWork(profile: Profile, wasAsked: (id: string) => boolean): Known {
  const work = profile.experience.filter(isUsWork);
  const letters = profile.letters.filter(isStrongUs);
  const months = work.length > 0 ? work.reduce((sum, one) => sum + one.months, 0) : profile.usMonths;
  const fields = new Set(work.map(({ specialty }) => specialty));
  const [field] = fields.size === 1 ? fields : [null];
  const until = work.flatMap((one) => one.until ?? []).toSorted();
  return compact({
    us_months: told(months === null ? null : Math.round(months), wasAsked('us_months')),
    us_until: told(until.at(-1) ?? null, wasAsked('us_until')),
    us_ongoing: work.length === 0 ? undefined : ongoingOf(work, wasAsked('us_ongoing')),
    us_field: field ?? (wasAsked('us_field') ? MIXED : undefined),
    letters: told(letters.length > 0 ? letters.length : profile.strongLetters, wasAsked('letters')),
  });
}

function ongoingOf(work: readonly Experience[], wasAsked: boolean): Fact | undefined {
  if (work.some(({ ongoing }) => ongoing === true)) return 'yes';
  if (work.every(({ ongoing }) => ongoing === false)) return 'no';
  return wasAsked ? 'unknown' : undefined;
}

export function toldWork({ us_months, us_until, us_field, us_ongoing }: AssessAnswers): Experience[] {
  if (us_months === null || us_months === 0) return [];
  const specialty = us_field === MIXED ? null : us_field;
  const ongoing = us_ongoing === 'yes' ? true : us_ongoing === 'no' ? false : undefined;
  const work = { kind: 'hands_on', place: 'us', months: us_months, until: us_until, specialty } as const;
  return [ongoing === undefined ? work : { ...work, ongoing }];
}

export function toldLetters({ letters }: AssessAnswers): Letter[] {
  return Array.from({ length: letters ?? 0 }, () => ({
    from: 'us_hands_on',
    specialty: null,
    strong: 'yes',
    year: null,
  }));
}
