import type { Temporal } from 'temporal-polyfill';
import type { Token } from '#core/explanation/clauses.ts';
import { type Direction, datesIn, type WrittenDate } from '#core/explanation/dates.ts';
import type { Placed, Read } from '#core/explanation/parts.ts';
import type { Counted, Stretch } from '#core/explanation/reader.ts';
import type { Sign } from '#core/knowledge/explanation.ts';
import type { Place } from '#core/language/words.ts';
import { type Exam, examSchema } from '#core/record/profile.ts';

/** A claim and its position. */
export interface Told<T> extends Place {
  readonly told: T;
}

/** One clause with everything found in it. */
export interface View {
  readonly text: string;
  readonly clause: Placed;
  readonly tokens: readonly Token[];
  readonly sentence: Read;
  readonly within: (stretches: readonly Stretch[]) => readonly Stretch[];
  readonly dates: readonly WrittenDate[];
}

/** Empty if its sentence is missing. */
export function viewOf(
  text: string,
  clause: Placed,
  sentence: Read | undefined,
  today: Temporal.PlainDate,
): readonly View[] {
  if (!sentence) return [];
  const direction: Direction = clause.part === 'plan' || clause.part === null ? 'future' : 'past';
  const dates = datesIn(text.slice(sentence.from, sentence.to), today, direction)
    .map((date) => ({ ...date, from: date.from + sentence.from, to: date.to + sentence.from }))
    .filter(({ from }) => from >= clause.from && from < nextStart(sentence, clause));
  const tokens = sentence.tokens.slice(clause.first, clause.end);
  const within: View['within'] = (stretches) =>
    stretches.filter(([from]) => from >= clause.first && from < clause.end);
  return [{ text, clause, tokens, sentence, within, dates }];
}

/** "On June 3, 2026" is one date, even though it contains a comma. */
function nextStart(sentence: Read, clause: Placed): number {
  return sentence.clauses.find(({ first }) => first >= clause.end)?.from ?? sentence.to;
}

/** Whether a sign begins in the clause. */
export function has({ sentence, within }: View, sign: Sign): boolean {
  return within(sentence.found.of(sign)).length > 0;
}

/** The exams that a clause names. */
export function examsIn({ sentence, within }: View): readonly Told<Exam>[] {
  return examSchema.options.flatMap((exam) =>
    widest(within(sentence.found.class(exam))).map((stretch) => ({
      told: exam,
      ...placeOf(sentence, stretch),
    })),
  );
}

function widest(stretches: readonly Stretch[]): readonly Stretch[] {
  const [first] = stretches.toSorted(([a, b], [c, d]) => a - c || d - b);
  return first ? [first] : [];
}

export function placeOf({ tokens }: Read, [from, to]: Stretch): Place {
  return { from: tokens[from]?.from ?? 0, to: tokens[to - 1]?.to ?? 0 };
}

/** Which sittings, or how many failures, a clause names. */
export function countedIn({ sentence, within }: View, all: readonly Counted[]): readonly Told<number>[] {
  const named = all.filter(({ at }) => within([at]).length > 0);
  // "First attempt" is the same as "on my first attempt": both end there.
  const once = new Map(named.map((one) => [`${one.number} ${one.at[1]}`, one]));
  return [...once.values()].map(({ number, at }) => ({ told: number, ...placeOf(sentence, at) }));
}
