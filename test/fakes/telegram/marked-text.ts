import { z } from 'zod';

export const entitySchema = z.object({
  type: z.string(),
  offset: z.int(),
  length: z.int(),
  url: z.string().optional(),
  language: z.string().optional(),
});

export type MarkedEntity = z.infer<typeof entitySchema>;

/** A text as a person sees it, with its formatting; offsets in UTF-16 units. */
export interface MarkedText {
  readonly text: string;
  readonly entities: readonly MarkedEntity[];
}
