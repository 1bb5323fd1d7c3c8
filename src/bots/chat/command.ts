import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Attachment } from '#bots/chat/attachment.ts';
import type { Form, Opening } from '#bots/chat/form.ts';
import type { Place, Quoted } from '#bots/chat/invocation.ts';
import type { Picture } from '#bots/chat/picture.ts';
import type { Applicant } from '#core/applicant.ts';
import type { NewId } from '#core/id.ts';
import type { Knowledge } from '#core/knowledge.ts';
import type { Platform } from '#core/platform.ts';
import type { Choice, Reply } from '#core/reply.ts';
import type { Say } from '#core/text.ts';

/** What a command may see and do, for the person who acts and nobody else. */
export interface Context {
  readonly now: Temporal.Instant;
  readonly platform: Platform;
  /** Null: in private. */
  readonly place: Place | null;
  /** What came with this message, in its order. */
  readonly attachments: readonly Attachment[];
  /** A message that the person points at. */
  readonly quoted: Quoted | null;
  readonly knowledge: Knowledge;
  readonly say: Say;
  readonly newId: NewId;
  /** Every command, for `/help`. */
  readonly commands: readonly CommandSpec[];
  /**
   * The person's record as the last `update` left it; null for somebody we keep nothing about.
   * @throws {Error} when there is one that cannot be read
   */
  readonly person: Applicant | null;
  /** There is a record, and all that is left to do is to delete it. */
  readonly isUnreadable: boolean;
  /**
   * Changes the person's record, making one first where there is none, and sets the alarms that the change asks for.
   * `change` is pure: it may be called again when another process was faster.
   */
  update(change: (person: Applicant) => Applicant): Promise<Applicant>;
  /** Opens a form and returns its first question. */
  open(form: Form, opening?: Opening): Promise<Reply>;
  /** Paints a drawing as a part of the answer, or nothing when that fails or takes too long. */
  readonly picture: Picture;
  /** The whole record as JSON, with what every paper says. @throws {NoSuchPersonError} when nothing is kept */
  export(): Promise<string>;
  /** Deletes everything about the person at once: record, key, papers, index, session, alarms. */
  erase(): Promise<void>;
}

/** A command, declared once. Discord's options, Telegram's list, `/help` and the docs derive from it. */
export interface Command<O extends z.ZodObject = z.ZodObject> {
  /** Lower-case word. Its texts stand in `config/locales/en/<name>.yaml`: `summary`, `options.<option>`. */
  readonly name: string;
  readonly options: O;
  readonly who: CommandSpec['who'];
  run(context: Context, options: z.infer<O>): Promise<Reply>;
  /** Proposals for an option while it is typed, at most 25; they look at the record and change nothing. */
  readonly suggest?: { readonly [option: string]: (typed: string, context: Context) => readonly Choice[] };
  /** Buttons that this command owns, by verb. */
  readonly presses?: { readonly [verb: string]: Press };
  readonly forms?: readonly Form[];
  /** True: may also be used on a message, which is then `context.quoted`. Its text: `on_message`. */
  readonly onMessage?: boolean;
}

/** What a press of a button does. `id` is looked up in the record of whoever pressed, never in another's. */
export interface Press {
  /** True: the answer takes the place of the message that held the button. */
  readonly redraw: boolean;
  run(context: Context, id: string): Promise<Reply>;
}

type Defaults = 'options' | 'who';
type Definition<O extends z.ZodObject> = Omit<Command<O>, Defaults> & Partial<Pick<Command<O>, Defaults>>;

/**
 * Types a command in full, then forgets the type of its options so that all commands fit one list. Left out, it takes no
 * options and is for anyone.
 */
export function defineCommand<O extends z.ZodObject = z.ZodObject<Record<never, never>>>(
  command: Definition<O>,
): Command {
  return { options: z.object({}), who: 'anyone', ...command } as unknown as Command;
}

/** A refusal with a sentence of the catalogue: says what is wrong and what to do; nothing was changed. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
  constructor(key: string, values: Readonly<Record<string, string | number>> = {}) {
    super(key);
    this.key = key;
    this.values = values;
  }
}

export interface OptionSpec {
  readonly name: string;
  readonly summary: string;
  readonly type: 'text' | 'integer' | 'number' | 'boolean' | 'file';
  readonly required: boolean;
  /** Empty: any value. */
  readonly choices: readonly Choice[];
  readonly min: number | null;
  readonly max: number | null;
  /** True where `suggest` proposes values while the person types. */
  readonly suggests: boolean;
}

/** A command as plain data, in words: what platforms register and docs print. */
export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  readonly who: 'anyone' | 'moderator';
  /** What the command is called in the menu of a message; left out, it is not there. */
  readonly onMessage?: string;
  readonly options: readonly OptionSpec[];
}
