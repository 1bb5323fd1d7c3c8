import { el } from './dom.js';

/** @typedef {{ readonly type: string, readonly value?: string, readonly url?: string, readonly alt?: string | null, readonly ordered?: boolean | null, readonly start?: number | null, readonly depth?: number, readonly children?: readonly TreeNode[] }} TreeNode */

const SAFE_LINK = /^(https?:|mailto:)/i;

/**
 * Draws mdast as DOM nodes. What it does not know it shows as plain text.
 * @param {readonly unknown[]} nodes
 * @returns {(Node | string)[]}
 */
export function draw(nodes) {
  return /** @type {readonly TreeNode[]} */ (nodes).map(drawNode);
}

/** @param {TreeNode} node @returns {Node | string} */
function drawNode(node) {
  const inside = draw(node.children ?? []);
  switch (node.type) {
    case 'paragraph':
      return el('p', {}, ...inside);
    case 'heading':
      return node.depth === 1 ? el('h2', {}, ...inside) : el('h3', {}, ...inside);
    case 'emphasis':
      return el('em', {}, ...inside);
    case 'strong':
      return el('strong', {}, ...inside);
    case 'delete':
      return el('del', {}, ...inside);
    case 'inlineCode':
      return el('code', {}, node.value ?? '');
    case 'code':
      return el('pre', {}, el('code', {}, node.value ?? ''));
    case 'blockquote':
      return el('blockquote', {}, ...inside);
    case 'list':
      return node.ordered ? el('ol', { start: String(node.start ?? 1) }, ...inside) : el('ul', {}, ...inside);
    case 'listItem':
      return el('li', {}, ...inside);
    case 'break':
      return el('br');
    case 'thematicBreak':
      return el('hr');
    case 'link':
      return drawLink(node.url ?? '', inside);
    case 'image':
      return node.alt ?? '';
    default:
      return node.value ?? el('span', {}, ...inside);
  }
}

/** @param {string} url @param {(Node | string)[]} inside */
function drawLink(url, inside) {
  if (!SAFE_LINK.test(url)) return el('span', {}, ...inside);
  return el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, ...inside);
}
