import type { Temporal } from 'temporal-polyfill';
import type { Action } from '#core/gate/action.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { StepWords } from '#core/plan/step-words.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import type { Reply } from '#core/reply.ts';
import type { Say } from '#core/text.ts';

/** What the words of a reminder depend on. */
export interface Scene {
  readonly person: Applicant;
  readonly knowledge: Knowledge;
  readonly now: Temporal.Instant;
  readonly say: Say;
}

/** The verbs of the buttons that answer a reminder. */
export const EVERY_ANSWER = ['done', 'hour', 'tomorrow', 'move', 'drop'] as const;
/** Those of a follow-up: each writes down what happened. */
export const FOLLOW_UP_ANSWERS = [
  'followwrite',
  'followsent',
  'followreplied',
  'followdeclined',
  'followlater',
  'followstop',
] as const;
/** Before an interview: its card opens with what to practise. After it, how it was, and what follows. */
export const INTERVIEW_ANSWERS = ['done', 'interviewopen'] as const;
export const WENT_ANSWERS = ['interviewwell', 'interviewmixed', 'interviewhard', 'interviewoff'] as const;
export const PRACTICE_ANSWERS = ['practisedue', 'tomorrow', 'drop', 'practiceoff'] as const;
export type Answer =
  | (typeof EVERY_ANSWER)[number]
  | (typeof FOLLOW_UP_ANSWERS)[number]
  | (typeof INTERVIEW_ANSWERS)[number]
  | (typeof WENT_ANSWERS)[number]
  | (typeof PRACTICE_ANSWERS)[number];

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

/** How a kind of reminder behaves: in delivery, messages, lists, answers and the rule gate. */
export interface Kind {
  /** Title, why and how, as they are right now. */
  words(scene: Scene): StepWords;
  /** A screen of its own, with its own buttons, shown instead of words and answers. Null: it has none. */
  readonly screen: ((reminder: string, scene: Scene) => Reply) | null;
  /** What it asks the person to do. Null: nothing that a rule could forbid. */
  action(scene: Pick<Scene, 'person' | 'knowledge'>): Action | null;
  /** The possible answers, in the order of their buttons: the first is what is usually done. None: its screen has its own. */
  readonly answers: readonly Answer[];
  /** What its button does among several: tick it, or open it where a tick would not say what happened. */
  readonly inDigest: 'done' | 'reminder';
  /** The command that shows the details. Every message about it has a button to it. */
  readonly page: 'soap' | null;
  /** Whether its words could ask for something the quiet time forbids, so that the rule is shown below them. */
  readonly needsQuietNote: boolean;
  /** If another message goes out, it may join that message this long before its time. */
  readonly joinsWithin: { readonly minutes: number };
  /** Whether it is useless after its time, so that quiet hours bring it forward instead of delaying it. */
  isDeadline(reminder: Reminder, person: Applicant): boolean;
  /** What only this kind says about its time. Null: the usual applies. */
  timing(reminder: Reminder, scene: Scene): Timing | null;
  /** Whether its title says when it is, so that a list does not repeat it. */
  readonly titleHasTime: boolean;
  /** Whether `/today` may name it as the next thing to do, rules aside. */
  isForToday(reminder: Reminder, scene: Pick<Scene, 'person' | 'now'>): boolean;
  /** The person's own words, which they can change. Null: the words are ours. */
  readonly ownWords: string | null;
}

/** What most kinds have in common: nothing of its own but words, buttons and the gate. */
export const ORDINARY = {
  page: null,
  needsQuietNote: true,
  joinsWithin: { minutes: 1 },
  isDeadline: ({ deadline }) => deadline === true,
  timing: () => null,
  titleHasTime: false,
} as const satisfies Partial<Kind>;
