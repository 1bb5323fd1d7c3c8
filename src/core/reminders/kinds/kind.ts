import type { Temporal } from 'temporal-polyfill';
import type { Applicant } from '#core/applicant.ts';
import type { Action } from '#core/gate/action.ts';
import type { Knowledge } from '#core/knowledge.ts';
import type { StepWords } from '#core/plan/words.ts';
import type { Reminder } from '#core/reminders/reminder.ts';
import type { Reply } from '#core/reply.ts';
import type { Say } from '#core/text.ts';

/** Everything that what is said depends on. */
export interface Scene {
  readonly person: Applicant;
  readonly knowledge: Knowledge;
  readonly now: Temporal.Instant;
  readonly say: Say;
}

/** The verbs of the buttons that answer a reminder. */
export const EVERY_ANSWER = ['done', 'hour', 'tomorrow', 'move', 'drop'] as const;
export type Answer = (typeof EVERY_ANSWER)[number];

/** What is said about a reminder's time. */
export interface Timing {
  /**
   * `planned`: late, and the message says why; `deadline`: its time is still to come; `last_day`: a deadline without an
   * hour; `passed`: a deadline that is over; `over`: a moment of Match Week that is.
   */
  readonly kind:
    | 'on_time'
    | 'late'
    | 'missed'
    | 'planned'
    | 'early'
    | 'deadline'
    | 'last_day'
    | 'passed'
    | 'over';
  /** The time in words, in the person's zone. */
  readonly when: string;
}

/** How one kind of reminder behaves wherever reminders are planned, said, listed or answered. */
export interface Kind {
  /** Title, why and how, as they hold now. */
  words(scene: Scene): StepWords;
  /** A screen with buttons of its own in place of words and answers; null: it has none. */
  readonly screen: ((reminder: string, scene: Pick<Scene, 'person' | 'say'>) => Reply) | null;
  /** What it asks the person to do; null: nothing that a rule could forbid. */
  action(scene: Pick<Scene, 'person' | 'knowledge'>): Action | null;
  /** The answers that it takes, in the order of their buttons. */
  readonly answers: readonly Answer[];
  /** The command that shows the whole of it: every message about it has a button there. */
  readonly page: 'soap' | null;
  /** Its words may ask for what the quiet time forbids, so the rule is said with them. */
  readonly needsQuietNote: boolean;
  /** A message that goes out anyway takes it along when it is due this soon. */
  readonly joinsWithin: { readonly minutes: number };
  /** Too late after its time, so quiet hours bring it forward instead of delaying it. */
  isDeadline(reminder: Reminder, person: Applicant): boolean;
  /** What there is to say about its time that holds for this kind only; null: the usual. */
  timing(reminder: Reminder, scene: Scene): Timing | null;
  /** Its title says when it is, so a list does not say it again. */
  readonly titleHasTime: boolean;
  /** Whether `/today` may name it as the next thing to do, rules aside. */
  isForToday(reminder: Reminder, scene: Pick<Scene, 'person' | 'now'>): boolean;
  /** The person's own words, which they may change; null: the words are ours. */
  readonly ownWords: string | null;
}
