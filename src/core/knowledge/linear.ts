import { z } from 'zod';

/** The weights of a linear model, one line each: a feature, a tab and its weight in hundredths. */
export const weightsSchema = z.string().transform((table, context): ReadonlyMap<string, number> => {
  const weights = new Map<string, number>();
  for (const line of table.split('\n')) {
    if (line === '') continue;
    const end = line.indexOf('\t');
    const feature = line.slice(0, Math.max(0, end));
    const value = Number(line.slice(end + 1));
    if (feature === '' || !Number.isInteger(value)) {
      context.addIssue({ code: 'custom', message: `"${line}" is no feature and weight` });
      return z.NEVER;
    }
    weights.set(feature, value / 100);
  }
  return weights;
});

export const modelSchema = z.strictObject({
  bias: z.number(),
  /** From here on it is heard. */
  threshold: z.number(),
  weights: weightsSchema,
});
export type Model = z.infer<typeof modelSchema>;
