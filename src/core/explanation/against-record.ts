import { Temporal } from 'temporal-polyfill';
import { firstDay, isBelowMark, lastDay, type Standing, standing } from '#core/assessment/exams.ts';
import type { Claims, FailedClaim, PassClaim, RetakeClaim, ScoreClaim } from '#core/explanation/claims.ts';
import type { WrittenDate } from '#core/explanation/dates.ts';
import type { FalseClaim } from '#core/knowledge/explanation.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { BLANK } from '#core/knowledge/sentence.ts';
import type { Place } from '#core/language/words.ts';
import type { Grounds } from '#core/record/grounds.ts';
import type { Attempt, Exam } from '#core/record/profile.ts';

/** A claim that the record does not support, with its position in the text. */
export interface Contradiction extends Place {
  readonly claim: FalseClaim;
  readonly why: string;
  readonly better: string;
}

interface Case {
  readonly grounds: Grounds;
  readonly knowledge: Knowledge;
  readonly today: Temporal.PlainDate;
  /** The exam that is meant if a clause names none; null: not told. */
  readonly main: Exam | null;
  readonly say: (claim: FalseClaim, place: Place, told: string, record?: string) => Contradiction;
  readonly words: string;
}

const ZONE = 'America/New_York';

/**
 * What a text claims without support in the record, in the order of the text. An exam about which the record says
 * nothing counts as missing only if the record has others.
 */
export function contradictions(
  text: string,
  claims: Claims,
  grounds: Grounds,
  knowledge: Knowledge,
  now: Temporal.Instant,
): readonly Contradiction[] {
  const { against } = knowledge.explanation;
  const one: Case = {
    grounds,
    knowledge,
    today: now.toZonedDateTimeISO(ZONE).toPlainDate(),
    main: mainExam(claims, grounds),
    words: text,
    say: (claim, { from, to }, told, record = '') => {
      const fill = (sentence: string) =>
        sentence.replace(BLANK, (_, blank: string) => (blank === 'told' ? told : record));
      return { claim, from, to, why: fill(against[claim].why), better: against[claim].better };
    },
  };
  const found = [
    ...claims.failed.flatMap((claim) => ofFailed(claim, claims, one)),
    ...claims.passes.flatMap((claim) => ofPass(claim, one)),
    ...claims.scored.flatMap((claim) => ofScored(claim, one)),
    ...claims.retakes.flatMap((claim) => ofRetake(claim, one)),
    ...ofPractice(claims, one),
  ];
  return found.toSorted((a, b) => a.from - b.from);
}

function mainExam({ failed, named }: Claims, { profile }: Grounds): Exam | null {
  const told = failed.flatMap(({ exams }) => exams.map((exam) => exam.told))[0] ?? named[0];
  const recorded = [
    ...new Set(profile.exams.filter(({ outcome }) => outcome === 'fail').map(({ exam }) => exam)),
  ];
  return told ?? (recorded.length === 1 ? (recorded[0] ?? null) : null);
}

function ofFailed(claim: FailedClaim, claims: Claims, one: Case): readonly Contradiction[] {
  const exams = claim.exams.length > 0 ? claim.exams : [];
  const unknown = exams.filter(({ told }) => isKnown(one) && failsOf(told, one).length === 0);
  if (unknown.length > 0) return unknown.map((exam) => one.say('not_failed', exam, nameOf(exam.told, one)));
  const exam = exams[0]?.told ?? one.main;
  if (exam === null || failsOf(exam, one).length === 0) return [];
  return [
    ...ofCounts(claim, exam, claims, one),
    ...claim.dates.flatMap((date) => ofSitting(date, exam, claim.isReport, one)),
    ...claim.scores.flatMap((score) => ofScore(score, exam, one)),
  ];
}

