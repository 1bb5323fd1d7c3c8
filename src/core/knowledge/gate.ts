import { z } from 'zod';
import { ownWordsSchema } from '#core/knowledge/own-words.ts';
import { patternSchema } from '#core/knowledge/pattern.ts';
import { citationSchema } from '#core/knowledge/source.ts';
import { words } from '#core/knowledge/words.ts';

/** Why something may not be done. */
export const ruleIdSchema = z.enum([
  'no_first_contact',
  'no_contact_for_you',
  'not_contacted',
  'contacted_too_early',
  'contacted_without_application',
  'not_eligible',
  'outside_match_yet',
  'applications_closed',
  'applications_over',
  'round_running',
  'limit_reached',
  'no_withdrawal',
  'accepted_already',
  'no_round',
  'offer_gone',
  'outside_offer',
  'no_promise',
  'wants_no_messages',
  'list_private',
  'match_information',
]);
export type RuleId = z.infer<typeof ruleIdSchema>;

/** What to keep in mind about something that is allowed. */
export const mindIdSchema = z.enum([
  'school_advises',
  'answer_only',
  'thanks_once',
  'sent_for_good',
  'binding',
  'gone_for_good',
  'outside_before',
  'no_forums',
  'dates_open',
  'dates_open_after',
  'choose_one',
  'mentor_advises',
  'letter_only',
]);
export type MindId = z.infer<typeof mindIdSchema>;

const saidSchema = z.strictObject({ says: words(400), source: citationSchema });

/** `gate.yaml`: the words and figures of the rules. What they depend on is code. */
export const gateRulesSchema = z.strictObject({
  /** The maximum number of applications in one service. */
  applications: z.int().min(1),
  /** Days around an unconfirmed Match Week in which its real dates may lie. */
  open_dates_days: z.int().min(0),
  rules: z.record(ruleIdSchema, saidSchema),
  minds: z.record(mindIdSchema, saidSchema),
  /** How a person's own words are read to find contact with a program. */
  own_words: ownWordsSchema,
  /** How to recognise text that looks like the List of Unfilled Programs. */
  list: z.strictObject({
    /** The list's own name: one mention is enough in a text of several lines. */
    names: z.array(patternSchema).min(1),
    /** What one of its rows contains, and how many rows make a list. */
    rows: z.array(patternSchema).min(1),
    several: z.int().min(2),
  }),
});
export type GateRules = z.infer<typeof gateRulesSchema>;
