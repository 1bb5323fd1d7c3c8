import type { ToneFact } from '#core/knowledge/tone.ts';
import type { Grounds } from '#core/record/grounds.ts';
import type { Exam } from '#core/record/profile.ts';

/** Outcomes of a cycle that is over. */
const OVER = new Set(['unmatched', 'no_rank_list', 'prelim_only', 'advanced_only', 'withdrawn', 'matched']);

export function pastCycles({ profile }: Pick<Grounds, 'profile'>): number {
  return profile.cycles.filter(({ outcome }) => OVER.has(outcome)).length;
}

export function failsOf({ profile }: Pick<Grounds, 'profile'>, exam: Exam | null): number {
  return profile.exams.filter((one) => one.outcome === 'fail' && (exam === null || one.exam === exam)).length;
}

export function isPassed({ profile }: Pick<Grounds, 'profile'>, exam: Exam): boolean {
  return profile.exams.some((one) => one.exam === exam && one.outcome === 'pass');
}

function isSat({ profile }: Pick<Grounds, 'profile'>, exam: Exam): boolean {
  return profile.exams.some((one) => one.exam === exam);
}

/** Nothing that was told is a residency in the US. */
function hasNoResidency({ profile }: Grounds): boolean {
  const { experience, cycles } = profile;
  const isDoctor = experience.some(({ role, place }) => place === 'us' && DOCTORS.test(role ?? ''));
  const hasBegun = cycles.some(({ outcome }) => outcome === 'prelim_only' || outcome === 'matched');
  return experience.length > 0 && !isDoctor && !hasBegun;
}

const DOCTORS = /resident|residency|attending|fellow|physician|psychiatrist|doctor/i;

/** What a record says against a sentence. What is not known counts against nothing. */
export function toneFacts(grounds: Grounds): ReadonlySet<ToneFact> {
  const { profile, to } = grounds;
  const kinds = profile.experience.map(({ kind }) => kind);
  const known = new Set(to?.known ?? []);
  const logged = new Set(to?.log.map(({ kind }) => kind) ?? []);
  const isNotPassed = (exam: Exam) => isSat(grounds, exam) && !isPassed(grounds, exam);
  const hasInterviewed = known.has('interviewed') || logged.has('interview');
  const hasRotated = known.has('rotated') || known.has('letter');
  const hasMet = hasInterviewed || hasRotated || known.has('conversation');
  const facts: Readonly<Record<ToneFact, boolean>> = {
    failed_any: failsOf(grounds, null) > 0,
    failed_step1: failsOf(grounds, 'step1') > 0,
    failed_step2ck: failsOf(grounds, 'step2ck') > 0,
    failed_step3: failsOf(grounds, 'step3') > 0,
    failed_level1: failsOf(grounds, 'level1') > 0,
    failed_level2ce: failsOf(grounds, 'level2ce') > 0,
    failed_level3: failsOf(grounds, 'level3') > 0,
    not_passed_step1: isNotPassed('step1'),
    not_passed_step2ck: isNotPassed('step2ck'),
    not_passed_step3: isNotPassed('step3'),
    not_passed_level2ce: isNotPassed('level2ce'),
    passed_step1: isPassed(grounds, 'step1'),
    passed_step2ck: isPassed(grounds, 'step2ck'),
    passed_step3: isPassed(grounds, 'step3'),
    no_residency: hasNoResidency(grounds),
    no_own_patients:
      profile.experience.length > 0 &&
      !profile.experience.some(({ kind, place }) => kind === 'clinical_work' && place === 'us'),
    failed_twice: failsOf(grounds, null) > 1,
    past_cycle: pastCycles(grounds) > 0,
    past_two_cycles: pastCycles(grounds) > 1,
    only_observed:
      kinds.includes('observing') && !kinds.includes('hands_on') && !kinds.includes('clinical_work'),
    told_no_letters: profile.strongLetters === 0 && profile.letters.length === 0,
    no_interview_there: to !== null && !hasInterviewed,
    never_met: to !== null && !hasMet && !logged.has('meeting') && !logged.has('call'),
    never_rotated: to !== null && !hasRotated,
    nothing_from_them: to !== null && !to.log.some(({ from }) => from === 'them'),
    they_asked: to?.log.at(-1)?.from === 'them',
  };
  return new Set(Object.entries(facts).flatMap(([fact, holds]) => (holds ? [fact as ToneFact] : [])));
}
