import { type Block, guardLineStarts } from '#bots/discord/markdown.ts';

/**
 * Fills messages of at most `limit` characters. A new one starts between paragraphs, or else between lines, or else
 * between words; only a single endless word is cut. Blank blocks are left out.
 */
export function pack(blocks: readonly Block[], limit: number): readonly string[] {
  const full: string[] = [];
  let current = '';

  function add(text: string, gap: string): boolean {
    const joined = current === '' ? text : current + gap + text;
    if (joined.length > limit) return false;
    current = joined;
    return true;
  }
  function flush(): void {
    if (current !== '') full.push(current);
    current = '';
  }
  function place(text: string, gap: string): boolean {
    if (add(text, gap)) return true;
    if (text.length > limit) return false;
    flush();
    return add(text, gap);
  }

  for (const block of blocks) {
    const text = block.map((atom) => atom.marked).join('\n');
    if (text.trim() === '' || place(text, '\n\n')) continue;
    for (const [index, atom] of block.entries()) {
      if (place(atom.marked, index === 0 ? '\n\n' : '\n')) continue;
      flush();
      for (const piece of cut(atom.plain, limit)) place(piece, '\n');
    }
  }
  flush();
  return full;
}

function cut(text: string, limit: number): readonly string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const at = cutPoint(rest, limit);
    pieces.push(rest.slice(0, at).trimEnd());
    // What was in the middle of a line now starts one.
    rest = guardLineStarts(rest.slice(at).trimStart());
  }
  return [...pieces, rest];
}

function cutPoint(text: string, limit: number): number {
  const window = text.slice(0, limit + 1);
  for (const gap of ['\n\n', '\n', ' ']) {
    const at = window.lastIndexOf(gap);
    if (at >= limit / 2) return at;
  }
  const whole = window.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '');
  const backslashes = /\\*$/.exec(whole)?.[0].length ?? 0;
  return whole.length - (backslashes % 2);
}
