import { z } from 'zod';
import { conditionSchema } from '#core/knowledge/condition.ts';
import { FIELDS } from '#core/knowledge/fields.ts';
import { asWords, words } from '#core/knowledge/words.ts';

export const BLANK = /\{\{(\w+)\}\}/g;

/** A text whose `{{blanks}}` are filled with what a person told us. */
export function textWith(blanks: readonly string[], most: number) {
  return z
    .string()
    .min(1)
    .max(most)
    .superRefine((text, issue) => {
      for (const [, blank = ''] of text.matchAll(BLANK)) {
        if (!blanks.includes(blank)) issue.addIssue(`there is nothing to fill "{{${blank}}}" with`);
      }
    });
}

/** The same, for people to read. */
function wordsWith(blanks: readonly string[], most: number) {
  return asWords(textWith(blanks, most));
}

/** A short name for what holds or does not, and a sentence or two about it. */
export const labelSchema = wordsWith(FIELDS, 120);

export const sayingSchema = wordsWith(FIELDS, 600);

/** Other words for people whom the general ones do not fit. */
export function sayingsSchema<Shape extends z.core.$ZodLooseShape>(texts: Shape) {
  return z.array(z.strictObject({ when: conditionSchema, ...texts })).optional();
}

export const titleSchema = words(80);

/** Names that a sentence may contain besides the facts themselves. */
const NAMES = ['target_name', 'above_names', 'soap_above_names'] as const;

/** A sentence from knowledge; its `{{blanks}}` are filled with what a person told us. */
export function sentenceWith(blanks: readonly string[]) {
  return wordsWith(blanks, 240);
}

export const sentenceSchema = sentenceWith([...FIELDS, ...NAMES]);
