import type { z } from 'zod';

export type Value = string | number | boolean | null | readonly string[];

/** One entry of a list: an answer to each of its questions. */
export type Entry = Readonly<Record<string, Value>>;

/** The answer to a question; several values for `many`, entries for `list`. */
export type Told = Value | readonly Entry[];

export type Answers = Readonly<Record<string, Told>>;

/** What code passes in when it opens a form: plain JSON, kept with the session, never asked. */
export type Given = Readonly<Record<string, z.core.util.JSONType>>;

/** How a form is opened. */
export interface Opening {
  readonly given?: Given;
  /** Initial values to edit, by question: shown with the question, kept with one press. */
  readonly initial?: Answers;
  /** The question to ask first, even if the record knows its answer. */
  readonly first?: string;
}
