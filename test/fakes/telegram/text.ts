import { badRequest } from './failure.ts';
import { parseHtml } from './html.ts';
import type { MarkedEntity, MarkedText } from './marked-text.ts';

const TYPES = new Set([
  ...[
    'bold',
    'italic',
    'underline',
    'strikethrough',
    'spoiler',
    'blockquote',
    'expandable_blockquote',
    'code',
    'pre',
  ],
  ...['text_link', 'mention', 'hashtag', 'cashtag', 'bot_command', 'url', 'email', 'phone_number'],
]);

/** What Telegram makes of a text and its markup. @throws {ApiFailure} with Telegram's wording if it refuses */
export function readText(
  text: string,
  entities: readonly MarkedEntity[],
  parseMode: string | undefined,
): MarkedText {
  if (!text.isWellFormed()) throw badRequest('text must be encoded in UTF-8');
  if (parseMode === undefined) return clean(text, check(text, entities));
  if (parseMode.toLowerCase() === 'html') {
    const parsed = parseHtml(text);
    return clean(parsed.text, parsed.entities);
  }
  throw badRequest(`unsupported parse_mode (this fake knows HTML and entities, not ${parseMode})`);
}

function check(text: string, entities: readonly MarkedEntity[]): readonly MarkedEntity[] {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const open: number[] = [];
  for (const { type, offset, length, url } of sorted) {
    const end = offset + length;
    while (open.length > 0 && (open.at(-1) ?? 0) <= offset) open.pop();
    if (!TYPES.has(type)) throw badRequest(`can't parse MessageEntity: unsupported type`);
    if (offset < 0 || length <= 0) throw badRequest('entity has wrong offset or length');
    if (splitsCharacter(text, offset) || splitsCharacter(text, end)) {
      throw badRequest(`entity beginning at UTF-16 offset ${offset} ends in a middle of a UTF-16 symbol`);
    }
    if (end > (open.at(-1) ?? text.length)) {
      throw badRequest(
        `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${end}`,
      );
    }
    if (type === 'text_link' && !/^(https?|tg|ton):\/\/[^/]/i.test(url ?? '')) {
      throw badRequest(`entity URL '${url}' is invalid: Wrong HTTP URL`);
    }
    open.push(end);
  }
  return sorted.slice(0, 100);
}

function splitsCharacter(text: string, at: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(at - 1, at + 1)) && at > 0;
}

/** Telegram drops carriage returns and text-direction overrides, turns controls into spaces and trims both ends. */
function clean(text: string, entities: readonly MarkedEntity[]): MarkedText {
  const kept: number[] = [];
  let out = '';
  for (let index = 0; index < text.length; index++) {
    kept[index] = out.length;
    const unit = text.charAt(index);
    if (/[\r\u2028-\u202E]|\u0333|\u033F|\u030A/.test(unit)) continue;
    out += unit < ' ' && unit !== '\n' ? ' ' : unit;
  }
  kept[text.length] = out.length;
  const shown = out.trim();
  const cut = out.length - out.trimStart().length;
  const clipped = entities.flatMap((entity): MarkedEntity[] => {
    const start = Math.max((kept[entity.offset] ?? 0) - cut, 0);
    const end = Math.min((kept[entity.offset + entity.length] ?? 0) - cut, shown.length);
    return start < end ? [{ ...entity, offset: start, length: end - start }] : [];
  });
  return { text: isEmpty(shown) ? '' : shown, entities: clipped };
}

function isEmpty(text: string): boolean {
  return /^[\s\u180E\u200B-\u200F\u2060-\u2064\u2800\u3164\uFEFF\uFFFC]*$/.test(text);
}
