import type { Temporal } from 'temporal-polyfill';
import { interviewReaderFor } from '#core/interview/reader.ts';
import { type Practised, practisedOf } from '#core/interview/schedule.ts';
import type { AskedOf, InterviewQuestion } from '#core/knowledge/interview.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Grade } from '#core/record/interview.ts';
import { todayIn } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';
import { failsOf, pastCycles } from '#core/tone/facts.ts';

/** A question, and what practice of it says. */
export interface Choosable {
  readonly question: InterviewQuestion;
  /** Null: never practised. */
  readonly practised: Practised | null;
}

export function questionById({ interview }: Knowledge, id: string): InterviewQuestion | undefined {
  return interviewReaderFor(interview).questions.find((one) => one.id === id);
}

/**
 * The questions that this person is asked, in the order in which to practise them: what is due, what was never tried,
 * then the rest by its day.
 */
export function questionsFor(
  person: Applicant,
  knowledge: Knowledge,
  now: Temporal.Instant,
): readonly Choosable[] {
  const practised = new Map(
    practisedOf(person, knowledge.interviewRules, now).map((one) => [one.question, one]),
  );
  const today = todayIn(now, zoneOf(person.settings)).toString();
  const rank = ({ question: { weight }, practised: known }: Choosable): string => {
    if (known === null) return `1 ${weight}`;
    return known.due <= today ? `0 ${known.due}` : `2 ${known.due}`;
  };
  return inOrder(asked(person, knowledge, practised), rank);
}

/** How weak an answer is, by what was said of it last: the weakest first. */
const WEAKNESS: Readonly<Record<Grade | 'new', number>> = { again: 0, hard: 1, new: 2, good: 3 };

/** The questions of a mock, the weakest first and never two of a kind. */
export function mockFor(
  person: Applicant,
  knowledge: Knowledge,
  now: Temporal.Instant,
): readonly InterviewQuestion[] {
  const practised = new Map(
    practisedOf(person, knowledge.interviewRules, now).map((one) => [one.question, one]),
  );
  const rank = ({ question: { weight }, practised: known }: Choosable): string =>
    `${WEAKNESS[known?.grade ?? 'new']} ${weight} ${known?.last ?? ''}`;
  const kinds = new Set<string>();
  return inOrder(asked(person, knowledge, practised), rank)
    .map(({ question }) => question)
    .filter(({ kind }) => !kinds.has(kind) && kinds.add(kind).has(kind))
    .slice(0, knowledge.interviewRules.practice.mock);
}

function inOrder(all: readonly Choosable[], rank: (one: Choosable) => string): readonly Choosable[] {
  return all.toSorted((a, b) => {
    const [one, other] = [rank(a), rank(b)];
    return one < other ? -1 : one > other ? 1 : 0;
  });
}

function asked(
  person: Applicant,
  { interview }: Knowledge,
  practised: ReadonlyMap<string, Practised>,
): readonly Choosable[] {
  const facts: Readonly<Record<AskedOf, boolean>> = {
    failed_exam: failsOf(person, null) > 0,
    past_cycle: pastCycles(person) > 0,
    needs_visa: person.profile.visa === 'yes',
  };
  return interviewReaderFor(interview)
    .questions.filter(({ asked_of }) => asked_of.every((fact) => facts[fact]))
    .map((question) => ({ question, practised: practised.get(question.id) ?? null }));
}