function ofCounts(claim: FailedClaim, exam: Exam, claims: Claims, one: Case): readonly Contradiction[] {
  const sat = sittingsOf(exam, one);
  const fails = failsOf(exam, one).length;
  const wrong = claim.attempts.filter(({ told }) => !isFailed(sat[told - 1], one));
  if (wrong.length > 0) return wrong.map((place) => one.say('attempt', place, textAt(place, one)));
  const counted = claim.counts.filter(({ told }) => told !== fails);
  const all = claims.failed.flatMap(({ attempts, counts }) => [...attempts, ...counts]);
  const most = Math.max(0, ...all.map(({ told }) => told));
  const hidden = counted.length > 0 ? counted : fails > 1 && most === 1 ? claim.attempts : [];
  return hidden.map((place) =>
    one.say(
      'hidden_attempt',
      place,
      textAt(place, one),
      `${fails} failed ${fails === 1 ? 'attempt' : 'attempts'}`,
    ),
  );
}

/** The day of a result is some weeks after that of the exam. */
function ofSitting(date: WrittenDate, exam: Exam, isReport: boolean, one: Case): readonly Contradiction[] {
  const days = failsOf(exam, one).map(({ on }) => on);
  const known = days.filter((on) => on !== null);
  if (known.length < days.length) return [];
  const isRight = known.some((on) => isOn(date, on) || (isReport && isMonthLater(on, date.on)));
  return isRight ? [] : [one.say('sat_on', date, textAt(date, one), known.join(', '))];
}

function ofScore(
  { told, ...place }: Place & { readonly told: number },
  exam: Exam,
  one: Case,
): readonly Contradiction[] {
  const scores = sittingsOf(exam, one).flatMap(({ score }) => score ?? []);
  if (scores.length === 0 || scores.includes(told)) return [];
  return [one.say('score', place, String(told), scores.join(', '))];
}

function ofPass({ exams, attempts, isAll, ...place }: PassClaim, one: Case): readonly Contradiction[] {
  const meant = exams.length > 0 ? exams : one.main ? [one.main] : [];
  const open = isAll ? [] : meant.filter((exam) => isKnown(one) && !isPassed(exam, one));
  if (open.length > 0) return open.map((exam) => one.say('passed', place, nameOf(exam, one)));
  const [exam, ...others] = meant;
  if (!exam || others.length > 0) return [];
  return attempts
    .filter(({ told }) => sittingsOf(exam, one)[told - 1]?.outcome !== 'pass')
    .map((attempt) => one.say('passed_attempt', attempt, textAt(attempt, one)));
}

/** If the exam's name is not told, the one that the text is about. */
function ofScored({ exams, scores }: ScoreClaim, one: Case): readonly Contradiction[] {
  const meant = exams.length > 0 ? exams : one.main ? [one.main] : [];
  return scores.flatMap((score) => {
    const against = meant.map((exam) => ofScore(score, exam, one));
    return against.every((found) => found.length > 0) ? (against[0] ?? []) : [];
  });
}

function ofRetake(claim: RetakeClaim, one: Case): readonly Contradiction[] {
  const exam = claim.exams[0] ?? one.main;
  const where = exam && standing(one.knowledge.exams, one.grounds.profile.exams, exam);
  if (!exam || !where) return [];
  if (where.state === 'passed') return [one.say('retake_passed', claim, nameOf(exam, one))];
  if (where.exhausted) return [one.say('retake_used_up', claim, nameOf(exam, one))];
  const next = claim.attempts.filter(({ told }) => told !== where.used + 1);
  const dated = claim.dates.flatMap((date) => ofRetakeDate(date, exam, where, claim.isBooked, one));
  const unbooked =
    claim.isBooked && claim.dates.length === 0 && comingOf(exam, one).length === 0
      ? [one.say('retake_unbooked', claim, '')]
      : [];
  return [
    ...next.map((place) => one.say('next_attempt', place, textAt(place, one), String(where.used + 1))),
    ...dated,
    ...unbooked,
  ];
}

