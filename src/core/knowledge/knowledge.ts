import { z } from 'zod';
import { assessmentRulesSchema } from '#core/knowledge/assessment.ts';
import { autopsySchema } from '#core/knowledge/autopsy.ts';
import { coherenceSchema } from '#core/knowledge/coherence.ts';
import { crisisSchema, crisisWeightsSchema, wordingSchema } from '#core/knowledge/crisis.ts';
import { draftsSchema } from '#core/knowledge/drafts.ts';
import { etiquetteSchema } from '#core/knowledge/etiquette.ts';
import { examRulesSchema } from '#core/knowledge/exams.ts';
import { explanationRulesSchema } from '#core/knowledge/explanation.ts';
import { firstDaySchema } from '#core/knowledge/first-day.ts';
import { gateRulesSchema } from '#core/knowledge/gate.ts';
import { helplinesSchema } from '#core/knowledge/helplines.ts';
import { interviewFileSchema, interviewRulesSchema } from '#core/knowledge/interview.ts';
import { jobScreenSchema } from '#core/knowledge/job-screen.ts';
import { outreachSchema } from '#core/knowledge/outreach.ts';
import { pacingSchema } from '#core/knowledge/pacing.ts';
import { peopleRulesSchema } from '#core/knowledge/people.ts';
import { pillarsSchema } from '#core/knowledge/pillars.ts';
import { planFileSchema } from '#core/knowledge/plans.ts';
import { practiceRulesSchema } from '#core/knowledge/practice.ts';
import { programsEyeSchema } from '#core/knowledge/programs-eye.ts';
import { realismSchema } from '#core/knowledge/realism.ts';
import { rehearsalSchema } from '#core/knowledge/rehearsal.ts';
import { reuseRulesSchema } from '#core/knowledge/reuse.ts';
import { seasonSchema } from '#core/knowledge/season.ts';
import { shadowSchema } from '#core/knowledge/shadow.ts';
import { soapGuideSchema } from '#core/knowledge/soap.ts';
import { sourceSchema } from '#core/knowledge/source.ts';
import { specialtiesSchema } from '#core/knowledge/specialties.ts';
import { studyChecksSchema } from '#core/knowledge/study-checks.ts';
import { templateSchema } from '#core/knowledge/template.ts';
import { toneFileSchema, toneWeightsSchema } from '#core/knowledge/tone.ts';
import { toneChecksSchema } from '#core/knowledge/tone-checks.ts';
import { toneMeaningsSchema } from '#core/knowledge/tone-meanings.ts';

/**
 * What an adviser edits in `config/knowledge`: code holds no advice, no threshold and no date. Each line here is a
 * file: `firstDay` is read from `first_day.yaml`, and a list from every file in the folder with its name, in order of
 * file name.
 */
export const SHELF = {
  sources: z.record(z.string().regex(/^[a-z0-9_]+$/), sourceSchema),
  crisis: crisisSchema,
  crisisWeights: crisisWeightsSchema,
  helplines: helplinesSchema,
  exams: examRulesSchema,
  practice: practiceRulesSchema,
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
  reuse: reuseRulesSchema,
  explanation: explanationRulesSchema,
  soap: soapGuideSchema,
  rehearsal: rehearsalSchema,
  drafts: draftsSchema,
  people: peopleRulesSchema,
  etiquette: etiquetteSchema,
  outreach: outreachSchema,
  interviewRules: interviewRulesSchema,
  studyChecks: studyChecksSchema,
  seasons: z.array(seasonSchema),
  plans: z.array(planFileSchema),
  wording: z.array(wordingSchema),
  /** Markdown below front matter. */
  templates: z.array(templateSchema),
  tone: z.array(toneFileSchema),
  /** What programs ask, and how an answer is read. */
  interview: z.array(interviewFileSchema),
  toneChecks: toneChecksSchema,
  toneMeanings: toneMeaningsSchema,
  toneWeights: toneWeightsSchema,
} as const;
type Shelf = typeof SHELF;
export type Knowledge = { readonly [K in keyof Shelf]: Readonly<z.infer<Shelf[K]>> };
