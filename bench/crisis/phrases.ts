import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A phrase as someone wrote it, and how it should be read. `low`: distress without danger. */
export const phraseSchema = z.object({
  text: z.string().min(1),
  label: z.enum(['dangerous', 'low', 'harmless']),
  about: z.enum(['self', 'other']).nullable().default(null),
  stratum: z.string().min(1).default('other'),
});
export type Phrase = z.infer<typeof phraseSchema>;

/** @throws {Error} for a line that is not a phrase */
export function readPhrases(file: string): readonly Phrase[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => phraseSchema.parse(JSON.parse(line)));
}
