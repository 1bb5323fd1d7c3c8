import type { Temporal } from 'temporal-polyfill';
import { assess, verdictFacts } from '#core/assessment/assess.ts';
import type { Facts } from '#core/assessment/judge.ts';
import { isAbove } from '#core/assessment/specialties.ts';
import { lookBack } from '#core/assessment/story.ts';
import type { Values } from '#core/assessment/worded.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { autopsy } from '#core/reading/autopsy.ts';
import { coherence } from '#core/reading/coherence.ts';
import type { Reader } from '#core/reading/finding.ts';
import { bigThree } from '#core/reading/pillars.ts';
import { programsEye } from '#core/reading/programs-eye.ts';
import { realism } from '#core/reading/realism.ts';
import type { Coherence, Readings } from '#core/reading/shapes.ts';
import type { Profile } from '#core/record/profile.ts';

/** Reads one person's data in every way that the assessment offers. Pure: the same data and day give the same readings. */
export function readings(profile: Profile, knowledge: Knowledge, now: Temporal.Instant): Readings {
  const { sources, specialties } = knowledge;
  const verdict = assess(profile, knowledge, now);
  const story = coherence(profile, specialties, knowledge.coherence, sources);
  const facts = { ...verdictFacts(profile, verdict, knowledge, now), ...storyOutcome(story) };
  const reader: Reader = {
    facts,
    values: { ...scalars(facts), ...names(profile, knowledge, facts) },
    sources,
  };
  return {
    path: verdict.path,
    autopsy: autopsy(profile, knowledge.autopsy, reader),
    pillars: bigThree(verdict, knowledge, knowledge.pillars, reader),
    programsEye: programsEye(knowledge.programsEye, reader),
    coherence: story,
    realism: realism(profile, specialties, knowledge.realism, reader),
  };
}

function storyOutcome({ clashes, fits }: Coherence) {
  const isOff = clashes.some(({ id }) => id === 'soap_history');
  return {
    clashes: clashes.length,
    soap_off_history: isOff ? true : fits.includes('soap_history') ? false : null,
  };
}

function scalars(facts: Facts): Values {
  const { unmatched: _, ...told } = facts;
  return told;
}

function names(profile: Profile, { specialties }: Knowledge, facts: Facts): Values {
  const nameAll = (ids: readonly string[]): string | null =>
    specialties.specialties
      .filter(({ id }) => ids.includes(id))
      .map(({ name }) => name)
      .join(', ') || null;
  const above = (ids: readonly string[]): string | null =>
    nameAll(ids.filter((id) => isAbove(specialties, id, facts) === true));
  const cycle = lookBack(profile);
  return {
    target_name: nameAll(profile.target === null ? [] : [profile.target]),
    above_names: above(cycle?.specialties ?? []),
    soap_above_names: above(cycle?.soap?.specialties ?? []),
  };
}
