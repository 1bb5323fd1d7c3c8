import { z } from 'zod';
import {
  type Entry,
  entrySchema,
  type Happened,
  STUDY_LIMITS,
  type Study,
  sealSchema,
} from '#core/record/study.ts';
import { digestOf, firstBroken, START, sealAfter } from '#core/study/log.ts';
import type { Hidden, Hideable } from '#core/study/proof.ts';

/** A log with some entries left out. What is left out is stood for by its digest, so that the seals can still be checked. */
export const chainSchema = z.object({
  rematch: z.literal('study chain'),
  version: z.literal(1),
  /** The seal before the first entry here; null: none is missing. */
  root: sealSchema.nullable(),
  links: z
    .array(
      z.union([
        z.object({ entry: entrySchema }),
        /** `digest`: what the seal covers besides the seal before it. */
        z.object({ left_out: z.object({ digest: sealSchema, seal: sealSchema }) }),
      ]),
    )
    .max(STUDY_LIMITS.log),
});
export type Chain = z.infer<typeof chainSchema>;

/** The log for somebody else to check, without each entry that tells something of what is hidden. */
export function chainOf({ root, log }: Study, hidden: Hidden): Chain {
  const links = log.map((entry) =>
    [...hidden].some((one) => tells(entry.what, one))
      ? { left_out: { digest: digestOf(entry), seal: entry.seal } }
      : { entry },
  );
  return { rematch: 'study chain', version: 1, root, links };
}

/** The place, from 1, of the first link whose seal does not follow from what came before it; null: the chain holds. */
export function brokenLink({ root, links }: Chain): number | null {
  let before = root ?? START;
  for (const [index, link] of links.entries()) {
    const { digest, seal } =
      'entry' in link ? { digest: digestOf(link.entry), seal: link.entry.seal } : link.left_out;
    if (seal !== sealAfter(before, digest)) return index + 1;
    before = seal;
  }
  return null;
}

/** Whether an entry would give away something that is hidden. A note in somebody's own words may tell anything. */
function tells(what: Happened, hidden: Hideable): boolean {
  switch (what.kind) {
    case 'oversight':
      return true;
    case 'score':
      return hidden === 'scores' || hidden === 'exam';
    case 'agreement':
      return hidden === 'scores' || hidden === 'exam';
    case 'routine':
      return hidden === 'hours' || hidden === 'exam';
    case 'check':
      return hidden === 'hours'
        ? what.check.hours !== null || what.check.blocks !== null
        : hidden === 'scores' && what.check.percent !== null;
    case 'withdrawn':
      return false;
    default:
      return what satisfies never;
  }
}

/**
 * The entry that a seal belongs to, with its place from 1; null: none has it.
 * `isWhole`: every seal up to it follows from what came before, so nothing up to it was changed since it was given out.
 */
export function lookUp(
  study: Study,
  seal: string,
): { readonly place: number; readonly entry: Entry; readonly isWhole: boolean } | null {
  const index = study.log.findIndex((entry) => entry.seal === seal);
  const entry = study.log[index];
  if (!entry) return null;
  const broken = firstBroken(study);
  const isWhole = broken === null || study.log.indexOf(broken) > index;
  return { place: index + 1, entry, isWhole };
}
