import type { Temporal } from 'temporal-polyfill';
import type { Attachment } from '#bots/chat/attachment.ts';
import type { CommandSpec } from '#bots/chat/command-spec.ts';
import type { Opening } from '#bots/chat/form-data.ts';
import type { Place, Quoted } from '#bots/chat/invocation.ts';
import type { OwnPapers } from '#bots/chat/own-papers.ts';
import type { Picture } from '#bots/chat/picture.ts';
import type { Print } from '#bots/chat/print.ts';
import type { NewId } from '#core/id.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Platform } from '#core/platform.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reply } from '#core/reply.ts';
import type { Say } from '#core/text.ts';

/** A form by its name. It is looked up among those the commands list, so that this file need not import any form. */
export interface FormName {
  readonly id: string;
}

/** What a command may see and do, only for the person who acts. */
export interface Context {
  readonly now: Temporal.Instant;
  readonly platform: Platform;
  /** Null: in private. */
  readonly place: Place | null;
  /** The files sent with this message, in order. */
  readonly attachments: readonly Attachment[];
  /** A message the person refers to. */
  readonly quoted: Quoted | null;
  readonly knowledge: Knowledge;
  readonly say: Say;
  readonly newId: NewId;
  /** Every command, for `/help`. */
  readonly commands: readonly CommandSpec[];
  /**
   * The person's record after the last `update`; null if we keep nothing about them.
   * @throws {Error} when there is one that cannot be read
   */
  readonly person: Applicant | null;
  /** There is a record, but it cannot be read: it can only be deleted. */
  readonly isUnreadable: boolean;
  /**
   * Changes the person's record, creating one first if there is none, and sets the alarms the change needs.
   * `change` is pure: it may be called again if another process came first.
   */
  update(change: (person: Applicant) => Applicant): Promise<Applicant>;
  /** Opens a form listed by some command, and returns its first question. */
  open(form: FormName, opening?: Opening): Promise<Reply>;
  /** What the person wrote: drafts, statements, tables. */
  readonly papers: OwnPapers;
  /** Paints a drawing as part of the answer, or returns nothing if that fails or takes too long. */
  readonly picture: Picture;
  /** Makes a page as PDF, or returns nothing if that fails or takes too long. */
  readonly print: Print;
  /** The whole record as JSON, with the content of every paper. @throws {NoSuchPersonError} when nothing is kept */
  export(): Promise<string>;
  /** Deletes everything about the person at once: record, key, papers, index, session, alarms. */
  erase(): Promise<void>;
}
