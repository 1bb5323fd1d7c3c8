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
}

/** One field of a page: typed where it has no options. */
export interface Field {
  readonly id: string;
  readonly label: string;
  readonly options: readonly string[];
  readonly most: number;
  /** What it holds before anything is typed. */
  readonly initial?: string;
}

/** A person at one platform, whatever that platform is: the contract suites speak through this alone. */
export interface Driver {
  readonly platform: Platform;
  /** The id on the platform of the person with this logical name. */
  idOf(user: string): string;
  /** Environment for a real `src/main.ts` process that points it at the fake. */
  readonly env: Readonly<Record<string, string>>;
  /** Starts the front in-process on a given Chat, as main.ts does. */
  startFront(chat: Chat, log: Logger): Promise<Front>;
  createSender(log: Logger): Sender;
  command(user: string, name: string, options?: Readonly<Record<string, string>>): Promise<Seen>;
  /** Presses a button of what the person saw last, by its id (`verb:id`), or a made-up/old id. */
  press(user: string, buttonId: string): Promise<Seen>;
  /** Types an answer into the open question (modal on Discord). */
  type(user: string, value: string): Promise<Seen>;
  /**
   * Opens the page that waits and sends it filled in, where the platform has pages: `choose` is asked for each field. Null
   * leaves a field empty.
   */
  fill?(user: string, choose: (field: Field) => string | readonly string[] | null): Promise<Seen>;
  text(user: string, text: string): Promise<Seen>;
  /** Sends a file as a message. */
  send(user: string, file: SentFile): Promise<Seen>;
  /** Hands a file to the open question itself, where the platform has something for that: a box, a file chooser. */
  upload?(user: string, file: SentFile): Promise<Seen>;
  /** Uses a command whose answer never reaches the person: refused by the platform, or its page is gone. */
  unseen(user: string, name: string): Promise<void>;
  /** How often this person did anything: commands, presses, typed answers, boxes sent. */
  acts(user: string): number;
  /** The next message that comes on its own (a reminder). */
  arrives(user: string): Promise<Seen>;
  /** Problems the fake found in payloads (limits, schemas): must be empty at the end. */
  readonly violations: readonly string[];
  /** The chat is closed until it is healed; anything else befalls the next message only, as it does in life. */
  fail(user: string, how: 'closed' | 'busy' | 'unavailable' | 'dropped'): void;
  heal(user: string): void;
  stop(): Promise<void>;
}
