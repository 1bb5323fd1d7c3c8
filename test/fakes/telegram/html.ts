import { badRequest } from './failure.ts';
import type { MarkedEntity, MarkedText } from './marked-text.ts';

const TAGS: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  code: 'code',
  pre: 'pre',
  a: 'text_link',
  blockquote: 'blockquote',
  'tg-spoiler': 'spoiler',
};
const NAMED: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"' };
const TOKEN =
  /<(\/?)([a-z-]*)((?:\s+[a-z-]+(?:="[^"]*"|='[^']*')?)*)\s*>|&(?:lt|gt|amp|quot|#\d+|#x[\da-f]+);|</giy;

/** Telegram's HTML, as far as bots use it: https://core.telegram.org/bots/api#html-style @throws {ApiFailure} */
export function parseHtml(source: string): MarkedText {
  const open: { tag: string; offset: number; url: string | undefined }[] = [];
  const entities: MarkedEntity[] = [];
  let text = '';
  for (let at = 0; at < source.length; ) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (!match) {
      text += source.charAt(at);
      at += 1;
      continue;
    }
    at = TOKEN.lastIndex;
    const [whole, slash, name = '', attributes = ''] = match;
    if (whole.startsWith('&')) {
      text += NAMED[whole.toLowerCase()] ?? String.fromCodePoint(codePoint(whole));
      continue;
    }
    const tag = name.toLowerCase();
    if (slash === '/') close(tag, at);
    else if (TAGS[tag] === undefined)
      throw parseFailure(`Unsupported start tag "${tag}" at byte offset ${at}`);
    else open.push({ tag, offset: text.length, url: /href=["']([^"']*)/.exec(attributes)?.[1] });
  }
  const left = open.at(-1);
  if (left) throw parseFailure(`Can't find end tag corresponding to start tag "${left.tag}"`);
  return { text, entities };

  function close(tag: string, at: number): void {
    const last = open.pop();
    if (!last) throw parseFailure(`Unexpected end tag at byte offset ${at}`);
    if (tag !== '' && tag !== last.tag) {
      throw parseFailure(
        `Unmatched end tag at byte offset ${at}, expected "</${last.tag}>", found "</${tag}>"`,
      );
    }
    const { offset, url } = last;
    const type = TAGS[last.tag] ?? last.tag;
    if (text.length > offset)
      entities.unshift({ type, offset, length: text.length - offset, ...(url ? { url } : {}) });
  }
}

function codePoint(entity: string): number {
  return entity[2]?.toLowerCase() === 'x'
    ? Number.parseInt(entity.slice(3), 16)
    : Number.parseInt(entity.slice(2), 10);
}

function parseFailure(reason: string): Error {
  return badRequest(`can't parse entities: ${reason}`);
}
