import { z } from 'zod';
import { idSchema } from '#core/id.ts';
import { instantSchema } from '#core/time/instant.ts';

/** How many papers a person may have, and the maximum size of one in bytes, as JSON in UTF-8. */
export const PAPER_LIMITS = { count: 100, bytes: 64 * 1024, title: 100 } as const;

/** A paper as the record lists it: what it is, not what it says. Its content is loaded only on request. */
export const paperSchema = z.object({
  id: idSchema,
  /** Which content belongs to it; changes with every save. */
  revision: idSchema,
  /** What the content is; a kind that this version does not know is kept as it is. */
  kind: z.string().regex(/^[a-z_]{1,20}$/),
  title: z.string().min(1).max(PAPER_LIMITS.title),
  /** Bytes of the content as JSON in UTF-8. */
  size: z.int().min(0).max(PAPER_LIMITS.bytes),
  updatedAt: instantSchema,
});
export type Paper = z.infer<typeof paperSchema>;
