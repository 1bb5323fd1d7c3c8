import type { Blockquote, List, PhrasingContent, RootContent } from 'mdast';
import { toString as flatten } from 'mdast-util-to-string';
import type { Line, Rich } from '#core/reply.ts';

/**
 * A piece of Discord Markdown that is kept whole if it fits a message; `plain` has no markup that a cut could break.
 */
export interface Atom {
  readonly marked: string;
  readonly plain: string;
}

/** Atoms on consecutive lines, without a blank line between them. */
export type Block = readonly Atom[];

const FENCE = '```';

/** Words as Discord shows them literally: they cannot turn into markup, a mention, an emoji, a link or code. */
function literal(words: string): string {
  return words.replace(/[\\*_~|`[\]<@]|:(?=\S|$)/g, '\\$&');
}

/** Escapes what is markup only at the start of a line: headings, quotes, lists, small print. Safe to apply twice. */
export function guardLineStarts(text: string): string {
  return text.replace(/^([^\S\n]*)([-+>#]|\d+(?=\.))/gm, (_, indent: string, mark: string) =>
    /^\d/.test(mark) ? `${indent}${mark}\\` : `${indent}\\${mark}`,
  );
}

/** One line or paragraph. `prefix` is our own markup, for example a list's dash. */
export function atom(line: Line, prefix = ''): Atom {
  return {
    marked: prefix + guardLineStarts(inline(line)),
    plain: prefix + guardLineStarts(literal(flatten(line))),
  };
}

/** A title for our own lists and tables. */
export function title(line: Line): Block {
  return flatten(line).trim() === '' ? [] : [atom([{ type: 'strong', children: [...line] }])];
}

/** A block that copies in one tap, or null if Discord could not show `text` exactly. */
export function codeBlock(text: string): Atom | null {
  return text.includes(FENCE)
    ? null
    : { marked: `${FENCE}\n${text}\n${FENCE}`, plain: guardLineStarts(literal(text)) };
}

/** Markdown blocks in Discord's dialect. */
export function blocks(body: Rich): readonly Block[] {
  return body.map(block).filter((made) => made.length > 0);
}

function block(node: RootContent): Block {
  switch (node.type) {
    case 'paragraph':
      return [atom(node.children)];
    case 'heading':
      return [atom(node.children, `${'#'.repeat(Math.min(node.depth, 3))} `)];
    case 'list':
      return listItems(node);
    case 'blockquote':
      return quote(node);
    case 'code':
      return [codeBlock(node.value) ?? atom([{ type: 'text', value: node.value }])];
    case 'thematicBreak':
      return [];
    default:
      return [atom([{ type: 'text', value: flatten(node, { includeHtml: true }) }])];
  }
}

function listItems(list: List): Block {
  return list.children.flatMap((item, index) => {
    const prefix = list.ordered ? `${(list.start ?? 1) + index}. ` : '- ';
    return item.children.flatMap(block).map((made, nth) => indent(made, nth === 0 ? prefix : '  '));
  });
}

function quote(node: Blockquote): Block {
  return node.children.flatMap(block).map((made) => ({
    marked: `> ${made.marked.replaceAll('\n', '\n> ')}`,
    plain: `> ${made.plain}`,
  }));
}

function indent(made: Atom, prefix: string): Atom {
  return { marked: prefix + made.marked, plain: prefix + made.plain };
}

function inline(nodes: readonly PhrasingContent[]): string {
  return nodes.map(phrase).join('');
}

function phrase(node: PhrasingContent): string {
  switch (node.type) {
    case 'text':
    case 'html':
      return literal(node.value);
    case 'strong':
      return wrap('**', inline(node.children));
    case 'emphasis':
      return wrap('*', inline(node.children));
    case 'delete':
      return wrap('~~', inline(node.children));
    case 'inlineCode':
      return node.value.includes('`') ? literal(node.value) : `\`${node.value}\``;
    case 'break':
      return '\n';
    case 'link':
      return link(node.url, node.children);
    default:
      return literal(flatten(node));
  }
}

/** Discord's markers must touch the words, so spaces move outside. */
function wrap(mark: string, inner: string): string {
  const words = inner.trim();
  return words === '' ? inner : inner.replace(words, () => `${mark}${words}${mark}`);
}

/** Discord links only web addresses, and rejects a link text that is itself an address. */
function link(url: string, children: readonly PhrasingContent[]): string {
  if (!/^https?:\/\//i.test(url)) return inline(children);
  const address = url.replace(/[<>()\s\\]/g, encodeURIComponent);
  return /^https?:\/\//i.test(flatten({ type: 'paragraph', children: [...children] }))
    ? `<${address}>`
    : `[${inline(children)}](<${address}>)`;
}
