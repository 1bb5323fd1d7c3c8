import type { Command } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import type { Form } from '#bots/chat/form.ts';
import type { Button, Reply } from '#core/reply.ts';

/** One part of `/study`: what it shows on the first page, and the forms and buttons that belong to it. */
export interface Corner {
  readonly forms: readonly Form[];
  readonly presses: NonNullable<Command['presses']>;
  /** A few lines on the first page; none if there is nothing to say. */
  lines(context: Context): Reply;
  /** Its buttons on the first page, the most useful one first. */
  buttons(context: Context): readonly Button[];
}
