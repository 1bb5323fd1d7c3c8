import type { z } from 'zod';
import type { Context } from '#bots/chat/command.ts';
import type { Choice, Reply } from '#core/reply.ts';

export type Answer = string | number | boolean | null;
export type Answers = Readonly<Record<string, Answer>>;

interface QuestionBase {
  /** Key of the answer; at most 20 characters of `a-z0-9_`. Texts: `<form>.<id>.ask`, `.choices.<value>`, `.example`. */
  readonly id: string;
  /** Asked only when this holds; left out means always. */
  readonly when?: (answers: Answers) => boolean;
  /** May be skipped: the answer is then null. */
  readonly optional?: boolean;
}

/** One question. What a person types is parsed by its type; a bad answer gets a sentence and changes nothing. */
export type Question =
  | (QuestionBase & { readonly type: 'choice'; readonly choices: readonly string[] })
  | (QuestionBase & { readonly type: 'yesno' })
  | (QuestionBase & { readonly type: 'number'; readonly min: number; readonly max: number })
  /** A month as `YYYY-MM`; people may also type `3/2026` or `March 2026`. */
  | (QuestionBase & { readonly type: 'month'; readonly min: string; readonly max: string })
  /** A wall-clock date and time as `YYYY-MM-DDTHH:mm`. */
  | (QuestionBase & { readonly type: 'moment' })
  | (QuestionBase & { readonly type: 'text'; readonly maxLength: number })
  /** Typed in part, then chosen from what is found. */
  | (QuestionBase & { readonly type: 'search'; readonly find: (typed: string) => readonly Choice[] });

/** Ordered questions over a schema. Half a form survives a restart: its state is a session in the store. */
export interface Form<S extends z.ZodType = z.ZodType> {
  /** Lower-case word, also the name of its texts: `config/locales/en/<id>.yaml` under `form`. */
  readonly id: string;
  /** Raised when questions change meaning; a session of another version starts again with a word of apology. */
  readonly version: number;
  readonly questions: readonly Question[];
  readonly schema: S;
  finish(context: Context, answers: z.infer<S>): Promise<Reply>;
}

export function defineForm<S extends z.ZodType>(form: Form<S>): Form {
  return form as unknown as Form;
}
