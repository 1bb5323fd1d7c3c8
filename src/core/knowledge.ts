import { z } from 'zod';
import { assessmentRulesSchema } from '#core/assessment/criteria.ts';
import { examRulesSchema } from '#core/assessment/exams.ts';
import { specialtiesSchema } from '#core/assessment/specialties.ts';
import { crisisSchema } from '#core/crisis.ts';
import { gateRulesSchema } from '#core/gate/rules.ts';
import { type FirstDay, firstDaySchema } from '#core/plan/first-day.ts';
import { type JobScreen, jobScreenSchema } from '#core/plan/job.ts';
import { type Shadow, shadowSchema } from '#core/plan/shadow.ts';
import { pacingSchema, planFileSchema } from '#core/plan/steps.ts';
import { autopsySchema } from '#core/reading/autopsy.ts';
import { coherenceSchema } from '#core/reading/coherence.ts';
import { pillarsSchema } from '#core/reading/pillars.ts';
import { programsEyeSchema } from '#core/reading/programs-eye.ts';
import { realismSchema } from '#core/reading/realism.ts';
import { seasonSchema } from '#core/season/season.ts';
import { soapGuideSchema } from '#core/soap/guide.ts';
import { sourceSchema } from '#core/source.ts';

/** The files of `config/knowledge`, each with its schema. Of a folder every file has the one schema. */
export const FILES = {
  'sources.yaml': z.record(z.string().regex(/^[a-z0-9_]+$/), sourceSchema),
  'resources.yaml': z.strictObject({ crisis: crisisSchema }),
  'exams.yaml': examRulesSchema,
  'assessment.yaml': assessmentRulesSchema,
  'specialties.yaml': specialtiesSchema,
  'pacing.yaml': pacingSchema,
  'autopsy.yaml': autopsySchema,
  'pillars.yaml': pillarsSchema,
  'programs_eye.yaml': programsEyeSchema,
  'coherence.yaml': coherenceSchema,
  'realism.yaml': realismSchema,
  'first_day.yaml': firstDaySchema,
  'shadow.yaml': shadowSchema,
  'job_screen.yaml': jobScreenSchema,
  'gate.yaml': gateRulesSchema,
  'soap.yaml': soapGuideSchema,
} as const;
export const FOLDERS = { seasons: seasonSchema, plans: planFileSchema } as const;

/** What an adviser edits in `config/knowledge`, parsed. Code holds no advice, no threshold and no date. */
export interface Knowledge {
  readonly sources: z.infer<(typeof FILES)['sources.yaml']>;
  readonly crisis: z.infer<typeof crisisSchema>;
  readonly exams: z.infer<typeof examRulesSchema>;
  readonly assessment: z.infer<typeof assessmentRulesSchema>;
  readonly specialties: z.infer<typeof specialtiesSchema>;
  readonly pacing: z.infer<typeof pacingSchema>;
  readonly firstDay: FirstDay;
  readonly shadow: Shadow;
  readonly jobScreen: JobScreen;
  readonly gate: z.infer<typeof gateRulesSchema>;
  readonly soap: z.infer<typeof soapGuideSchema>;
  /** Words and rules of the readings, one file each. */
  readonly reading: {
    readonly autopsy: z.infer<typeof autopsySchema>;
    readonly pillars: z.infer<typeof pillarsSchema>;
    readonly programsEye: z.infer<typeof programsEyeSchema>;
    readonly coherence: z.infer<typeof coherenceSchema>;
    readonly realism: z.infer<typeof realismSchema>;
  };
  /** Oldest first. */
  readonly seasons: readonly z.infer<typeof seasonSchema>[];
  /** In the order of their file names. */
  readonly plans: readonly z.infer<typeof planFileSchema>[];
}
