import type { Helpline, Helplines } from '#core/knowledge/helplines.ts';

/** A helpline as it is shown. */
export interface Line {
  readonly kind: 'helpline' | 'doctors' | 'directory';
  readonly name: string;
  readonly reach: string;
  readonly hours: string | null;
  readonly whom: string | null;
  readonly languages: string | null;
  /** Read on only one unofficial page. */
  readonly isUnofficial: boolean;
  readonly seen: string | null;
  readonly sources: readonly { readonly address: string; readonly date: string }[];
}

/** What there is for a country. `emergency` is null if we know none. */
export interface Lines {
  readonly emergency: string | null;
  /** Sources disagree on the emergency number. */
  readonly isDisputed: boolean;
  readonly lines: readonly Line[];
}

/** The helplines of a country (ISO 3166-1 alpha-2), and the directory, which is all there is for any other place. */
export function helplinesFor(helplines: Helplines, country: string | null): Lines {
  const known = country === null ? undefined : helplines.countries[country];
  const shown = (kind: Line['kind'], lines: readonly Helpline[]): readonly Line[] =>
    lines.map(({ name, reach, hours, whom, languages, confidence, seen, sources }) => ({
      kind,
      name,
      reach,
      hours,
      whom: whom ?? null,
      languages: languages ?? null,
      isUnofficial: confidence === 'S1',
      seen,
      sources: sources.flatMap((id) => {
        const source = helplines.sources[id];
        return source ? [{ address: source.address, date: source.date }] : [];
      }),
    }));
  return {
    emergency: known?.emergency ?? null,
    isDisputed: known?.emergencyConfidence === 'DISPUTED' || known?.emergencyConfidence === 'S1',
    lines: [
      ...shown('helpline', known?.lines ?? []),
      ...shown('doctors', known?.forDoctors ?? []),
      ...shown('directory', helplines.directories.slice(0, 1)),
    ],
  };
}
