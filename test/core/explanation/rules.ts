import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { explanationRulesSchema } from '#core/knowledge/explanation.ts';

/** The words of `explanation.yaml`. */
export const rules = explanationRulesSchema.parse(
  parse(readFileSync(new URL('../../../config/knowledge/explanation.yaml', import.meta.url), 'utf8')),
);
