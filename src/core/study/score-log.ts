import type { Temporal } from 'temporal-polyfill';
import { examToSit } from '#core/assessment/exam-facts.ts';
import { standings } from '#core/assessment/facts.ts';
import type { NewId } from '#core/id.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Exam } from '#core/record/profile.ts';
import type { Practice } from '#core/record/story.ts';
import { countingEntries, withEntry } from '#core/study/log.ts';

/** A score in the log, with the id of its entry. */
export interface LoggedScore {
  readonly entry: string;
  readonly score: Practice;
}

/** Every score that counts, the newest first. */
export function loggedScores({ study }: Pick<Applicant, 'study'>): readonly LoggedScore[] {
  return countingEntries(study)
    .flatMap(({ id, what }) => (what.kind === 'score' ? [{ entry: id, score: what.score }] : []))
    .reverse()
    .toSorted((a, b) => b.score.on.localeCompare(a.score.on));
}

/** The record with a score logged; it takes the place of the entry that it corrects. The same score twice is logged once. */
export function withScore(
  person: Applicant,
  score: Practice,
  corrects: string | null,
  now: Temporal.Instant,
  newId: NewId,
): Applicant {
  const isThere = loggedScores(person).some(
    ({ entry, score: other }) => entry !== corrects && isSame(other, score),
  );
  const cleared = corrects === null ? person : withoutScore(person, corrects, now, newId);
  return isThere ? cleared : withEntry(cleared, { kind: 'score', score }, now, newId);
}

/** The record with a score taken back: its entry stays in the log and counts no more. */
export function withoutScore(
  person: Applicant,
  entry: string,
  now: Temporal.Instant,
  newId: NewId,
): Applicant {
  const isCounting = loggedScores(person).some((one) => one.entry === entry);
  return isCounting ? withEntry(person, { kind: 'withdrawn', entry }, now, newId) : person;
}

function isSame(a: Practice, b: Practice): boolean {
  return a.exam === b.exam && a.form === b.form && a.score === b.score && a.on === b.on;
}

/** The exam that somebody who names none most likely means: the one to sit next, or else that of the newest score. */
export function likelyExam(person: Applicant | null, knowledge: Knowledge): Exam | null {
  if (!person) return null;
  const next = examToSit(standings(person.profile, knowledge))?.exam;
  return next ?? loggedScores(person)[0]?.score.exam ?? person.practice.at(-1)?.exam ?? null;
}
