import { z } from 'zod';

/** What a text is for. Each kind has its own readers, length and timing: `config/knowledge/drafts.yaml`. */
export const draftKindSchema = z.enum([
  'program-feedback',
  'feedback-ack',
  'letter-request',
  'letter-reminder',
  'usce-inquiry',
  'reconnect',
  'dean-summary',
  'dean-ask',
  'school-talking-points',
  'soap-reply',
  'thank-you',
  'networking',
  'exam-update',
  'status-question',
  'reapplicant-paragraph',
  'failure-narrative',
  'explanation',
  'mentor-ask',
  'withdrawal',
  'decline',
  'statement',
  'soap-statement',
  'helper-card',
  'post',
]);
export type DraftKind = z.infer<typeof draftKindSchema>;

/** The kinds that are sent or said to somebody, so that etiquette and the rule gate have a say in when. */
export const sentKindSchema = draftKindSchema.extract([
  'program-feedback',
  'feedback-ack',
  'letter-request',
  'letter-reminder',
  'usce-inquiry',
  'reconnect',
  'networking',
  'mentor-ask',
  'thank-you',
  'exam-update',
  'status-question',
  'soap-reply',
  'withdrawal',
  'decline',
  'dean-summary',
  'dean-ask',
  'school-talking-points',
]);
export type SentKind = z.infer<typeof sentKindSchema>;
