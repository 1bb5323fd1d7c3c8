import { z } from 'zod';

/** A page that a fact was read on. `address` is null if we decided it ourselves. */
export const sourceSchema = z.strictObject({
  title: z.string().min(1).max(160),
  address: z.url({ protocol: /^https?$/ }).nullable(),
  /** The day it was read. */
  read: z.iso.date(),
});
export type Source = z.infer<typeof sourceSchema>;

/** Where a fact can be found: a page in `sources.yaml` and the part of it. */
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
 * Looks up the page of a citation.
 * @throws {Error} if there is none; the loader has checked that it exists
 */
export function cite(sources: Readonly<Record<string, Source>>, citation: Citation): Cited {
  const source = sources[citation.from];
  if (!source) throw new Error(`no source "${citation.from}"`);
  return { ...source, part: citation.part ?? null };
}
