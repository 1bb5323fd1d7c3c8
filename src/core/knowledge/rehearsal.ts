import { z } from 'zod';
import { mindIdSchema, ruleIdSchema } from '#core/knowledge/gate.ts';
import { slugSchema } from '#core/knowledge/slug.ts';
import { atSchema } from '#core/knowledge/soap.ts';
import { citationSchema } from '#core/knowledge/source.ts';
import { words } from '#core/knowledge/words.ts';
import { programSchema, serviceSchema } from '#core/record/soap.ts';

/** Where the debrief leads for the real week. */
export const PREPARE = ['soap', 'ready', 'write', 'people', 'support'] as const;

/** What can be pressed in every scene: to leave, and to see an offer's clock. */
export const ALWAYS = { leave: 'leave', clock: 'how_long' } as const;

/** A mistake that tired people make in Match Week. */
const trapSchema = z.strictObject({
  title: words(80),
  /** What to do in the real week. */
  instead: words(300),
  source: citationSchema,
});

/** What comes from outside when a scene begins. */
const eventSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('contact'),
    program: programSchema,
    how: z.enum(['call', 'mail', 'message', 'other']),
    applied: z.boolean().default(true),
  }),
  z.strictObject({ kind: z.literal('offer'), program: programSchema }),
]);

const choiceSchema = z.strictObject({
  id: slugSchema.refine(
    (id) => !Object.values<string>(ALWAYS).includes(id),
    'is what the buttons below every scene are called',
  ),
  /** Short enough for a button on every platform. */
  label: words(40),
  /** What the rule gate is asked: an `Action`, read where it is asked. Absent: no rule is concerned. */
  asks: z.looseObject({ kind: z.string() }).optional(),
  /** The rule or the reminder that the gate answers with; absent: a plain yes. A changed rule shows in the tests. */
  answer: z.union([ruleIdSchema, mindIdSchema]).optional(),
  trap: slugSchema.optional(),
  /** What follows from it in the made-up week. */
  follows: words(300),
  /** What it changes in the made-up record. */
  sends: z.strictObject({ service: serviceSchema, count: z.int().min(1).max(45) }).optional(),
  offer: z.enum(['accepted', 'declined']).optional(),
  /** Ends the scene although it is a trap; other traps leave the question open. */
  ends: z.boolean().default(false),
});

const sceneSchema = z.strictObject({
  id: slugSchema,
  at: atSchema,
  says: words(500),
  /** Only while an offer has been accepted, or none has. */
  only: z.enum(['accepted', 'open']).optional(),
  happens: z.array(eventSchema).max(3).default([]),
  /** The clock runs while the question stands, and the offer ends with its round. */
  late: z.strictObject({ trap: slugSchema, follows: words(300) }).optional(),
  /** With the ways to leave and to see the clock, five buttons. */
  choices: z.array(choiceSchema).min(2).max(3),
});
export type Scene = z.infer<typeof sceneSchema>;
export type SceneChoice = Scene['choices'][number];

/** `rehearsal.yaml`: the story of a made-up Match Week. */
export const rehearsalSchema = z
  .strictObject({
    /** How many times faster than real the clock of an offer runs. */
    speed: z.int().min(2).max(600),
    /** No rehearsal in so many days before the quiet time, nor until SOAP has ended. */
    closed_days: z.int().min(0).max(30),
    traps: z.record(slugSchema, trapSchema),
    scenes: z.array(sceneSchema).min(3).max(30),
    /** What to have ready for the real week, and where to do it. */
    prepare: z.array(z.strictObject({ says: words(200), at: z.enum(PREPARE) })).min(1),
  })
  .superRefine(({ traps, scenes }, issue) => {
    const wrong = (path: PropertyKey[], message: string) =>
      issue.addIssue({ code: 'custom', path: ['scenes', ...path], message });
    const used = new Set<string>();
    const named = (trap: string | undefined, path: PropertyKey[]): void => {
      if (trap === undefined) return;
      used.add(trap);
      if (!Object.hasOwn(traps, trap)) wrong(path, `there is no trap "${trap}"`);
    };
    for (const [index, { id, choices, late }] of scenes.entries()) {
      if (scenes.findIndex((one) => one.id === id) < index) wrong([index, 'id'], `"${id}" stands here twice`);
      named(late?.trap, [index, 'late', 'trap']);
      for (const [at, choice] of choices.entries()) {
        named(choice.trap, [index, 'choices', at, 'trap']);
        if (choices.findIndex((one) => one.id === choice.id) < at)
          wrong([index, 'choices', at, 'id'], `"${choice.id}" stands here twice`);
      }
      if (!choices.some(({ trap }) => trap === undefined))
        wrong([index, 'choices'], 'needs one that is no trap: nobody may be stuck');
    }
    for (const trap of Object.keys(traps))
      if (!used.has(trap))
        issue.addIssue({ code: 'custom', path: ['traps', trap], message: 'no scene has it' });
  });
export type RehearsalStory = z.infer<typeof rehearsalSchema>;
