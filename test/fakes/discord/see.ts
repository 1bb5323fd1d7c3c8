import { parse } from 'discord-markdown-parser';

type Node = ReturnType<typeof parse>[number];

/** What a person reads in a message, and what in it is more than plain words. */
export interface Sight {
  readonly text: string;
  /** Kinds of markup in reading order, such as `strong`, `user`, `url`. */
  readonly effects: readonly string[];
}

/** Reads Discord Markdown as Discord's client does. */
export function see(content: string): Sight {
  const effects: string[] = [];
  const text = read(parse(content, 'extended'), effects);
  return { text, effects: [...effects, ...listMarks(content)] };
}

/** The parser does not know lists, which Discord draws. */
function listMarks(content: string): readonly string[] {
  const outsideCode = content.replace(/```[\s\S]*?```/g, '');
  return [...outsideCode.matchAll(/^[^\S\n]*(?:[-*+]|\d+\.)\s/gm)].map(() => 'list');
}

function read(node: unknown, effects: string[]): string {
  if (typeof node === 'string') return node;
  if (Array.isArray(node)) return node.map((one) => read(one, effects)).join('');
  const { type, content, target, name } = node as Node;
  if (type === 'twemoji') return String(name);
  if (type === 'text') return read(content, effects);
  if (type === 'br') return '\n';
  effects.push(String(type));
  if (type === 'url' || type === 'autolink') return String(target);
  if (type === 'heading' || type === 'subtext' || type === 'blockQuote') return `${read(content, effects)}\n`;
  return content === undefined ? `[${type}]` : read(content, effects);
}
