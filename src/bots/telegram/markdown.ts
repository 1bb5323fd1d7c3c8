import type { Link, List, ListItem, Nodes } from 'mdast';
import { join, mark, plain, type Styled } from '#bots/telegram/styled.ts';
import type { Line, Rich } from '#core/reply.ts';

/** Draws blocks of mdast with a blank line between them. */
export function drawRich(nodes: Rich): Styled {
  return join(nodes.map(draw), '\n\n');
}

/** Draws one line of mdast. */
export function drawLine(nodes: Line): Styled {
  return join(nodes.map(draw));
}

function draw(node: Nodes): Styled {
  switch (node.type) {
    case 'text':
    case 'html':
    case 'yaml':
      return plain(node.value);
    case 'strong':
      return mark('bold', inside(node));
    case 'heading':
      return mark('bold', inside(node));
    case 'emphasis':
      return mark('italic', inside(node));
    case 'delete':
      return mark('strikethrough', inside(node));
    case 'inlineCode':
      return mark('code', plain(node.value));
    case 'code':
      return mark('pre', plain(node.value));
    case 'break':
      return plain('\n');
    case 'thematicBreak':
      return plain('———');
    case 'link':
      return drawLink(node);
    case 'image':
    case 'imageReference':
      return plain(node.alt ?? '');
    case 'list':
      return drawList(node, 0);
    case 'listItem':
      return drawItem(node, '•', 0);
    case 'blockquote':
      return mark('blockquote', inside(node, '\n\n'));
    case 'table':
      return inside(node, '\n');
    case 'tableRow':
      return inside(node, ' | ');
    case 'root':
    case 'footnoteDefinition':
      return inside(node, '\n\n');
    case 'paragraph':
    case 'tableCell':
    case 'linkReference':
      return inside(node);
    case 'definition':
    case 'footnoteReference':
      return plain('');
    default:
      node satisfies never;
      throw new Error('a node of mdast without a drawing');
  }
}

function inside(node: { readonly children: readonly Nodes[] }, separator = ''): Styled {
  return join(node.children.map(draw), separator);
}

function drawLink(link: Link): Styled {
  const label = inside(link);
  if (label.text === link.url || link.url === '') return label;
  if (isWebAddress(link.url)) return mark('text_link', label, link.url);
  // Telegram rejects other schemes in a link; its apps find a phone number or address in the text by themselves.
  const target = link.url.replace(/^(tel|mailto|sms):/i, '');
  return label.text.includes(target) ? label : join([label, plain(` (${target})`)]);
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:\/\/[^/]+\.[^/]+/i.test(url);
}

function drawList(list: List, depth: number): Styled {
  const first = list.start ?? 1;
  const items = list.children.map((item, index) =>
    drawItem(item, list.ordered ? `${first + index}.` : '•', depth),
  );
  return join(items, '\n');
}

function drawItem(item: ListItem, bullet: string, depth: number): Styled {
  const marker = typeof item.checked === 'boolean' ? tick(item.checked) : bullet;
  const body = item.children.map((child) =>
    child.type === 'list' ? drawList(child, depth + 1) : draw(child),
  );
  return join([plain(`${'   '.repeat(depth)}${marker} `), join(body, '\n')]);
}

/** The box of a checklist item. */
export function tick(done: boolean): string {
  return done ? '☑' : '☐';
}
