import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { CrisisKnowledge } from '#core/crisis/crisis.ts';
import { crisisSchema, crisisWeightsSchema, wordingSchema } from '#core/knowledge/crisis.ts';

const FOLDER = new URL('../../../config/knowledge/', import.meta.url);
const read = (name: string) => parse(readFileSync(new URL(name, FOLDER), 'utf8'));

/** What the reader is given, without the rest of the knowledge. */
export const crisisKnowledge: CrisisKnowledge = {
  crisis: crisisSchema.parse(read('crisis.yaml')),
  wording: readdirSync(new URL('wording/', FOLDER)).map((name) =>
    wordingSchema.parse(read(`wording/${name}`)),
  ),
  crisisWeights: crisisWeightsSchema.parse(read('crisis_weights.yaml')),
};
