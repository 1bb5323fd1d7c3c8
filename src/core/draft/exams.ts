import { Temporal } from 'temporal-polyfill';
import { firstDay, lastDay } from '#core/assessment/exams.ts';
import { put, whenWords } from '#core/draft/dates.ts';
import type { Fact, Source } from '#core/draft/fact.ts';
import { type Attempt, type Exam, examSchema } from '#core/record/profile.ts';

export interface Sitting extends Attempt {
  readonly path: string;
  /** Its number among the sittings of its exam, from 1; one still to come counts too. */
  readonly number: number;
}

/** One exam that was failed, and what came of it. */
export interface Failure {
  readonly exam: Exam;
  readonly name: string;
  readonly fails: readonly Sitting[];
  readonly passed: Sitting | null;
  /** A sitting that is still to come or whose result is not out; null once the exam was passed. */
  readonly next: Sitting | null;
}

/** Each exam with a failure, in the order of the exams. */
export function failuresOf(source: Source): readonly Failure[] {
  return examSchema.options.flatMap((exam) => {
    const all = sittingsOf(source, exam);
    const fails = all.filter(({ outcome }) => outcome === 'fail');
    if (fails.length === 0) return [];
    const passed = all.find(({ outcome }) => outcome === 'pass') ?? null;
    const next = passed ? null : (all.findLast((one) => isOpen(one, source.now)) ?? null);
    return [{ exam, name: examName(source, exam), fails, passed, next }];
  });
}

/** The latest failure that no pass has made up for; null if there is none. */
export function latestOpenFailure(source: Source): Failure | null {
  const open = failuresOf(source).filter(({ passed }) => passed === null);
  const last = ({ fails }: Failure): string => fails.at(-1)?.on ?? '';
  return open.toSorted((a, b) => last(a).localeCompare(last(b))).at(-1) ?? null;
}

/** Everything told about one exam, oldest first; entries without a date stay where they were. */
export function sittingsOf({ grounds }: Source, exam: Exam): readonly Sitting[] {
  return grounds.profile.exams
    .map((attempt, index) => ({ ...attempt, path: `profile.exams[${index}]` }))
    .filter((attempt) => attempt.exam === exam)
    .toSorted((a, b) => (a.on && b.on ? Temporal.PlainDate.compare(firstDay(a.on), firstDay(b.on)) : 0))
    .map((attempt, index) => ({ ...attempt, number: index + 1 }));
}

/** Taken without a result, or booked for a day not yet past: for a past booking, nobody told us what came of it. */
export function isOpen({ outcome, on }: Attempt, now: Temporal.Instant): boolean {
  if (outcome === 'pending') return true;
  if (outcome !== 'scheduled') return false;
  const today = now.toZonedDateTimeISO('UTC').toPlainDate();
  return on === null || Temporal.PlainDate.compare(lastDay(on), today) >= 0;
}

export function examName({ knowledge }: Source, exam: Exam): string {
  return knowledge.exams.exams.find(({ id }) => id === exam)?.name ?? exam;
}

/** "failed my first attempt at Step 2 CK", "failed Step 1 twice". */
export function failedFact({ name, fails }: Failure, { knowledge }: Source): Fact {
  const { phrases } = knowledge.drafts;
  const paths = fails.map(({ path }) => path);
  const [first] = fails;
  if (first && fails.length === 1) {
    return { text: put(phrases.failed_once, { exam: name, attempt: attemptWord(first, phrases) }), paths };
  }
  const times = phrases.times[fails.length - 1] ?? phrases.times.at(-1) ?? '';
  return { text: put(phrases.failed_more, { exam: name, times }), paths };
}

/** The same with what came of it: "failed my first attempt at Step 2 CK and passed in May 2026". */
export function storyFact(failure: Failure, source: Source): Fact {
  const { phrases } = source.knowledge.drafts;
  const failed = failedFact(failure, source);
  const then = failure.passed ?? failure.next;
  if (!then) return failed;
  const words = put(thenPhrase(then, phrases), then.on ? { when: whenWords(then.on, phrases) } : {});
  return { text: `${failed.text} ${words}`, paths: [...failed.paths, then.path] };
}

function thenPhrase({ outcome, on }: Sitting, phrases: Phrases): string {
  if (outcome === 'pass') return on ? phrases.then_passed : phrases.then_passed_undated;
  if (outcome === 'pending') return phrases.then_pending;
  return on ? phrases.then_retake : phrases.then_retake_undated;
}

/** "passed Step 2 CK in May 2026 with a score of 241"; null until it is passed. */
export function passedFact({ name, passed }: Failure, { knowledge }: Source): Fact | null {
  if (!passed) return null;
  const { phrases } = knowledge.drafts;
  const said = passed.on
    ? put(phrases.passed, { exam: name, when: whenWords(passed.on, phrases) })
    : put(phrases.passed_undated, { exam: name });
  const text =
    passed.score === null ? said : put(phrases.passed_score, { passed: said, score: passed.score });
  return { text, paths: [passed.path] };
}

/** "will retake Step 2 CK on January 12, 2027", "am waiting for the result of …"; null if none is to come. */
export function retakeFact({ name, next }: Failure, { knowledge }: Source): Fact | null {
  if (!next) return null;
  const { phrases } = knowledge.drafts;
  const paths = [next.path];
  if (next.outcome === 'pending') return { text: put(phrases.pending, { exam: name }), paths };
  if (!next.on) return { text: put(phrases.retake_undated, { exam: name }), paths };
  return { text: put(phrases.retake, { exam: name, when: whenWords(next.on, phrases) }), paths };
}

/** Every sitting on its own line: "Step 2 CK: failed (first attempt), 206, September 2025". */
export function boardHistory(source: Source): readonly Fact[] {
  const { phrases } = source.knowledge.drafts;
  return examSchema.options.flatMap((exam) =>
    sittingsOf(source, exam)
      .filter((one) => one.outcome !== 'scheduled' || isOpen(one, source.now))
      .map((one) => {
        const result = put(phrases.results[one.outcome], { attempt: attemptWord(one, phrases) });
        const score = one.score === null ? [] : [put(phrases.score, { score: one.score })];
        const when = one.on ? [whenWords(one.on, phrases)] : [];
        return {
          text: [`${examName(source, exam)}: ${result}`, ...score, ...when].join(', '),
          paths: [one.path],
        };
      }),
  );
}

type Phrases = Source['knowledge']['drafts']['phrases'];

function attemptWord({ number }: Sitting, { attempts }: Phrases): string {
  return attempts[number - 1] ?? attempts.at(-1) ?? '';
}
