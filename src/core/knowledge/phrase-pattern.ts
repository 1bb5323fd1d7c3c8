import { z } from 'zod';
import { Atoms } from '#core/language/atoms.ts';
import { parsePatterns } from '#core/language/grammar.ts';

/** Patterns that were found right: a file that is read again has hardly any new ones. */
const sound = new Set<string>();

/** A pattern of words as `language/grammar.ts` reads it. Its classes are checked once all files are loaded. */
export const phrasePatternSchema = z
  .string()
  .min(1)
  .max(900)
  .superRefine((written, context) => {
    if (sound.has(written)) return;
    try {
      parsePatterns(written, new Atoms(), () => true);
      sound.add(written);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'no pattern' });
    }
  });
