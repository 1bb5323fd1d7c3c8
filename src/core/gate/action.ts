import { z } from 'zod';
import { programSchema, serviceSchema } from '#core/record/soap.ts';

const program = programSchema.nullable().default(null);

/** Everything that a draft, a reminder, a plan step or a person may be about to do and that a rule may forbid. */
export const actionSchema = z.discriminatedUnion('kind', [
  /** First contact by the person: a call, email, message or visit that does not answer anything. */
  z.strictObject({ kind: z.literal('contact_program'), program }),
  /** First contact on the person's behalf, by the school or anyone else. */
  z.strictObject({ kind: z.literal('school_contacts_program'), program }),
  z.strictObject({ kind: z.literal('other_contacts_program'), program }),
  z.strictObject({ kind: z.literal('ask_school') }),
  /** Someone who writes a letter, someone who advises, or a place that is not a residency program. */
  z.strictObject({ kind: z.literal('ask_letter_writer') }),
  z.strictObject({ kind: z.literal('ask_mentor') }),
  z.strictObject({ kind: z.literal('contact_place') }),
  /** Something that a person plans in their own words, read to see whom they mean to contact. */
  z.strictObject({ kind: z.literal('own_words'), text: z.string().max(2_000) }),
  z.strictObject({ kind: z.literal('reply_to_program'), program: programSchema }),
  z.strictObject({ kind: z.literal('thank_program'), program: programSchema }),
  /** A promise to accept, or an answer to a program that asks for one. */
  z.strictObject({ kind: z.literal('promise_program'), program }),
  z.strictObject({
    kind: z.literal('submit_application'),
    service: serviceSchema,
    count: z.int().min(1).max(200).default(1),
    /** Whether the programs take part in the Match. */
    participating: z.boolean().default(true),
  }),
  z.strictObject({ kind: z.literal('withdraw_application'), service: serviceSchema }),
  z.strictObject({ kind: z.literal('accept_offer'), program }),
  z.strictObject({ kind: z.literal('decline_offer'), program }),
  /** A position offered by phone or email rather than in the NRMP's system. */
  z.strictObject({ kind: z.literal('out_of_system_offer'), program }),
  /** Keeping, showing or passing on the List of Unfilled Programs. */
  z.strictObject({ kind: z.literal('store_list') }),
  z.strictObject({ kind: z.literal('show_list') }),
  /** Text that someone pastes or sends: refused if it looks like that list. */
  z.strictObject({ kind: z.literal('keep_text'), text: z.string().max(20_000) }),
  z.strictObject({
    kind: z.literal('post_in_forum'),
    about: z.enum(['match_information', 'something_else']),
  }),
]);
export type Action = z.infer<typeof actionSchema>;
export type ActionKind = Action['kind'];
