import type { Temporal } from 'temporal-polyfill';
import type { NewId } from '#core/id.ts';
import type { Example } from '#core/knowledge/example.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Say } from '#core/text.ts';

/** Options that a verb may look at, both on the command line and in a line of a batch. */
export const OPTIONS = ['at', 'zone', 'country', 'as', 'template', 'answers', 'question'] as const;
/** Options that name a file. */
export const FLAGS = ['record'] as const;
export type Options = Readonly<Partial<Record<(typeof OPTIONS)[number], string>>>;

/** One value that was given, and its name in error messages: the name of its file, or `record`. */
export interface Given {
  readonly name: string;
  readonly value: unknown;
}

/** Everything an answer depends on besides what was asked. */
export interface House {
  readonly knowledge: Knowledge;
  readonly examples: readonly Example[];
  readonly say: Say;
  readonly now: Temporal.Instant;
  readonly newId: NewId;
}

/** `many` holds one value a line; `ok` is false if the verb checks something and the check failed. */
export type Answer =
  | { readonly kind: 'one'; readonly value: unknown }
  | { readonly kind: 'many'; readonly values: readonly unknown[]; readonly ok: boolean };

/** One thing that a verb takes, in its place on the command line. */
export interface Taken {
  readonly name: string;
  /** A JSON file, a plain-text file, or the text itself; in a batch it is part of the line. */
  readonly as: 'json' | 'file' | 'text';
  /** The file is named by `--record FILE` rather than by position; `may`: it is optional. */
  readonly flag?: 'must' | 'may';
  /** Another name that it may have in a batch. */
  readonly also?: string;
}

/** One verb of the adviser: a pure function of its input, the options and everything in `House`. */
export interface Verb {
  readonly usage: string;
  /** What it has to be given, and how an error message words it. */
  readonly takes: readonly Taken[];
  readonly wants: string;
  /** @throws {InputError} for input that cannot be read */
  readonly run: (given: readonly (Given | undefined)[], options: Options, house: House) => Answer;
}

/** The input cannot be read: one line per problem. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}
