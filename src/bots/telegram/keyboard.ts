import { LIMITS } from '#bots/telegram/limits.ts';
import { isBlank } from '#bots/telegram/styled.ts';
import { RejectedError } from '#core/platform.ts';

/** https://core.telegram.org/bots/api#inlinekeyboardbutton */
export interface Key {
  readonly text: string;
  /** What a press sends back. A key that copies has none. */
  readonly callback_data?: string;
  readonly copy_text?: { readonly text: string };
  readonly style?: 'primary' | 'danger';
}
export type Keyboard = readonly (readonly Key[])[];

/** The buttons of one message, and the lines to show above them if the buttons carry only numbers. */
export interface KeyGroup {
  readonly lines: readonly string[];
  readonly rows: Keyboard;
}

/**
 * Makes a button.
 * @throws {RejectedError} if `data` is not 1 to 64 bytes long
 */
export function key(label: string, data: string, style?: Key['style']): Key {
  const bytes = Buffer.byteLength(data);
  if (bytes < 1 || bytes > LIMITS.callbackDataBytes) {
    throw new RejectedError(
      `callback_data of ${bytes} bytes; Telegram takes 1 to ${LIMITS.callbackDataBytes}`,
    );
  }
  const text = isBlank(label) ? '·' : label.replace(/\s+/g, ' ').trim();
  return { text, callback_data: data, ...(style === undefined ? {} : { style }) };
}

/** A key that copies a text, or none for a text that Telegram cannot copy. Source: core.telegram.org/bots/api#copytextbutton */
export function copyKey(label: string, text: string): readonly Key[] {
  const fits = text.length <= LIMITS.copyText && !isBlank(text);
  return fits ? [{ text: label, copy_text: { text } }] : [];
}

/** Lays out buttons in rows. Many or long ones become numbered lines, with a small button for each number. */
export function layOut(keys: readonly Key[]): KeyGroup[] {
  if (keys.length === 0) return [];
  const longest = Math.max(...keys.map(({ text }) => text.length));
  if (keys.length <= LIMITS.spelledKeys && longest <= LIMITS.label) {
    return [{ lines: [], rows: evenRows(keys, longest <= 11 ? 3 : longest <= 18 ? 2 : 1) }];
  }
  const numbered = keys.map((each, index) => ({ ...each, text: String(index + 1) }));
  const groups: KeyGroup[] = [];
  for (let from = 0; from < keys.length; from += LIMITS.keys) {
    const to = from + LIMITS.keys;
    groups.push({
      lines: keys.slice(from, to).map(({ text }, index) => `${from + index + 1}. ${text}`),
      rows: evenRows(numbered.slice(from, to), LIMITS.numbersPerRow),
    });
  }
  return groups;
}

/** Rows of at most `most`, as even as possible: four buttons make 2 + 2, not 3 + 1. */
function evenRows(keys: readonly Key[], most: number): Keyboard {
  const size = Math.ceil(keys.length / Math.ceil(keys.length / most));
  return Array.from({ length: Math.ceil(keys.length / size) }, (_, row) =>
    keys.slice(row * size, (row + 1) * size),
  );
}
