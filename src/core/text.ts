import { createInstance, type i18n } from 'i18next';
import type { PhrasingContent, Root, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString as flatten } from 'mdast-util-to-string';
import { z } from 'zod';
import type { Line, Part, Rich } from '#core/reply.ts';

/** The texts of one language: nested keys, Markdown leaves. */
export type Texts = { readonly [key: string]: string | Texts };
export const textsSchema: z.ZodType<Texts> = z.lazy(() =>
  z.record(z.string(), z.union([z.string().min(1), textsSchema])),
);

/** What fills the `{{blanks}}` of a text. A string or number becomes one text node; a line is inserted as it is. */
export type Values = Readonly<Record<string, string | number | Line>>;

/** Looks up and fills texts in one language. */
export interface Say {
  /** BCP 47 tag, for dates and plurals. */
  readonly language: string;
  /** Several blocks. @throws {MissingTextError} if a key has no text or a blank has no value */
  blocks(key: string, values?: Values): Rich;
  /** The inline content of a text that is one paragraph. @throws {MissingTextError} */
  line(key: string, values?: Values): Line;
  /** The text without markup, for labels. @throws {MissingTextError} */
  plain(key: string, values?: Values): string;
  /** A text part, the most common answer. @throws {MissingTextError} */
  text(key: string, values?: Values): Part;
  has(key: string): boolean;
}

/** A key has no text, or a text has a blank that nothing fills. This is our bug, and the tests find it. */
export class MissingTextError extends Error {
  override readonly name = 'MissingTextError';
}

const BLANK = /\{\{(\w+)\}\}/g;

/**
 * Makes a speaker for the catalogue.
 * @param language BCP 47 tag, for plural rules
 * @param texts nested Markdown texts; `count` chooses between `key_one` and `key_other`
 */
export function createSay(language: string, texts: Texts): Say {
  const catalogue: i18n = createInstance();
  void catalogue.init({
    lng: language,
    initAsync: false,
    resources: { [language]: { translation: texts } },
    interpolation: { escapeValue: false, skipOnVariables: false },
    showSupportNotice: false,
  } as Parameters<i18n['init']>[0]);
  const parsed = new Map<string, Root>();

  function source(key: string, values: Values): string {
    const count = values.count;
    const options =
      typeof count === 'number' ? { count, skipInterpolation: true } : { skipInterpolation: true };
    const found: unknown = catalogue.exists(key, options) ? catalogue.t(key, options) : undefined;
    if (typeof found !== 'string') throw new MissingTextError(`no text for "${key}"`);
    return found;
  }

  function tree(key: string, values: Values): Rich {
    // i18next takes longer to find a text than everything else together, so only plurals are looked up each time.
    const isCounted = typeof values.count === 'number';
    const name = isCounted ? source(key, values) : key;
    let root = parsed.get(name);
    if (!root) {
      root = fromMarkdown(isCounted ? name : source(key, values));
      parsed.set(name, root);
    }
    return root.children.map((node) => fill(node, key, values));
  }

  function line(key: string, values: Values = {}): Line {
    const [first, ...rest] = tree(key, values);
    if (first?.type !== 'paragraph' || rest.length > 0)
      throw new MissingTextError(`"${key}" is not one line`);
    return first.children;
  }

  return {
    language,
    blocks: (key, values = {}) => tree(key, values),
    line,
    plain: (key, values = {}) => flatten(line(key, values)),
    text: (key, values = {}) => ({ kind: 'text', body: tree(key, values) }),
    has: (key) => catalogue.exists(key) || catalogue.exists(key, { count: 1 }),
  };
}

function fill<T extends RootContent>(node: T, key: string, values: Values): T {
  const inPlace = (text: string) =>
    text.replace(BLANK, (_, name: string) => flatten(lookUp(name, key, values)));
  if (node.type === 'inlineCode' || node.type === 'code') return { ...node, value: inPlace(node.value) };
  if (node.type === 'link') {
    const url = inPlace(node.url);
    return { ...node, url, children: node.children.flatMap((child) => fillInline(child, key, values)) };
  }
  if (!('children' in node)) return node;
  const children = (node.children as RootContent[]).flatMap((child): RootContent[] =>
    child.type === 'text' ? fillInline(child, key, values) : [fill(child, key, values)],
  );
  return { ...node, children } as T;
}

function fillInline(node: PhrasingContent, key: string, values: Values): PhrasingContent[] {
  if (node.type !== 'text') return [fill(node, key, values)];
  return node.value.split(BLANK).flatMap((piece, index): PhrasingContent[] => {
    if (index % 2 === 1) return [...lookUp(piece, key, values)];
    return piece === '' ? [] : [{ type: 'text', value: piece }];
  });
}

function lookUp(name: string, key: string, values: Values): Line {
  const value = values[name];
  if (value === undefined) throw new MissingTextError(`"${key}" needs a value for {{${name}}}`);
  return typeof value === 'object' ? value : [{ type: 'text', value: String(value) }];
}
