import type { Temporal } from 'temporal-polyfill';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { SlotSource } from '#core/knowledge/slots.ts';
import type { Grounds } from '#core/record/grounds.ts';

/** A fact in words, as it stands in the middle of a sentence, and where in the grounds it is from. */
export interface Fact {
  readonly text: string;
  /** Such as `profile.exams[0]`; `answers.detail` for what was told for this draft alone. */
  readonly paths: readonly string[];
}

/** What a fact is read from: an instant decides whether a sitting is still to come. */
export interface Source {
  readonly grounds: Grounds;
  readonly knowledge: Knowledge;
  readonly now: Temporal.Instant;
}

/** Null, or an empty list: the record does not hold it. */
export type Reader = (source: Source) => Fact | readonly Fact[] | null;
export type Readers = Readonly<Record<SlotSource, Reader>>;
