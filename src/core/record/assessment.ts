import { z } from 'zod';

/** Where in the year a person is. */
export const modeSchema = z.enum(['in_soap', 'after_soap', 'between_seasons', 'applying']);
export type Mode = z.infer<typeof modeSchema>;

/**
 * From the hardest news to the best; the order matters. The last two need no other Match: one is still running, or won.
 */
export const PATHS = [
  'pivot_career',
  'delay',
  'pivot_specialty',
  'reapply_now',
  'first_match',
  'matched',
] as const;
export const pathSchema = z.enum(PATHS);
export type Path = z.infer<typeof pathSchema>;

const ids = z.array(z.string().max(40)).max(60);

/**
 * A verdict as it was given. It holds ids only, since their words come from knowledge, so that two verdicts can be
 * compared.
 */
export const assessmentSchema = z.object({
  at: z.iso.datetime(),
  mode: modeSchema,
  path: pathSchema,
  /** The path depends on one more condition, or on answers that are still missing. */
  borderline: z.boolean(),
  held: ids,
  failed: ids,
  unknown: ids,
  /** Outcomes of the eligibility rules that apply. */
  eligibility: ids,
});
export type Assessment = z.infer<typeof assessmentSchema>;
