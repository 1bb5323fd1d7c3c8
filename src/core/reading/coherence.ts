import { lookBack } from '#core/assessment/story.ts';
import { fill, type Values } from '#core/assessment/worded.ts';
import { CHECKS, type Check, type CoherenceRules } from '#core/knowledge/coherence.ts';
import { cite, type Source } from '#core/knowledge/source.ts';
import type { Specialties } from '#core/knowledge/specialties.ts';
import type { Clash, Coherence } from '#core/reading/shapes.ts';
import type { Cycle, Profile } from '#core/record/profile.ts';

/** The result of one comparison: the names its sentences need if it clashes; null if a fact is missing. */
type Outcome = { readonly clash: false } | { readonly clash: true; readonly values: Values } | null;

const FITS: Outcome = { clash: false };

/** U7: every pair of facts about the story that does not go together. If one of the two is missing, nothing is said. */
export function coherence(
  profile: Profile,
  specialties: Specialties,
  rules: CoherenceRules,
  sources: Readonly<Record<string, Source>>,
): Coherence {
  const story = storyOf(profile, specialties, rules);
  const outcomes = CHECKS.map((id) => ({ id, outcome: compare(id, story, rules) }));
  const compared = outcomes.filter(({ outcome }) => outcome !== null).length;
  const fits = outcomes.filter(({ outcome }) => outcome?.clash === false).map(({ id }) => id);
  const clashes = outcomes.flatMap(({ id, outcome }): Clash[] => {
    if (!outcome?.clash) return [];
    const { title, facts, says, do: todo, source } = rules.checks[id];
    const one = fill(facts[0], outcome.values);
    const other = fill(facts[1], outcome.values);
    if (one === null || other === null) return [];
    return [{ id, title, facts: [one, other], says, do: todo, source: cite(sources, source) }];
  });
  const says = clashes.length > 0 ? 'clashes' : compared > 0 ? 'none' : 'too_little';
  return { title: rules.title, says: rules.says[says], compared, fits, clashes };
}

/** The fields that each part of a person's story names. Ids that knowledge does not have are left out. */
interface Story {
  readonly target: string | null;
  readonly clinical: readonly string[];
  readonly research: readonly string[];
  readonly letters: readonly string[];
  readonly cycles: readonly string[];
  /** The field that the latest statement was written for. */
  readonly statement: readonly string[];
  readonly isOpenToAny: boolean;
  readonly hasCommitment: boolean;
  /** The fields of the latest cycle that ended. */
  readonly applied: readonly string[];
  readonly soap: readonly string[];
  readonly cycle: Cycle | null;
  nameOf(fields: readonly string[]): string;
}

function storyOf(profile: Profile, { specialties }: Specialties, { with_any }: CoherenceRules): Story {
  const known = (fields: readonly (string | null)[]): string[] =>
    specialties.filter(({ id }) => fields.includes(id)).map(({ id }) => id);
  const own = (fields: readonly (string | null)[]): string[] =>
    known(fields).filter((id) => !with_any.includes(id));
  const worked = (isResearch: boolean): string[] =>
    own(
      profile.experience
        .filter(({ kind }) => kind !== 'other' && (kind === 'research') === isResearch)
        .map(({ specialty }) => specialty),
    );
  const cycle = lookBack(profile);
  return {
    target: own([profile.target])[0] ?? null,
    clinical: worked(false),
    research: worked(true),
    letters: own(profile.letters.map(({ specialty }) => specialty)),
    cycles: own(profile.cycles.flatMap((one) => one.specialties)),
    statement: own([cycle?.statementField ?? null]),
    isOpenToAny: profile.priority === 'any_position',
    hasCommitment: profile.strengths.includes('commitment'),
    applied: own(cycle?.specialties ?? []),
    soap: own(cycle?.soap?.specialties ?? []),
    cycle,
    nameOf: (fields) =>
      specialties
        .filter(({ id }) => fields.includes(id))
        .map(({ name }) => name)
        .join(', '),
  };
}

function compare(check: Check, story: Story, rules: CoherenceRules): Outcome {
  const { target, applied, soap, cycle } = story;
  switch (check) {
    case 'clinical':
    case 'research':
    case 'letters':
    case 'cycles':
      return againstTarget(story, story[check]);
    case 'commitment':
      return story.hasCommitment ? againstTarget(story, [...story.clinical, ...story.letters]) : null;
    case 'statement_field':
      return againstTarget(story, story.statement);
    case 'soap_target':
      return story.isOpenToAny ? null : againstTarget(story, soap);
    case 'soap_history': {
      const history = [...story.clinical, ...story.research, ...story.letters, ...applied];
      if (soap.length === 0 || story.clinical.length === 0) return null;
      const without = soap.filter((field) => !history.includes(field));
      if (without.length === 0) return FITS;
      return { clash: true, values: named(story, without, story.clinical) };
    }
    case 'spread': {
      const all = [...new Set([...applied, ...soap])];
      if (target === null || all.length === 0) return null;
      return all.length < rules.spread ? FITS : { clash: true, values: named(story, all, []) };
    }
    case 'statement':
    case 'letters_sent': {
      const sent = check === 'statement' ? cycle?.statement : cycle?.letters;
      const all = [...new Set([...applied, ...soap])];
      if (sent === undefined || sent === 'unknown' || all.length === 0) return null;
      return sent === 'tailored' || all.length === 1 ? FITS : { clash: true, values: named(story, all, []) };
    }
    default:
      return check satisfies never;
  }
}

function againstTarget(story: Story, fields: readonly string[]): Outcome {
  if (story.target === null || fields.length === 0) return null;
  return fields.includes(story.target) ? FITS : { clash: true, values: named(story, fields, []) };
}

function named(story: Story, fields: readonly string[], other: readonly string[]): Values {
  return {
    target: story.target && story.nameOf([story.target]),
    fields: story.nameOf(fields),
    other: story.nameOf(other) || null,
  };
}
