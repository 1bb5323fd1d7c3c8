import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { readYaml } from '#app/yaml.ts';

/** One section of an article: where a person does it, and what is not built yet. */
const rowSchema = z
  .strictObject({
    /** Where it stands, as our sources cite it: `3A`, `1, step 2`. */
    at: z.string().min(1),
    /** How its heading begins in the article. */
    begins: z.string().min(1).max(25),
    title: z.string().min(1).max(70),
    /** By the name of a command: what a person does with it. */
    does: z.record(z.string().regex(/^[a-z]+$/), z.string().min(1).max(120)).default({}),
    missing: z.string().min(1).max(120).optional(),
  })
  .refine(({ does, missing }) => missing !== undefined || Object.keys(does).length > 0, 'names no command');

export const coverageSchema = z.strictObject({
  article_r: z.array(rowSchema).min(1),
  article_b: z.array(rowSchema).min(1),
});
export type Coverage = z.infer<typeof coverageSchema>;
export type Row = z.infer<typeof rowSchema>;

/** @throws {z.ZodError} when a row is wrong */
export async function loadCoverage(): Promise<Coverage> {
  return coverageSchema.parse(readYaml(await readFile(new URL('./coverage.yaml', import.meta.url), 'utf8')));
}

/** @returns the cells of a row: place, title, where a person does it, what is not built yet */
export function cellsOf({ at, title, does, missing }: Row): string[] {
  const where = Object.entries(does).map(([command, what]) => `\`/${command}\`: ${what}`);
  return [at, title, where.length > 0 ? where.join('. ') : 'Not built yet', missing ?? ''];
}
