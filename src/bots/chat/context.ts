import type { Temporal } from 'temporal-polyfill';
import type { Attachment } from '#bots/chat/attachment.ts';
import type { CommandSpec } from '#bots/chat/command-spec.ts';
import type { Opening } from '#bots/chat/form-data.ts';
import type { Place, Quoted } from '#bots/chat/invocation.ts';
import type { OwnPapers } from '#bots/chat/own-papers.ts';
import type { Picture } from '#bots/chat/picture.ts';
import type { NewId } from '#core/id.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Platform } from '#core/platform.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reply } from '#core/reply.ts';
import type { Say } from '#core/text.ts';

/** A form by its name. It is found among those that the commands list: so a context knows no form, and forms know it. */
export interface FormName {
  readonly id: string;
}

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
  /** Opens a form that some command lists, and returns its first question. */
  open(form: FormName, opening?: Opening): Promise<Reply>;
  /** What the person wrote: drafts, statements, tables. */
  readonly papers: OwnPapers;
  /** Paints a drawing as a part of the answer, or nothing when that fails or takes too long. */
  readonly picture: Picture;
  /** The whole record as JSON, with what every paper says. @throws {NoSuchPersonError} when nothing is kept */
  export(): Promise<string>;
  /** Deletes everything about the person at once: record, key, papers, index, session, alarms. */
  erase(): Promise<void>;
}
