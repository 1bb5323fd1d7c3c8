/**
 * What Telegram can carry, as data. Lengths count UTF-16 units after entities, as Telegram does, except where bytes are
 * named. "Ours" marks a limit of taste: what still reads well on a phone.
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
  /** Buttons below one message: https://limits.tginfo.me/en */
  keys: 100,
  /** Ours: longer labels are cut on a phone, so the words move into a numbered list and the button shows the number. */
  label: 48,
  /** Ours: more buttons than this become a numbered list with small buttons. */
  spelledKeys: 24,
  /** Ours: numbers in one row. */
  numbersPerRow: 5,
  /** https://core.telegram.org/bots/api#botcommand */
  commandDescription: 256,
  /** https://core.telegram.org/bots/api#setmycommands */
  commands: 100,
  /** The longest `retry_after` that is waited for while a person looks on. Ours. */
  patienceMs: 5_000,
} as const;

/** Kinds of update that are asked for: https://core.telegram.org/bots/api#getupdates */
export const ALLOWED_UPDATES = ['message', 'callback_query', 'my_chat_member'] as const;
