import { z } from 'zod';
import { assessmentRulesSchema } from '#core/assessment/criteria.ts';
import { examRulesSchema } from '#core/assessment/exams.ts';
import { specialtiesSchema } from '#core/assessment/specialties.ts';
import { helplinesSchema } from '#core/crisis/helplines.ts';
import { crisisSchema, crisisWeightsSchema, wordingSchema } from '#core/crisis/wording.ts';
import { gateRulesSchema } from '#core/gate/rules.ts';
import { firstDaySchema } from '#core/plan/first-day.ts';
import { jobScreenSchema } from '#core/plan/job.ts';
import { shadowSchema } from '#core/plan/shadow.ts';
import { pacingSchema, planFileSchema } from '#core/plan/steps.ts';
import { autopsySchema } from '#core/reading/autopsy.ts';
import { coherenceSchema } from '#core/reading/coherence.ts';
import { pillarsSchema } from '#core/reading/pillars.ts';
import { programsEyeSchema } from '#core/reading/programs-eye.ts';
import { realismSchema } from '#core/reading/realism.ts';
import { seasonSchema } from '#core/season/season.ts';
import { soapGuideSchema } from '#core/soap/guide.ts';
import { sourceSchema } from '#core/source.ts';

/**
 * What an adviser edits in `config/knowledge`: code holds no advice, no threshold and no date. A line here is a file:
 * `firstDay` is read from `first_day.yaml`, and a list from every file of the folder of its name, in the order of the
 * file names.
 */
export const SHELF = {
  sources: z.record(z.string().regex(/^[a-z0-9_]+$/), sourceSchema),
  crisis: crisisSchema,
  crisisWeights: crisisWeightsSchema,
  helplines: helplinesSchema,
  exams: examRulesSchema,
  assessment: assessmentRulesSchema,
  specialties: specialtiesSchema,
  pacing: pacingSchema,
  autopsy: autopsySchema,
  pillars: pillarsSchema,
  programsEye: programsEyeSchema,
  coherence: coherenceSchema,
  realism: realismSchema,
  firstDay: firstDaySchema,
  shadow: shadowSchema,
  jobScreen: jobScreenSchema,
  gate: gateRulesSchema,
  soap: soapGuideSchema,
  seasons: z.array(seasonSchema),
  plans: z.array(planFileSchema),
  wording: z.array(wordingSchema),
} as const;
type Shelf = typeof SHELF;
export type Knowledge = { readonly [K in keyof Shelf]: Readonly<z.infer<Shelf[K]>> };
