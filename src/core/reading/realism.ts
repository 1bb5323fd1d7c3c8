import { bandOf } from '#core/assessment/band.ts';
import { judge } from '#core/assessment/judge.ts';
import { fill } from '#core/assessment/worded.ts';
import { GROUPS, PLACES, type RealismRules } from '#core/knowledge/realism.ts';
import { cite } from '#core/knowledge/source.ts';
import type { Specialties } from '#core/knowledge/specialties.ts';
import type { Reader } from '#core/reading/finding.ts';
import type { ChosenField, FieldView, Published, Realism } from '#core/reading/shapes.ts';
import type { Profile } from '#core/record/profile.ts';

/** U8: which fields are realistic for this profile, with published figures as context. Never a probability. */
export function realism(
  profile: Profile,
  { specialties }: Specialties,
  rules: RealismRules,
  reader: Reader,
): Realism {
  if (judge(rules.silent.when, reader.facts) === true)
    return { title: rules.title, says: rules.silent.says, groups: [], chosen: [], limits: [] };
  const views = specialties.map((field) => viewOf(field, rules, reader));
  const wanted = [...new Set([profile.target, ...profile.acceptable])];
  const chosen = views
    .filter(({ id }) => wanted.includes(id))
    .toSorted((a, b) => Number(b.id === profile.target) - Number(a.id === profile.target))
    .map((view): ChosenField => {
      const supply = rules.supply
        .filter(({ field }) => field === view.id)
        .map(({ year, says, source }) => ({ year, says, source: cite(reader.sources, source) }));
      return {
        ...view,
        isTarget: view.id === profile.target,
        published: publishedFor(view, profile, rules, reader),
        supply,
      };
    });
  return {
    title: rules.title,
    says: rules.says,
    groups: PLACES.flatMap((place) => {
      const fields = views.filter((view) => view.place === place);
      return fields.length === 0 ? [] : [{ place, title: rules.places[place], fields }];
    }),
    chosen,
    limits: chosen.some(({ published }) => 'figures' in published) ? rules.published.limits : [],
  };
}

function viewOf(
  { id, name, tier }: Specialties['specialties'][number],
  rules: RealismRules,
  { facts, sources }: Reader,
): FieldView {
  const about = rules.views
    .filter(({ tiers, fields }) => tiers?.includes(tier) || fields?.includes(id))
    .map((view) => ({ view, holds: judge(view.when, facts) }))
    .filter(({ holds }) => holds !== false);
  const sure = about.findIndex(({ holds }) => holds === true);
  const found = about[sure]?.view;
  // A view higher up that may still hold would say something else, so we cannot tell yet.
  const isOpen = about
    .slice(0, sure < 0 ? about.length : sure)
    .some(({ view }) => view.place !== found?.place);
  if (isOpen) {
    return {
      id,
      name,
      place: 'unknown',
      why: rules.unknown.why,
      source: cite(sources, rules.unknown.source),
    };
  }
  if (!found) {
    return {
      id,
      name,
      place: 'no_view',
      why: rules.no_view.why,
      source: cite(sources, rules.no_view.source),
    };
  }
  return { id, name, place: found.place, why: found.why, source: cite(sources, found.source) };
}

function publishedFor(
  { id, name }: FieldView,
  profile: Profile,
  { published: rules }: RealismRules,
  { facts, sources }: Reader,
): ChosenField['published'] {
  if (profile.type === null) return { none: rules.none.untold };
  if (profile.type !== rules.population.type) return { none: rules.none.other };
  const figures = rules.fields.find(({ field }) => field === id);
  if (!figures) return { none: rules.none.field };
  const score =
    facts.step2ck === 'passed' && typeof facts.step2_score === 'number' ? facts.step2_score : null;
  return {
    year: rules.year,
    population: rules.population.words,
    figures: GROUPS.flatMap((group) => {
      const [lower, median, upper] = figures[group];
      return fill(rules.figure[group], { lower, median, upper }) ?? [];
    }),
    position: GROUPS.flatMap((group) => {
      if (score === null) return [];
      return fill(rules.position[group][bandOf(score, figures[group])], { score, field: name }) ?? [];
    }),
    note: figures.note ?? null,
    source: cite(sources, rules.source),
  } satisfies Published;
}
