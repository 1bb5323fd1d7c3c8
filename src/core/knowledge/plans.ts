import { z } from 'zod';
import { conditionSchema } from '#core/knowledge/condition.ts';
import { EVENTS } from '#core/knowledge/season.ts';
import { slugSchema } from '#core/knowledge/slug.ts';
import { citationSchema } from '#core/knowledge/source.ts';
import { words } from '#core/knowledge/words.ts';

/**
 * What a step's day depends on.
 * - `current`: today's season, until its SOAP is over; `running`: the one the person is in, even after its SOAP; `target`:
 *   the season to aim at; `last`: the one whose SOAP is over before rebuilding starts.
 * - `start`: the first day of rebuilding; `cleanup` and `currency`: its phases.
 * - `exam`: the day to sit the next exam; `result`: when its result may be out; `seven_years`: the last day on which ECFMG
 *   takes the other exam, or the first of its month.
 */
export const ANCHORS = [
  'today',
  'start',
  'cleanup',
  'currency',
  'exam',
  'result',
  'seven_years',
  ...EVENTS.flatMap(
    (event) => [`current.${event}`, `running.${event}`, `target.${event}`, `last.${event}`] as const,
  ),
] as const;

const anchorSchema = z.enum(ANCHORS);
export type Anchor = z.infer<typeof anchorSchema>;

/** What every task in knowledge has, whichever file it is in. */
export const taskRuleSchema = z.strictObject({
  key: slugSchema,
  /** Who gets it. Left out: everyone the file is for. */
  when: conditionSchema.optional(),
  /** Who has to act: the person, someone they ask, or their school. */
  owner: z.enum(['you', 'mentor', 'school']).default('you'),
  /** True when it means writing to or calling a residency program. It is never planned for a day in the quiet time. */
  contact: z.boolean().default(false),
  /** Whom it contacts. The quiet time forbids only programs; the others are left in peace then as a courtesy. */
  to: z.enum(['program', 'letter_writer', 'mentor']).default('program'),
  title: words(90),
  why: words(400),
  /** How to do it, and what done looks like. */
  how: words(600),
  source: citationSchema,
});
export type TaskRule = z.infer<typeof taskRuleSchema>;

export const stepRuleSchema = taskRuleSchema.extend({
  at: z.strictObject({
    anchor: anchorSchema,
    days: z.int().default(0),
    /** How far into a phase, from 0 to 1. */
    share: z.number().min(0).max(1).default(0),
    /** How many days after the anchor it is still worth doing. Left out: only on its day. */
    until: z.int().optional(),
  }),
  /** The anchor after which the step is too late. Its reminder then comes before quiet hours rather than after them. */
  deadline: anchorSchema.optional(),
  /** The step in the same file that it follows up, and the minimum number of days between them. */
  after: z.strictObject({ step: z.string(), days: z.int().min(1) }).optional(),
  /** What it costs: months that must be free, and whether the work is unpaid. Nobody gets a step they cannot afford. */
  takes: z.strictObject({ months: z.int().min(0).default(0), unpaid: z.boolean().default(false) }).optional(),
  /** True when the picture of the whole year shows it. */
  milestone: z.boolean().default(false),
  /** The step in the same file that it replaces for someone who cannot afford that one. */
  instead_of: z.string().optional(),
});
export type StepRule = z.infer<typeof stepRuleSchema>;

/** One file of `plans/`. */
export const planFileSchema = z
  .strictObject({
    /** Whose plan gets these steps. */
    when: conditionSchema,
    /** Steps that decide whether the rest of this file is needed. Each other step names the first that applies. */
    decided_by: z.array(z.strictObject({ step: z.string(), when: conditionSchema })).default([]),
    steps: z.array(stepRuleSchema).min(1),
  })
  .superRefine(({ steps, decided_by }, issue) => {
    const isKnown = (name: string | undefined) => name === undefined || steps.some(({ key }) => key === name);
    for (const [index, { step }] of decided_by.entries()) {
      const path = ['decided_by', index, 'step'];
      if (!isKnown(step)) issue.addIssue({ code: 'custom', path, message: `no step "${step}" in this file` });
    }
    for (const [index, { after, instead_of }] of steps.entries()) {
      const wrong = (name: string | undefined, ...field: string[]) => {
        if (isKnown(name)) return;
        const path = ['steps', index, ...field];
        issue.addIssue({ code: 'custom', path, message: `no step "${name}" in this file` });
      };
      wrong(after?.step, 'after', 'step');
      wrong(instead_of, 'instead_of');
    }
  });
