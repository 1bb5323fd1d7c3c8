/** https://core.telegram.org/bots/api#messageentity; offsets and lengths in UTF-16 units. */
export interface Entity {
  readonly type: 'bold' | 'italic' | 'strikethrough' | 'code' | 'pre' | 'text_link' | 'blockquote';
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
}

/** Text with its formatting kept alongside. Words are never escaped, so nothing a person types can become markup. */
export interface Styled {
  readonly text: string;
  readonly entities: readonly Entity[];
}

/** Whitespace, control characters and characters without shape: Telegram calls a text of nothing else empty. */
const BLANK = /^[\s\p{Cc}\p{Cf}\u2800\u3164\uFFFC]*$/u;

export function isBlank(text: string): boolean {
  return BLANK.test(text);
}

export function plain(text: string): Styled {
  return { text, entities: [] };
}

/** Marks all of `content`. Blank text stays unmarked, since Telegram rejects empty entities. */
export function mark(type: Entity['type'], content: Styled, url?: string): Styled {
  if (isBlank(content.text)) return content;
  const entity: Entity = {
    type,
    offset: 0,
    length: content.text.length,
    ...(url === undefined ? {} : { url }),
  };
  return { text: content.text, entities: [entity, ...content.entities] };
}

/** Joins pieces with `separator` between those that are not empty. */
export function join(pieces: readonly Styled[], separator = ''): Styled {
  let text = '';
  const entities: Entity[] = [];
  for (const piece of pieces) {
    if (piece.text === '') continue;
    if (text !== '') text += separator;
    for (const entity of piece.entities) entities.push({ ...entity, offset: entity.offset + text.length });
    text += piece.text;
  }
  return { text, entities };
}

/**
 * Cuts into texts of at most `max` UTF-16 units: between paragraphs, or else lines, or else words, or else characters.
 * An entity is cut only if it is longer than a message by itself; it then continues in the next. Blank pieces are left
 * out.
 */
export function split(whole: Styled, max: number): Styled[] {
  const pieces: Styled[] = [];
  let from = 0;
  while (from < whole.text.length) {
    const { end, next } = cut(whole, from, max);
    const piece = slice(whole, from, end);
    if (!isBlank(piece.text)) pieces.push(piece);
    from = next;
  }
  return pieces;
}

function cut({ text, entities }: Styled, from: number, max: number): { end: number; next: number } {
  const limit = from + max;
  if (text.length <= limit) return { end: text.length, next: text.length };
  const holding = (at: number) =>
    entities.find((e) => e.offset < at && at < e.offset + e.length && e.length <= max);
  for (const separator of ['\n\n', '\n', ' ']) {
    // A cut in the first quarter would leave only a stub of a message, so a finer separator is tried first.
    const lowest = from + max / 4;
    for (let at = text.lastIndexOf(separator, limit); at > lowest; at = text.lastIndexOf(separator, at - 1)) {
      if (!holding(at)) return { end: at, next: at + separator.length };
    }
  }
  const hard = isLowSurrogate(text, limit) ? limit - 1 : limit;
  const before = holding(hard)?.offset ?? hard;
  const end = before > from ? before : hard;
  return { end, next: end };
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  const before = text.charCodeAt(at - 1);
  return code >= 0xdc00 && code <= 0xdfff && before >= 0xd800 && before <= 0xdbff;
}

function slice(whole: Styled, from: number, end: number): Styled {
  const entities = whole.entities.flatMap((entity): Entity[] => {
    const start = Math.max(entity.offset, from);
    const stop = Math.min(entity.offset + entity.length, end);
    return start < stop ? [{ ...entity, offset: start - from, length: stop - start }] : [];
  });
  return { text: whole.text.slice(from, end), entities };
}
