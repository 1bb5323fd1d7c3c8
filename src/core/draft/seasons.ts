import { put } from '#core/draft/dates.ts';
import type { Fact, Source } from '#core/draft/fact.ts';
import { fieldOf, trainingWords } from '#core/draft/fields.ts';
import type { Cycle } from '#core/record/profile.ts';
import { ENDED_WITHOUT } from '#core/season/latest.ts';

interface Ended {
  readonly cycle: Cycle;
  readonly path: string;
}

/** Seasons that ended without a full position, oldest first; none if a later one ended with one. */
function endedOf({ grounds }: Source): readonly Ended[] {
  const all = grounds.profile.cycles
    .map((cycle, index) => ({ cycle, path: `profile.cycles[${index}]` }))
    .toSorted((a, b) => (a.cycle.year ?? 0) - (b.cycle.year ?? 0));
  const matched = all.findLastIndex(({ cycle }) => cycle.outcome === 'matched');
  return all.slice(matched + 1).filter(({ cycle }) => ENDED_WITHOUT.includes(cycle.outcome));
}

/** "did not match", "matched to a preliminary year only". */
export function outcome(source: Source): Fact | null {
  const latest = endedOf(source).at(-1);
  if (!latest) return null;
  const { outcomes } = source.knowledge.drafts.phrases;
  switch (latest.cycle.outcome) {
    case 'unmatched':
    case 'no_rank_list':
    case 'prelim_only':
    case 'advanced_only':
      return { text: outcomes[latest.cycle.outcome], paths: [latest.path] };
    case 'applying':
    case 'matched':
    case 'withdrawn':
      return null;
    default:
      return latest.cycle.outcome satisfies never;
  }
}

/** "in 2026": the season of `outcome`. */
export function season(source: Source): Fact | null {
  const latest = endedOf(source).at(-1);
  if (!latest) return null;
  const { in_year, earlier_season } = source.knowledge.drafts.phrases;
  const { year } = latest.cycle;
  return { text: year ? put(in_year, { date: year }) : earlier_season, paths: [latest.path] };
}

/** "in 2025", "in 2026": each season that ended without a full position. */
export function seasons(source: Source): readonly Fact[] {
  const { in_year, earlier_season } = source.knowledge.drafts.phrases;
  const all = endedOf(source).map(({ cycle, path }) => ({
    text: cycle.year ? put(in_year, { date: cycle.year }) : earlier_season,
    paths: [path],
  }));
  return all.filter(({ text }, index) => all.findIndex((one) => one.text === text) === index);
}

/**
 * What the person is working towards now: "am applying again in family medicine", "am preparing to apply again in …".
 * Null once they hold a position, and if neither a season nor a field was told.
 */
export function aim(source: Source): Fact | null {
  const { cycles } = source.grounds.profile;
  const { aims } = source.knowledge.drafts.phrases;
  const ended = endedOf(source);
  const running = cycles.findIndex(({ outcome }) => outcome === 'applying');
  const latest = ended.at(-1);
  if (latest?.cycle.outcome === 'advanced_only') return { text: aims.first_year, paths: [latest.path] };
  if (!latest && cycles.some(({ outcome }) => outcome === 'matched')) return null;
  const target = fieldOf(source);
  const training = target && trainingWords(source, target.id);
  if (!target || !training) return null;
  const from = running >= 0 ? `profile.cycles[${running}]` : latest?.path;
  const phrase = running < 0 && latest ? aims.again_later : latest ? aims.again_now : aims.now;
  return { text: put(phrase, { training }), paths: [...(from ? [from] : []), target.path] };
}

/** Only while SOAP mode is on. */
export function inSoap({ grounds }: Source): Fact | null {
  return grounds.soap.on === null ? null : { text: String(grounds.soap.on), paths: ['soap.on'] };
}
