import type { z } from 'zod';
import type { Context } from '#bots/chat/command.ts';
import type { Choice, Reply } from '#core/reply.ts';

/** A list is the answer to a `many` question. */
export type Answer = string | number | boolean | null | readonly string[];
export type Answers = Readonly<Record<string, Answer>>;

interface QuestionBase {
  /** Key of the answer; at most 20 characters of `a-z0-9_`. Texts: `<form>.<id>.ask`, `.choices.<value>`, `.example`. */
  readonly id: string;
  /** Asked only when this holds; left out means always. */
  readonly when?: (answers: Answers) => boolean;
  /** May be skipped: the answer is then null. */
  readonly optional?: boolean;
  /**
   * The page that it stands on; texts: `<form>.pages.<page>` and, as the name of the field, `<form>.<id>.label`. A platform
   * with real forms asks a page at once, five fields at most; the others one question after the other. `when` is then asked
   * before its neighbours are answered: what may turn out not to apply should hold, and may stay empty.
   */
  readonly page?: string;
}

/** One question. What a person types is parsed by its type; a bad answer gets a sentence and changes nothing. */
export type Question =
  | (QuestionBase & { readonly type: 'choice'; readonly choices: readonly string[] })
  /** Any number of the choices, none included. */
  | (QuestionBase & { readonly type: 'many'; readonly choices: readonly string[] })
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
  /**
   * What the record knows already and is not asked again, read anew each time. `given` is what the form was opened with.
   */
  readonly known?: (context: Context, given: Answers) => Answers;
  /** `asked`: ids of the questions that were answered now, the skipped ones included. */
  finish(context: Context, answers: z.infer<S>, asked: readonly string[]): Promise<Reply>;
}

export function defineForm<S extends z.ZodType>(form: Form<S>): Form {
  return form as unknown as Form;
}
