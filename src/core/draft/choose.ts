import type { Source } from '#core/draft/fact.ts';
import { fieldOf } from '#core/draft/fields.ts';
import type { Template } from '#core/knowledge/template.ts';
import type { DraftKind } from '#core/record/draft-kind.ts';

/** The templates of a kind, starting with the one that suits the text's field. Empty for a kind that has none. */
export function templatesFor(kind: DraftKind, source: Source): readonly Template[] {
  const field = fieldOf(source)?.id;
  const isForField = ({ fields }: Template): boolean => field !== undefined && fields.includes(field);
  return source.knowledge.templates
    .filter((template) => template.kind === kind)
    .toSorted((a, b) => Number(isForField(b)) - Number(isForField(a)));
}
