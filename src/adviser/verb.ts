import type { Temporal } from 'temporal-polyfill';
import type { NewId } from '#core/id.ts';
import type { Example } from '#core/knowledge/example.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Say } from '#core/text.ts';

/** Options that a verb may look at, on the command line and in a line of a batch alike. */
export const OPTIONS = ['at', 'zone', 'country', 'as', 'template', 'answers'] as const;
/** Options that name a file. */
export const FLAGS = ['record'] as const;
export type Options = Readonly<Partial<Record<(typeof OPTIONS)[number], string>>>;

/** One thing that was given, and what a problem calls it: the name of its file, or `record`. */
export interface Given {
  readonly name: string;
  readonly value: unknown;
}

/** All that an answer hangs on beside what was asked. */
export interface House {
  readonly knowledge: Knowledge;
  readonly examples: readonly Example[];
  readonly say: Say;
  readonly now: Temporal.Instant;
  readonly newId: NewId;
}

/** `many` holds one value a line; `ok` is false where the verb checks something and it did not hold. */
export type Answer =
  | { readonly kind: 'one'; readonly value: unknown }
  | { readonly kind: 'many'; readonly values: readonly unknown[]; readonly ok: boolean };

/** One thing that a verb takes, in its place on the command line. */
export interface Taken {
  readonly name: string;
  /** A file of JSON, a file of plain text, or the text itself; in a batch it stands in the line. */
  readonly as: 'json' | 'file' | 'text';
  /** The file is named by `--record FILE` instead of its place; `may`: it can be left out. */
  readonly flag?: 'must' | 'may';
  /** Another name that it may have in a batch. */
  readonly also?: string;
}

/** One verb of the adviser: a pure function of what was given, the options and the house. */
export interface Verb {
  readonly usage: string;
  /** What it has to be given, and how a problem words it. */
  readonly takes: readonly Taken[];
  readonly wants: string;
  /** @throws {InputError} for what cannot be read */
  readonly run: (given: readonly (Given | undefined)[], options: Options, house: House) => Answer;
}

/** What was given cannot be read: one line a problem. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}
