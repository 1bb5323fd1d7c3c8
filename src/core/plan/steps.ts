import { z } from 'zod';
import { conditionSchema } from '#core/assessment/condition.ts';
import { EVENTS } from '#core/season/season.ts';
import { citationSchema } from '#core/source.ts';
import { timeOfDaySchema } from '#core/time/wall.ts';

/**
 * What a step's day hangs on. `current` is the season of today until its SOAP is over; `running` the one that a person is
 * in, also after its SOAP; `target` the season aimed at; `last` the one whose SOAP is over before the rebuilding starts. `start` is the first day
 * of rebuilding, `cleanup` and `currency` are its phases; `exam` the day to sit, `result` when it may be out.
 */
export const ANCHORS = [
  'today',
  'start',
  'cleanup',
  'currency',
  'exam',
  'result',
  ...EVENTS.flatMap(
    (event) => [`current.${event}`, `running.${event}`, `target.${event}`, `last.${event}`] as const,
  ),
] as const;
const anchorSchema = z.enum(ANCHORS);
export type Anchor = z.infer<typeof anchorSchema>;

/** What every task says, wherever it stands in knowledge. */
export const taskRuleSchema = z.strictObject({
  key: z.string().regex(/^[a-z0-9_]{1,40}$/),
  /** Who gets it; left out means everybody whom the file is for. */
  when: conditionSchema.optional(),
  /** Who has to move: the person, somebody whom they ask for it, or their school. */
  owner: z.enum(['you', 'mentor', 'school']).default('you'),
  /** It writes to or calls a residency program: never on a day of the quiet time. */
  contact: z.boolean().default(false),
  /** Whom it writes to: only a program is forbidden in the quiet time, the others are kept out of it out of care. */
  to: z.enum(['program', 'letter_writer', 'mentor']).default('program'),
  title: z.string().min(1).max(90),
  why: z.string().min(1).max(400),
  /** How to do it, and what done looks like. */
  how: z.string().min(1).max(600),
  source: citationSchema,
});
export type TaskRule = z.infer<typeof taskRuleSchema>;

export const stepRuleSchema = taskRuleSchema.extend({
  at: z.strictObject({
    anchor: anchorSchema,
    days: z.int().default(0),
    /** How far into a phase, from 0 to 1. */
    share: z.number().min(0).max(1).default(0),
    /** Days after the anchor until which it is still worth doing; left out: only on its day. */
    until: z.int().optional(),
  }),
  /** Where its last day lies: after it the step is too late. Its reminder then knows no quiet hours that would swallow it. */
  deadline: anchorSchema.optional(),
  /** The step of the same file that it follows up, and the least number of days between the two. */
  after: z.strictObject({ step: z.string(), days: z.int().min(1) }).optional(),
  /** What it takes out of a life: months that must be free, and work without pay. Nobody gets what they can not spare. */
  takes: z.strictObject({ months: z.int().min(0).default(0), unpaid: z.boolean().default(false) }).optional(),
  /** A day that a picture of the whole year shows. */
  milestone: z.boolean().default(false),
  /** The step of the same file in whose place it comes, for whom that one takes too much. */
  instead_of: z.string().optional(),
});
export type StepRule = z.infer<typeof stepRuleSchema>;

/** One file of `plans/`. */
export const planFileSchema = z
  .strictObject({
    /** Whose plan these steps belong to. */
    when: conditionSchema,
    /** What decides whether the other steps of this file can come to anything: the first that applies is named with each. */
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

/** `pacing.yaml`: how a plan is spread over the time there is. */
export const pacingSchema = z.strictObject({
  /** Days between the first steps, between the ones after them, and for how many days that holds. */
  first_steps: z.int().min(1),
  first_gap_days: z.int().min(1),
  gap_days: z.int().min(1),
  gap_until: z.int().min(1),
  /** Only a window longer than this gives way to make room; shorter ones stay on their day. */
  movable_days: z.int().min(0),
  /** Rebuilding starts this many days after Match Day, for who has a season to finish first. */
  after_match_days: z.int().min(0),
  /** The share of rebuilding that is clearing up, and its longest. */
  cleanup_share: z.number().min(0).max(1),
  cleanup_days: z.int().min(1),
  /** Less time than this before applications open: rebuilding goes on until they are sent. */
  short_days: z.int().min(0),
  /** Length of rebuilding where no season is aimed at. */
  open_days: z.int().min(30),
  /** Hours of study that one exam asks for, and the most a week can hold, with paid work beside it or without. */
  study: z.strictObject({
    hours: z.int().min(1),
    week_most: z.int().min(1).max(80),
    week_most_working: z.int().min(1).max(80),
    rest_days: z.int().min(0).max(14),
    source: citationSchema,
  }),
  /** When a day's promises are asked about. */
  evening: timeOfDaySchema,
  /** Days of rebuilding that the path "delay" needs before programs look. */
  delay_days: z.int().min(0),
  source: citationSchema,
});
export type Pacing = z.infer<typeof pacingSchema>;
