import type { Temporal } from 'temporal-polyfill';
import type { WrittenDate } from '#core/explanation/dates.ts';
import {
  figuresIn,
  type PracticeForm,
  type PracticeScore,
  practiceIn,
  scoresIn,
} from '#core/explanation/figures.ts';
import type { Placed, Read } from '#core/explanation/parts.ts';
import { countedIn, examsIn, has, type Told, type View, viewOf } from '#core/explanation/view.ts';
import type { Place } from '#core/language/words.ts';
import type { Exam } from '#core/record/profile.ts';

/** What one clause says about a failed sitting. */
export interface FailedClaim {
  /** Empty: the clause names none. */
  readonly exams: readonly Told<Exam>[];
  readonly attempts: readonly Told<number>[];
  readonly counts: readonly Told<number>[];
  readonly dates: readonly WrittenDate[];
  readonly scores: readonly Told<number>[];
  /** The day told is that of the result. */
  readonly isReport: boolean;
}

export interface RetakeClaim extends Place {
  readonly exams: readonly Exam[];
  readonly dates: readonly WrittenDate[];
  readonly attempts: readonly Told<number>[];
  readonly isBooked: boolean;
}

/** An exam that was passed, at the attempts that are named. No exam: all of them, or the one that the text is about. */
export interface PassClaim extends Place {
  readonly exams: readonly Exam[];
  readonly attempts: readonly Told<number>[];
  readonly isAll: boolean;
}

export interface ScoreClaim {
  readonly exams: readonly Exam[];
  readonly scores: readonly Told<number>[];
}

/** What a text claims that a record may or may not support. */
export interface Claims {
  /** Every exam that is named, in order. */
  readonly named: readonly Exam[];
  readonly failed: readonly FailedClaim[];
  readonly retakes: readonly RetakeClaim[];
  readonly passes: readonly PassClaim[];
  /** Scores of sittings that are not told as failures. */
  readonly scored: readonly ScoreClaim[];
  readonly practice: readonly PracticeScore[];
  readonly forms: readonly PracticeForm[];
  readonly isNamed: boolean;
  readonly passed: boolean;
  /** A figure about what changed or what comes next. */
  readonly hasFigure: boolean;
  /** A date of what comes next. */
  readonly hasDate: boolean;
}

const ZONE = 'America/New_York';

/** Reads what a text claims. @param clauses each with its part, as returned by `placed` */
export function claimsIn(
  text: string,
  sentences: readonly Read[],
  clauses: readonly Placed[],
  now: Temporal.Instant,
): Claims {
  const today = now.toZonedDateTimeISO(ZONE).toPlainDate();
  const views = clauses.flatMap((clause) => viewOf(text, clause, sentences[clause.sentence], today));
  const named = views.flatMap((view) => examsIn(view).map(({ told }) => told));
  const passes = views.filter((view) => has(view, 'passed'));
  return {
    named,
    failed: views.filter(({ clause }) => clause.part === 'own').map(failedIn),
    retakes: views.filter(isRetake).map(retakeIn),
    passes: passes.map(passIn),
    scored: views.filter(isScored).map((view) => ({
      exams: examsIn(view).map(({ told }) => told),
      scores: scoresIn(view),
    })),
    ...practiceIn(views.filter((view) => !has(view, 'passed'))),
    isNamed: named.length > 0,
    passed: passes.length > 0,
    hasFigure: views.some((view) => mayBeChange(view) && figuresIn(view).length > 0),
    hasDate: views.some((view) => isAhead(view, today)),
  };
}

/** What nobody can tell apart counts as changed if it names a bank, a tutor or a routine. */
function mayBeChange(view: View): boolean {
  const { part } = view.clause;
  if (part === null) return has(view, 'concrete');
  return part === 'changes' || part === 'plan' || (part === 'cause' && has(view, 'changes'));
}

function failedIn(view: View): FailedClaim {
  const { sentence, within, dates } = view;
  return {
    exams: examsIn(view),
    attempts: countedIn(view, sentence.found.attempts),
    counts: countedIn(view, sentence.found.counts),
    dates,
    scores: scoresIn(view),
    isReport: within(sentence.found.class('reported')).length > 0,
  };
}

function passIn(view: View): PassClaim {
  const { clause, sentence, tokens } = view;
  return {
    from: clause.from,
    to: clause.to,
    exams: examsIn(view).map(({ told }) => told),
    attempts: countedIn(view, sentence.found.attempts),
    isAll: tokens.some(({ word }) => word === 'all' || word === 'every'),
  };
}

/** A score next to the name of its exam, or after "I scored"; that of a failure is read with the failure. */
function isScored(view: View): boolean {
  if (view.clause.part === 'own') return false;
  return has(view, 'passed') || has(view, 'scored') || examsIn(view).length === 1;
}

function isRetake(view: View): boolean {
  return view.clause.part === 'plan' && (has(view, 'retake') || has(view, 'booked'));
}

function retakeIn(view: View): RetakeClaim {
  const { clause, sentence, dates } = view;
  return {
    from: clause.from,
    to: clause.to,
    exams: examsIn(view).map(({ told }) => told),
    dates,
    attempts: countedIn(view, sentence.found.attempts),
    isBooked: has(view, 'booked'),
  };
}

function isAhead({ clause, dates, sentence }: View, today: Temporal.PlainDate): boolean {
  const isMeant =
    clause.part === 'plan' && [...sentence.found.of('retake'), ...sentence.found.of('booked')].length > 0;
  return dates.some(({ on }) => on.length > 4 && (isMeant || on >= today.toString().slice(0, on.length)));
}
