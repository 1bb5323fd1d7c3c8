/** How many times as many random cases to run as in `npm test`: 1 there, 10 in `npm run test:deep`. */
export const DEPTH = Number(process.env.REMATCH_TEST_DEPTH ?? 1);

/** The number of random cases of a property: `count` in `npm test`. */
export const cases = (count: number): { readonly numRuns: number } => ({
  numRuns: Math.ceil(count * DEPTH),
});

/** All of them in a deep run, or else every `step`th, with the first and the last. */
export function sample<T>(all: readonly T[], step: number): readonly T[] {
  return DEPTH > 1 ? all : all.filter((_, index) => index % step === 0 || index === all.length - 1);
}
