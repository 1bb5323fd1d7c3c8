import type { Temporal } from 'temporal-polyfill';
import { examToSit } from '#core/assessment/exam-facts.ts';
import { familyOf, nextSitting, passMark } from '#core/assessment/exams.ts';
import { dayOfReading, factsOf, standings } from '#core/assessment/facts.ts';
import { isAbove } from '#core/assessment/specialties.ts';
import type { Effect } from '#core/knowledge/change.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Profile } from '#core/record/profile.ts';

/** The profile once a change has been made; the same profile if there is nothing to change. */
export function applyEffect(
  effect: Effect,
  profile: Profile,
  knowledge: Knowledge,
  now: Temporal.Instant,
): Profile {
  switch (effect.kind) {
    case 'exam':
      return passed(effect, profile, knowledge, now);
    case 'letters':
      return withLetters(profile, effect.at_least, dayOfReading(now).year);
    case 'us_months':
      return withUsMonths(profile, effect.at_least, monthOf(dayOfReading(now)));
    case 'recent_clinical':
      return { ...profile, recentClinical: 'yes' };
    case 'strength':
      return { ...profile, strength: 'yes' };
    case 'rebuilt':
      return { ...profile, rebuilt: 'yes' };
    case 'target':
      return aimedInReach(profile, knowledge, now);
    default:
      return effect satisfies never;
  }
}

function passed(
  { exam, score }: Extract<Effect, { kind: 'exam' }>,
  profile: Profile,
  knowledge: Knowledge,
  now: Temporal.Instant,
): Profile {
  const next = examToSit(standings(profile, knowledge));
  const day = next && nextSitting(knowledge.exams, next, dayOfReading(now));
  if (!next || !day || (exam && exam !== next.exam)) return profile;
  const on = monthOf(day);
  const mark = passMark(knowledge.exams, next.exam, on);
  const { clear_margin } = knowledge.exams.families[familyOf(knowledge.exams, next.exam)];
  const kept = profile.exams.filter((one) => one.exam !== next.exam || one.outcome !== 'scheduled');
  return {
    ...profile,
    exams: [
      ...kept,
      {
        exam: next.exam,
        on,
        outcome: 'pass',
        score: mark && Math.max(mark.score + clear_margin, score ?? 0),
      },
    ],
  };
}

function withLetters(profile: Profile, atLeast: number, year: number): Profile {
  const isKnown = ({ from, strong }: Profile['letters'][number]): boolean =>
    from === 'us_hands_on' && strong !== 'unknown';
  if (!profile.letters.some(isKnown))
    return { ...profile, strongLetters: Math.max(atLeast, profile.strongLetters ?? 0) };
  const strong = profile.letters.filter((one) => isKnown(one) && one.strong === 'yes').length;
  const letter = { from: 'us_hands_on', specialty: null, strong: 'yes', year } as const;
  const more = Array.from({ length: Math.max(0, atLeast - strong) }, () => letter);
  return { ...profile, letters: [...profile.letters, ...more] };
}

/** Hands-on months also count as recent clinical work. */
function withUsMonths(profile: Profile, atLeast: number, until: string): Profile {
  const worked = { kind: 'hands_on', place: 'us', months: atLeast, until, specialty: null } as const;
  return { ...profile, recentClinical: 'yes', experience: [...profile.experience, worked] };
}

/** An accepted field within reach, or else the first field of the list that is. */
function aimedInReach(profile: Profile, knowledge: Knowledge, now: Temporal.Instant): Profile {
  const facts = factsOf(profile, knowledge, now);
  const within = knowledge.specialties.specialties
    .map(({ id }) => id)
    .filter((id) => isAbove(knowledge.specialties, id, facts) === false);
  const target = within.find((id) => profile.acceptable.includes(id)) ?? within[0];
  return target ? { ...profile, target } : profile;
}

function monthOf(day: Temporal.PlainDate): string {
  return day.toString().slice(0, 7);
}
