import type { Fact, Source } from '#core/draft/fact.ts';

/**
 * A field as written inside a sentence: "internal medicine"; null for something that is not a field, such as a first
 * year.
 */
export function fieldWords({ knowledge }: Source, id: string): string | null {
  return knowledge.drafts.fields[id]?.field ?? null;
}

/** What people apply for: "residency in internal medicine", "a transitional year". */
export function trainingWords({ knowledge }: Source, id: string): string | null {
  return knowledge.drafts.fields[id]?.training ?? null;
}

/** The field that a text is about: the addressee's, or else the target. */
export function fieldOf({ grounds }: Source): { readonly id: string; readonly path: string } | null {
  if (grounds.to?.specialty) return { id: grounds.to.specialty, path: 'to.specialty' };
  return grounds.profile.target ? { id: grounds.profile.target, path: 'profile.target' } : null;
}

/** Every field in which the person would train, the target first. */
export function fieldsOf(source: Source): readonly Fact[] {
  const { target, acceptable } = source.grounds.profile;
  const all = [
    ...(target ? [{ id: target, path: 'profile.target' }] : []),
    ...acceptable.map((id, index) => ({ id, path: `profile.acceptable[${index}]` })),
  ];
  const once = all.filter(({ id }, index) => all.findIndex((one) => one.id === id) === index);
  return once.flatMap(({ id, path }) => {
    const text = fieldWords(source, id) ?? trainingWords(source, id);
    return text ? [{ text, paths: [path] }] : [];
  });
}
