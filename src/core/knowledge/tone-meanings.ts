import { z } from 'zod';

/** What a word means, as numbers: words that are used alike have vectors that are alike. */
export interface ToneMeanings {
  /** In the order of their code units, with a line break before and after each. */
  readonly words: string;
  /** Where each word begins in `words`. */
  readonly starts: Uint32Array;
  /** A vector of `dimensions` numbers for each word. */
  readonly vectors: Int8Array;
  readonly dimensions: number;
  /** For each word the groups of like words that it is in, `levels` of them. */
  readonly groups: Uint16Array;
  readonly levels: number;
}

const bytesSchema = z
  .string()
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(z.base64())
  .transform((text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));

/** `tone_meanings.yaml`, written by `npm run meanings:tone`. Tables are base64, the low byte first. */
export const toneMeaningsSchema = z
  .strictObject({
    dimensions: z.int().min(1).max(300),
    levels: z.int().min(1).max(4),
    words: z.string().min(1),
    vectors: bytesSchema,
    groups: bytesSchema,
  })
  .transform(({ dimensions, levels, words, vectors, groups }, context): ToneMeanings => {
    const all = words.trim().split(/\s+/);
    const isSorted = all.every((word, at) => at === 0 || (all[at - 1] ?? '') < word);
    if (
      !isSorted ||
      vectors.length !== all.length * dimensions ||
      groups.length !== all.length * levels * 2
    ) {
      context.addIssue({
        code: 'custom',
        message: 'the words are out of order, or a table is not of their length',
      });
      return z.NEVER;
    }
    const starts = new Uint32Array(all.length);
    let next = 1;
    all.forEach((word, at) => {
      starts[at] = next;
      next += word.length + 1;
    });
    const told = new DataView(groups.buffer, groups.byteOffset, groups.byteLength);
    return {
      words: `\n${all.join('\n')}\n`,
      starts,
      vectors: new Int8Array(vectors.buffer, vectors.byteOffset, vectors.length),
      dimensions,
      groups: Uint16Array.from({ length: all.length * levels }, (_, at) => told.getUint16(at * 2, true)),
      levels,
    };
  });
