import type { Temporal } from 'temporal-polyfill';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { SlotSource } from '#core/knowledge/slots.ts';
import type { Grounds } from '#core/record/grounds.ts';

/** A fact in words, as written mid-sentence, and where in the grounds it comes from. */
export interface Fact {
  readonly text: string;
  /** For example `profile.exams[0]`; `answers.detail` for something told for this draft alone. */
  readonly paths: readonly string[];
}

/** What a fact is read from. The instant decides whether a sitting is still to come. */
export interface Source {
  readonly grounds: Grounds;
  readonly knowledge: Knowledge;
  readonly now: Temporal.Instant;
}

/** Null, or an empty list, if the record does not have it. */
export type Reader = (source: Source) => Fact | readonly Fact[] | null;
export type Readers = Readonly<Record<SlotSource, Reader>>;
