import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('./page/', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface Asset {
  /** `/` for the page itself, otherwise `/<file name>`. */
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
}

/**
 * The files of the page, read once. Serving only from this list means that no request can reach anything outside it.
 * @param words fill the `{{blanks}}` of the HTML
 */
export async function loadAssets(words: Readonly<Record<string, string>>): Promise<readonly Asset[]> {
  const names = await readdir(FOLDER);
  return Promise.all(
    names.flatMap((name) => {
      const type = TYPES[extname(name)];
      return type === undefined ? [] : [loadAsset(name, type, words)];
    }),
  );
}

async function loadAsset(
  name: string,
  type: string,
  words: Readonly<Record<string, string>>,
): Promise<Asset> {
  const body = await readFile(join(FOLDER, name));
  if (name !== 'index.html') return { path: `/${name}`, type, body };
  const html = body
    .toString()
    .replace(/\{\{(\w+)\}\}/g, (_blank, word: string) => escapeHtml(words[word] ?? word));
  return { path: '/', type, body: Buffer.from(html) };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
