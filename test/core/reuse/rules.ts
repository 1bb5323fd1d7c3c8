import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { reuseRulesSchema } from '#core/knowledge/reuse.ts';

/** The lines of `reuse.yaml`. */
export const rules = reuseRulesSchema.parse(
  parse(readFileSync(new URL('../../../config/knowledge/reuse.yaml', import.meta.url), 'utf8')),
);
