import { put, spanWords } from '#core/draft/dates.ts';
import type { Fact, Source } from '#core/draft/fact.ts';
import { fieldWords } from '#core/draft/fields.ts';
import type { Grounds } from '#core/record/grounds.ts';
import { isSameProgram } from '#core/soap/log.ts';

type Kind = Grounds['profile']['experience'][number]['kind'];
interface Work {
  readonly one: Grounds['profile']['experience'][number];
  readonly path: string;
}

function worksOf({ grounds }: Source): readonly Work[] {
  return grounds.profile.experience.map((one, index) => ({ one, path: `profile.experience[${index}]` }));
}

/** Work of some kinds, one per line: "sub-intern, County Hospital, internal medicine, from March to May 2025". */
export function workLines(
  source: Source,
  kinds: readonly Kind[],
  place: 'us' | null = null,
): readonly Fact[] {
  const { phrases } = source.knowledge.drafts;
  return worksOf(source)
    .filter(({ one }) => kinds.includes(one.kind) && (place === null || one.place === place))
    .map(({ one, path }) => {
      const field = one.specialty ? fieldWords(source, one.specialty) : null;
      const dates = spanWords(one, phrases) ?? monthsWords(one.months, source);
      const parts = [one.role ?? phrases.work[one.kind], one.where, field, dates];
      return { text: parts.filter((part) => (part ?? null) !== null).join(', '), paths: [path] };
    });
}

/** Where and when the person worked with the addressee: "at County Hospital from March to May 2025". */
export function together(source: Source): Fact | null {
  const { to } = source.grounds;
  const names = [to?.program, to?.name, to?.place].filter((name) => (name ?? null) !== null);
  const found = worksOf(source).find(({ one }) =>
    names.some((name) => one.where && isSameProgram(one.where, name ?? '')),
  );
  return found ? atFact(found, source.knowledge.drafts.phrases.at, source) : null;
}

/** The latest work at a named place: "have worked at County Hospital since March 2026". */
export function latestWork(source: Source): Fact | null {
  const [latest] = worksOf(source)
    .filter(({ one }) => one.where && one.kind !== 'observing')
    .toSorted((a, b) => endOf(b).localeCompare(endOf(a)));
  const { worked, has_worked } = source.knowledge.drafts.phrases;
  return latest ? atFact(latest, latest.one.ongoing ? has_worked : worked, source) : null;
}

function endOf({ one }: Work): string {
  return one.ongoing ? '9999-12' : (one.until ?? one.from ?? '');
}

/** Null if its place or its time was not told: half of it says too little. */
function atFact({ one, path }: Work, phrase: string, source: Source): Fact | null {
  const dates = spanWords(one, source.knowledge.drafts.phrases);
  if (!one.where || !dates) return null;
  return { text: put(phrase, { where: one.where, dates }), paths: [path] };
}

/** "3 months", "1 month"; null for none. */
export function monthsWords(months: number, { knowledge }: Source): string | null {
  if (months <= 0) return null;
  const { months_one, months_other } = knowledge.drafts.phrases;
  return put(months === 1 ? months_one : months_other, { count: months });
}
