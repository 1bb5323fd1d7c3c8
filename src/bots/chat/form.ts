import type { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import type { Answers, Entry, Given, Told } from '#bots/chat/form-data.ts';
import type { Choice, Reply } from '#core/reply.ts';
import type { Values } from '#core/text.ts';

/** What a question may look at: the record, the knowledge, the answers so far, and what the code passed in. */
export interface FormView {
  readonly context: Context;
  readonly answers: Answers;
  readonly given: Given;
}

/** Values with catalogue texts, or choices with their own labels. */
type Choices = readonly string[] | ((view: FormView) => readonly Choice[]);

interface QuestionBase {
  /**
   * Key of the answer; at most 20 characters of `a-z0-9_`, and no other question of the form has it, those of a list's
   * entries included. Texts: `<form>.form.<id>.ask`, `.choices.<value>`, `.example`.
   */
  readonly id: string;
  /** Where its texts are instead, for a question that several forms ask: `chat.zone`. */
  readonly texts?: string;
  /** Values for the blanks in its texts. */
  readonly values?: (view: FormView) => Values;
  /** Asked only when this holds; left out means always. */
  readonly when?: (answers: Answers, given: Given) => boolean;
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
  | (QuestionBase & { readonly type: 'choice'; readonly choices: Choices })
  /** Any number of the choices, none included. */
  | (QuestionBase & { readonly type: 'many'; readonly choices: Choices })
  | (QuestionBase & { readonly type: 'yesno' })
  /** A whole number; `halves`: or a half one, `2.5`. */
  | (QuestionBase & {
      readonly type: 'number';
      readonly min: number;
      readonly max: number;
      readonly halves?: boolean;
    })
  /** A month as `YYYY-MM`; people may also type `3/2026` or `March 2026`. `withDay`: or a day, `YYYY-MM-DD`. */
  | (QuestionBase & {
      readonly type: 'month';
      readonly min: string;
      readonly max: string;
      readonly withDay?: boolean;
    })
  /** A time of day as `HH:mm`; people may also type `9pm`. */
  | (QuestionBase & { readonly type: 'time' })
  /** A wall-clock date and time to come as `YYYY-MM-DDTHH:mm`; people may also type `tomorrow at 9`. */
  | (QuestionBase & { readonly type: 'moment' })
  /** `long`: several paragraphs, as many as one message holds. `digits`: a number by itself will do, such as an ID. */
  | (QuestionBase & {
      readonly type: 'text' | 'long';
      readonly maxLength: number;
      readonly digits?: boolean;
      /** May also be said as a voice message: the answer is then its length in seconds. It is never loaded. */
      readonly voice?: boolean;
    })
  /** Typed in part, then chosen from the matches. */
  | (QuestionBase & {
      readonly type: 'search';
      readonly find: (typed: string, view: FormView) => readonly Choice[];
    })
  | FileQuestion
  | ListQuestion;

/** An uploaded file. The form keeps only what `read` returns, in the session and nowhere else. */
export type FileQuestion = QuestionBase & {
  readonly type: 'file';
  /** Endings of names and media types, in lower case: `.csv`, `text/csv`, `audio/*`. People read them. */
  readonly accepts: readonly string[];
  /** The most bytes to read. Without `read`, no more than 64 kB. */
  readonly most: number;
  /** What is kept: small, plain data. Throws `Refused` for content that is of no use. Left out: the text, in UTF-8. */
  readonly read?: (bytes: Uint8Array, view: FormView) => Told | Promise<Told>;
};

/** Entries added, changed and removed one by one. Texts besides `ask`: `.add`, `.full`, `.entry`. */
export type ListQuestion = QuestionBase & {
  readonly type: 'list';
  /** The questions about an entry; no list within a list. */
  readonly of: readonly Exclude<Question, ListQuestion>[];
  readonly most: number;
  /** An entry in a few words. */
  readonly line: (entry: Entry, view: FormView) => string;
};

/** What a form ends with besides its answers. */
export interface Finished<G> {
  readonly given: G;
  /** Ids of the questions answered this time, including skipped ones. */
  readonly asked: readonly string[];
  /** The first values that were edited. */
  readonly initial: Answers;
}

/** Ordered questions over a schema. Half a form survives a restart: its state is a session in the store. */
export interface Form<S extends z.ZodType = z.ZodType, G extends z.ZodType = z.ZodType> {
  /** Lower-case word, also the name of its texts: `config/locales/en/<id>.yaml` under `form`. */
  readonly id: string;
  /** Raised when questions change meaning; a session of another version is dropped with an apology. */
  readonly version: number;
  readonly questions: readonly Question[];
  readonly schema: S;
  /** What the code must pass in to open it; left out: nothing. */
  readonly given?: G;
  /** What the record already knows and is not asked again, read afresh each time. */
  readonly known?: (context: Context, given: Given) => Answers;
  /** Its texts are written for someone else: if they contain words of danger, we ask first, then keep them. */
  readonly isDraft?: boolean;
  /**
   * It never comes back by itself: it takes typed words only if they are one of its choices, waits without a word behind
   * another form, and is gone after words of danger. `strayed`: what is said to other words that nothing else answers.
   */
  readonly quiet?: { readonly strayed: string };
  /** A preview of the result so far, shown above the next question. */
  readonly preview?: (view: FormView) => Reply;
  finish(context: Context, answers: z.infer<S>, finished: Finished<z.infer<G>>): Promise<Reply>;
}

export function defineForm<S extends z.ZodType, G extends z.ZodType = z.ZodType<Given>>(
  form: Form<S, G>,
): Form {
  return form as unknown as Form;
}
