import { z } from 'zod';

/** A page that a fact was read in. `address` is null for what we decided ourselves. */
export const sourceSchema = z.strictObject({
  title: z.string().min(1).max(160),
  address: z.url({ protocol: /^https?$/ }).nullable(),
  /** The day on which it was read. */
  read: z.iso.date(),
});
export type Source = z.infer<typeof sourceSchema>;

/** Where a fact stands: a page of `sources.yaml` and the part of it. */
export const citationSchema = z.strictObject({
  from: z.string().regex(/^[a-z0-9_]+$/),
  part: z.string().min(1).max(300).optional(),
});
export type Citation = z.infer<typeof citationSchema>;

/** A citation with its page looked up: what a person sees. */
export interface Cited extends Source {
  readonly part: string | null;
}

/**
 * Looks the page of a citation up.
 * @throws {Error} when there is none; the loader has checked that it exists
 */
export function cite(sources: Readonly<Record<string, Source>>, citation: Citation): Cited {
  const source = sources[citation.from];
  if (!source) throw new Error(`no source "${citation.from}"`);
  return { ...source, part: citation.part ?? null };
}