function ofRetakeDate(
  date: WrittenDate,
  exam: Exam,
  { legalFrom }: Standing,
  isBooked: boolean,
  one: Case,
): readonly Contradiction[] {
  const told = textAt(date, one);
  if (date.on.length === 4) return [];
  const last = lastDay(date.on);
  const coming = comingOf(exam, one);
  const booked = coming.flatMap(({ on }) => on ?? []);
  const isOther = booked.length > 0 && !booked.some((on) => isOn(date, on));
  if (isOther) return [one.say('retake_booked', date, told, booked.join(', '))];
  if (Temporal.PlainDate.compare(last, one.today) < 0) return [one.say('retake_past', date, told)];
  if (legalFrom && Temporal.PlainDate.compare(last, legalFrom) < 0)
    return [one.say('retake_legal', date, told, legalFrom.toString())];
  return isBooked && coming.length === 0 ? [one.say('retake_unbooked', date, told)] : [];
}

function ofPractice({ practice, forms }: Claims, one: Case): readonly Contradiction[] {
  const logged = one.grounds.practice.map(({ form, score }) => ({ form: formOf(form), score }));
  const official = one.grounds.profile.exams.flatMap(({ score }) => score ?? []);
  const missed = practice.filter(
    ({ least, most }) =>
      !logged.some(({ score }) => score >= least && score <= most) &&
      !official.some((score) => score >= least && score <= most),
  );
  const wrong = forms.filter(({ form, score }) => {
    const same = logged.filter((one) => one.form === form);
    return same.length === 0 || (score !== null && !same.some((other) => other.score === score));
  });
  return [
    ...missed.map((place) => one.say('practice', place, textAt(place, one))),
    ...wrong.map((place) => one.say('form', place, textAt(place, one))),
  ];
}

/** "NBME Form 31" and "nbme 31" are the same form. */
function formOf(name: string): string {
  return name.toLowerCase().replace(/\bform\b|[^a-z0-9]/g, '');
}

function isKnown({ grounds }: Case): boolean {
  return grounds.profile.exams.length > 0;
}

/** Sittings that are over, in order; those without a day come last. */
function sittingsOf(exam: Exam, { grounds }: Case): readonly Attempt[] {
  return grounds.profile.exams
    .filter((attempt) => attempt.exam === exam && attempt.outcome !== 'scheduled')
    .toSorted((a, b) => (a.on ?? '9').localeCompare(b.on ?? '9'));
}

function failsOf(exam: Exam, one: Case): readonly Attempt[] {
  return sittingsOf(exam, one).filter((attempt) => isFailed(attempt, one));
}

function isFailed(attempt: Attempt | undefined, { knowledge }: Case): boolean {
  return attempt !== undefined && (attempt.outcome === 'fail' || isBelowMark(knowledge.exams, attempt));
}

function isPassed(exam: Exam, one: Case): boolean {
  return sittingsOf(exam, one).some((attempt) => attempt.outcome === 'pass' && !isFailed(attempt, one));
}

function comingOf(exam: Exam, { grounds }: Case): readonly Attempt[] {
  return grounds.profile.exams.filter(
    (attempt) => attempt.exam === exam && (attempt.outcome === 'scheduled' || attempt.outcome === 'pending'),
  );
}

/**
 * Whether a date can be the one in the record: each may be a day or a month, and a year that was not written matches
 * any.
 */
function isOn({ on, isGuessed }: WrittenDate, recorded: string): boolean {
  const [a, b] = isGuessed ? [on.slice(5), recorded.slice(5)] : [on, recorded];
  return a.startsWith(b) || b.startsWith(a);
}

function isMonthLater(on: string, told: string): boolean {
  const next = firstDay(on.slice(0, 7)).add({ months: 1 }).toString().slice(0, 7);
  return told.startsWith(next) || told.startsWith(on.slice(0, 7));
}

function nameOf(exam: Exam, { knowledge }: Case): string {
  return knowledge.exams.exams.find(({ id }) => id === exam)?.name ?? exam;
}

function textAt({ from, to }: Place, { words }: Case): string {
  return `“${words.slice(from, to)}”`;
}
