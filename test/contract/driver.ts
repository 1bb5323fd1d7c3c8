import type { Logger } from 'pino';
import type { Chat, Front } from '#bots/chat/chat.ts';
import type { Platform, Sender } from '#core/platform.ts';

/** One message as a person sees it. */
export interface Seen {
  readonly text: string;
  readonly buttons: readonly { readonly id: string; readonly label: string }[];
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly private: boolean;
}

/** A file as a person has it. `type` is its media type. */
export interface SentFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  /** Of a voice message. */
  readonly seconds?: number;
}

/** One field of a page: typed if it has no options. */
export interface Field {
  readonly id: string;
  readonly label: string;
  readonly options: readonly string[];
  readonly most: number;
  /** What it contains before anything is typed. */
  readonly initial?: string;
}

/** A person on one platform, whichever it is: the contract suites use only this. */
export interface Driver {
  readonly platform: Platform;
  /** The platform's id of the person with this logical name. */
  idOf(user: string): string;
  /** Environment variables that point a real `src/main.ts` process at the fake. */
  readonly env: Readonly<Record<string, string>>;
  /** Starts the front in-process on a given Chat, as main.ts does. */
  startFront(chat: Chat, log: Logger): Promise<Front>;
  createSender(log: Logger): Sender;
  command(user: string, name: string, options?: Readonly<Record<string, string>>): Promise<Seen>;
  /** Presses a button on what the person last saw, by its id (`verb:id`), or a made-up or old id. */
  press(user: string, buttonId: string): Promise<Seen>;
  /** Types an answer into the open question (modal on Discord). */
  type(user: string, value: string): Promise<Seen>;
  /**
   * Opens the waiting page and submits it filled in, if the platform has pages: `choose` is asked for each field. Null
   * leaves a field empty.
   */
  fill?(user: string, choose: (field: Field) => string | readonly string[] | null): Promise<Seen>;
  text(user: string, text: string): Promise<Seen>;
  /** Sends a file as a message. */
  send(user: string, file: SentFile): Promise<Seen>;
  /** Gives a file to the open question itself, if the platform has something for that: a modal, a file chooser. */
  upload?(user: string, file: SentFile): Promise<Seen>;
  /** Uses a command whose answer never reaches the person: the platform refuses it, or their page is gone. */
  unseen(user: string, name: string): Promise<void>;
  /** How often this person did anything: commands, presses, typed answers, submitted modals. */
  acts(user: string): number;
  /** The next message that comes on its own (a reminder). */
  arrives(user: string): Promise<Seen>;
  /** Problems that the fake found in payloads (limits, schemas): must be empty at the end. */
  readonly violations: readonly string[];
  /** A closed chat stays closed until it is healed; anything else affects only the next message, as in real life. */
  fail(user: string, how: 'closed' | 'busy' | 'unavailable' | 'dropped'): void;
  heal(user: string): void;
  stop(): Promise<void>;
}
