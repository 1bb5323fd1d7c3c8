import { readdir, readFile } from 'node:fs/promises';

/** The two published articles. They are not ours to ship, so this folder does not exist on every machine. */
const FOLDER = new URL('../../shared/seeds/', import.meta.url);
const FILES = { article_r: /^000_.*\.txt$/, article_b: /^002_.*\.txt$/ } as const;

export type ArticleId = keyof typeof FILES;
export type Articles = Readonly<Record<ArticleId, string>>;

/** Why a test that needs the articles is skipped. */
export const WITHOUT_ARTICLES = 'the two articles are not on this machine';

/**
 * @returns the text of each article, or null if the folder is absent. @throws {Error} if one of them is missing from it
 */
export async function loadArticles(): Promise<Articles | null> {
  const names = await readdir(FOLDER).catch(() => null);
  if (names === null) return null;
  return {
    article_r: await textOf(names, 'article_r'),
    article_b: await textOf(names, 'article_b'),
  };
}

async function textOf(names: readonly string[], id: ArticleId): Promise<string> {
  const name = names.find((one) => FILES[id].test(one));
  if (name === undefined) throw new Error(`${id} is missing beside the other article`);
  return readFile(new URL(name, FOLDER), 'utf8');
}
