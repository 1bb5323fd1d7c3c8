import { z } from 'zod';

/** What was told for one text alone, by the name of its slot; a list has one item a line. */
export const answersSchema = z.record(
  z.string().regex(/^[a-z][a-z0-9_]{0,29}$/),
  z.string().trim().min(1).max(1_200),
);
export type Answers = Readonly<z.infer<typeof answersSchema>>;
