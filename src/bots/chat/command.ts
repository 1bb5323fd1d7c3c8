import { z } from 'zod';
import type { CommandSpec } from '#bots/chat/command-spec.ts';
import type { Context } from '#bots/chat/context.ts';
import type { Form } from '#bots/chat/form.ts';
import type { Choice, Reply } from '#core/reply.ts';

/** A command, declared once. Discord's options, Telegram's list, `/help` and the docs derive from it. */
export interface Command<O extends z.ZodObject = z.ZodObject> {
  /** Lower-case word. Its texts are in `config/locales/en/<name>.yaml`: `summary`, `options.<option>`. */
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

/** What pressing a button does. `id` is looked up in the record of the person who pressed, never in another's. */
export interface Press {
  /** True: the answer replaces the message that held the button. */
  readonly redraw: boolean;
  run(context: Context, id: string): Promise<Reply>;
}

type Defaults = 'options' | 'who';

type Definition<O extends z.ZodObject> = Omit<Command<O>, Defaults> & Partial<Pick<Command<O>, Defaults>>;

/**
 * Types a command in full, then erases the type of its options so that all commands fit in one list. By default it takes no
 * options and is for anyone.
 */
export function defineCommand<O extends z.ZodObject = z.ZodObject<Record<never, never>>>(
  command: Definition<O>,
): Command {
  return { options: z.object({}), who: 'anyone', ...command } as unknown as Command;
}
