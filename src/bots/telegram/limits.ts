/** `burst` messages at once after a silence, then one every `everyMs`. */
export interface Rate {
  readonly burst: number;
  readonly everyMs: number;
}

/** How fast we may write to one chat. */
export interface ChatRate {
  readonly private: Rate;
  readonly group: Rate;
}

/**
 * What Telegram can carry, as data. Lengths are in UTF-16 units after entities, which is how Telegram counts, except
 * where bytes are named. "Ours" marks a limit of taste: what still reads well on a phone.
 */
export const LIMITS = {
  /** https://core.telegram.org/bots/api#sendmessage */
  text: 4096,
  /** https://core.telegram.org/bots/api#sendphoto and #senddocument */
  caption: 1024,
  /** Entities above this number are ignored: https://limits.tginfo.me/en */
  entities: 100,
  /** https://core.telegram.org/bots/api#inlinekeyboardbutton */
  callbackDataBytes: 64,
  /** https://core.telegram.org/bots/api#copytextbutton */
  copyText: 256,
  /** Buttons below one message: https://limits.tginfo.me/en */
  keys: 100,
  /**
   * Ours: longer labels are cut off on a phone, so the words move into a numbered list and the button shows the number.
   */
  label: 48,
  /** Ours: more buttons than this become a numbered list with small buttons. */
  spelledKeys: 24,
  /** Ours: numbers in one row. */
  numbersPerRow: 5,
  /** https://core.telegram.org/bots/api#botcommand */
  commandDescription: 256,
  /** https://core.telegram.org/bots/api#setmycommands */
  commands: 100,
  /**
   * One message a second to a chat, with short bursts, and 20 a minute to a group:
   * https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
   */
  chatRate: { private: { burst: 5, everyMs: 1_000 }, group: { burst: 2, everyMs: 3_000 } },
  /** Ours: the pauses between tries of an answer, about half a minute in total, while the person waits. */
  tries: 7,
  retryPausesMs: [500, 1_000, 2_000, 4_000, 8_000, 15_000],
  /** Ours: a picture or document that fails twice is left out, so that its words arrive soon. */
  uploadTries: 2,
  /** The largest file that a bot may read: https://core.telegram.org/bots/api#getfile */
  downloadBytes: 20_000_000,
} as const;

/** The kinds of update we ask for: https://core.telegram.org/bots/api#getupdates */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;
