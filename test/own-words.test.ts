import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadArticles, WITHOUT_ARTICLES } from './articles.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** With this many words in a row the same as in an article, they are no longer our own. */
const RUN = 7;
const WRITTEN = /\.(ya?ml|ts|js|md|css|html)$/;
const ADDRESS = /https?:\/\/\S+/g;

test('seven words in a row are found across lines, marks and capitals, and six are not', () => {
  const article = runsOf('Sleep well; you will need all of your strength.');
  expect(sharedRuns('# you\n# WILL need “all” of **your** strength', article)).toEqual([
    'line 1: you will need all of your strength',
  ]);
  expect(sharedRuns('You will need all of your sleep', article)).toEqual([]);
});

test('no sentence or comment of ours shares seven words in a row with an article', async (context) => {
  const articles = await loadArticles();
  if (articles === null) return context.skip(WITHOUT_ARTICLES);
  const runs = new Set(Object.values(articles).flatMap((text) => [...runsOf(text)]));
  expect(runs.size).toBeGreaterThan(1_000);
  const found: string[] = [];
  for (const file of await writtenFiles()) {
    const shared = sharedRuns(await readFile(join(ROOT, file), 'utf8'), runs);
    found.push(...shared.map((run) => `${file}, ${run}`));
  }
  expect(found).toEqual([]);
});

/** Comments and sentences alike: whole files are read, and only addresses are left out. */
async function writtenFiles(): Promise<string[]> {
  const inFolders = await Promise.all(
    ['config', 'src', 'docs'].map(async (folder) =>
      (await readdir(join(ROOT, folder), { recursive: true })).map((file) => join(folder, file)),
    ),
  );
  return ['README.md', 'CHANGELOG.md', ...inFolders.flat().filter((file) => WRITTEN.test(file))];
}

function sharedRuns(text: string, runs: ReadonlySet<string>): string[] {
  const words = wordsOf(text);
  return words.flatMap(({ line }, start) => {
    const run = runAt(words, start);
    return run !== null && runs.has(run) ? [`line ${line}: ${run}`] : [];
  });
}

function runsOf(text: string): Set<string> {
  const words = wordsOf(text);
  return new Set(words.map((_, start) => runAt(words, start)).filter((run) => run !== null));
}

interface Word {
  readonly word: string;
  readonly line: number;
}

function runAt(words: readonly Word[], start: number): string | null {
  const run = words.slice(start, start + RUN);
  return run.length === RUN ? run.map(({ word }) => word).join(' ') : null;
}

function wordsOf(text: string): Word[] {
  return text.split('\n').flatMap((content, index) => {
    const plain = content.replace(ADDRESS, ' ').replaceAll('’', "'").toLowerCase();
    return [...plain.matchAll(/[\p{L}\p{N}]+(?:'\p{L}+)*/gu)].map(([word]) => ({ word, line: index + 1 }));
  });
}
