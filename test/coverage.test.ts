import { expect, test } from 'vitest';
import { loadCommands } from '#bots/registry.ts';
import { cellsOf, coverageSchema, loadCoverage, type Row } from '../docs/coverage.ts';
import { type ArticleId, loadArticles, WITHOUT_ARTICLES } from './articles.ts';

const ARTICLES: readonly ArticleId[] = ['article_r', 'article_b'];
/** A heading starts with a number, a letter, a step or months; the advert at the end of one article counts too. */
const MARKED = /^(?:\d+\. [A-Z]|[A-Z]\. |Step \d|Months \d|SmartPick -)/;
/**
 * A short line on its own that does not end like a sentence. Table cells run together, which shows as a capital inside
 * a word or as digits.
 */
const BARE = /^[A-Z][\p{L} ,()&/-]{5,75}[\p{L})]$/u;
const NO_HEADING = /\p{Ll}\p{Lu}|\d|diagram$|^Related /u;
/** The title of an article ends where its first section begins. */
const FIRST = /^1\. [A-Z]/m;

test.each(ARTICLES)('every command that %s is done with exists', async (id) => {
  const names = (await loadCommands()).map(({ name }) => name);
  const named = (await loadCoverage())[id].flatMap(({ does }) => Object.keys(does));
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !names.includes(name))).toEqual([]);
});

test.for(ARTICLES)('every heading of %s has its row, in the order of the article', async (id, context) => {
  const articles = await loadArticles();
  if (articles === null) return context.skip(WITHOUT_ARTICLES);
  const rows = (await loadCoverage())[id];
  expect(unmatched(headingsOf(articles[id]), rows)).toEqual([]);
});

test('a heading without a row is found, and a row without a heading', () => {
  const article = 'A title\n1. One\nText.\nQuick tests\nCellCell\n2. Two\n';
  const headings = headingsOf(article);
  expect(headings).toEqual(['1. One', 'Quick tests', '2. Two']);
  expect(unmatched(headings, [row('1.'), row('Quick'), row('2.')])).toEqual([]);
  expect(unmatched(headings, [row('1.'), row('2.')])).toEqual(['Quick tests: 2.', '2. Two: no row']);
  expect(unmatched(headings.slice(0, 1), [row('1.'), row('3.')])).toEqual(['no heading: 3.']);
});

test('a row says where it is done, or that it is not built', () => {
  const problem = { at: '1', begins: '1.', title: 'One' };
  expect(coverageSchema.safeParse({ article_r: [problem], article_b: [row('1.')] }).success).toBe(false);
  expect(cellsOf({ ...row('1.'), does: { day: 'Steps', plan: 'More' } })).toEqual([
    '1.',
    'One',
    '`/day`: Steps. `/plan`: More',
    'Drafts',
  ]);
  expect(cellsOf(row('1.'))[2]).toBe('Not built yet');
});

function row(begins: string): Row {
  return { at: begins, begins, title: 'One', does: {}, missing: 'Drafts' };
}

function headingsOf(article: string): string[] {
  const lines = article.slice(article.search(FIRST)).split('\n');
  return lines.filter((line) => MARKED.test(line) || (BARE.test(line) && !NO_HEADING.test(line)));
}

function unmatched(headings: readonly string[], rows: readonly Row[]): string[] {
  const longer = headings.length > rows.length ? headings : rows;
  return [...longer.keys()].flatMap((at) => {
    const heading = headings[at];
    const begins = rows[at]?.begins;
    if (heading === undefined) return [`no heading: ${begins}`];
    if (begins === undefined) return [`${heading}: no row`];
    return heading.startsWith(begins) ? [] : [`${heading}: ${begins}`];
  });
}
