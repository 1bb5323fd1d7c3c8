import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { environment, notesOf, SETTING_NAMES, type SettingName } from '#app/environment.ts';
import { loadTexts } from '#app/texts.ts';
import { specOf, usageOf } from '#bots/chat/options.ts';
import { loadCommands } from '#bots/registry.ts';
import { createSay } from '#core/text.ts';
import { cellsOf, loadCoverage } from './coverage.ts';
import { rulesPage } from './rules.ts';

/** A file that is written by code, wholly or between two markers. */
export interface Page {
  /** From the root of the repository. */
  readonly path: string;
  /** Takes the text as it is, returns the text as it must be. */
  readonly write: (current: string) => string | Promise<string>;
}

/** All generated pages; a new one is one more line. */
export const PAGES: readonly Page[] = [
  { path: 'docs/settings.md', write: (current) => between(current, 'settings', settingsTable()) },
  { path: '.env.example', write: envExample },
  { path: 'README.md', write: async (current) => between(current, 'commands', await commandsTable()) },
  { path: 'docs/coverage.md', write: coveragePage },
  { path: 'docs/rules.md', write: rulesPage },
];

/**
 * Replaces what stands between `<!-- name -->` and `<!-- /name -->`.
 * @throws {Error} when a marker is missing
 */
export function between(text: string, name: string, content: string): string {
  const open = `<!-- ${name} -->`;
  const close = `<!-- /${name} -->`;
  const start = text.indexOf(open);
  const end = text.indexOf(close, start);
  if (start < 0 || end < 0) throw new Error(`${open} or ${close} is missing`);
  return `${text.slice(0, start + open.length)}\n${content.trim()}\n${text.slice(end)}`;
}

/** @returns a Markdown table, its columns aligned as the formatter wants them; `|` in a cell is escaped */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)));
  const [first = '', ...rest] = cells.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  return [first, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rest].join('\n');
}

function settingsTable(): string {
  const rows = SETTING_NAMES.map((name) => {
    const { description, example, secret } = notesOf(name);
    return [`\`${name}\``, `${description}${secret ? ' Secret.' : ''}`, defaultOf(name), `\`${example}\``];
  });
  return table(['Setting', 'Meaning', 'Default', 'Example'], rows);
}

function defaultOf(name: SettingName): string {
  const { fallback } = notesOf(name);
  return fallback ?? `\`${environment.shape[name].parse(undefined)}\``;
}

async function commandsTable(): Promise<string> {
  const say = createSay(
    'en',
    await loadTexts(fileURLToPath(new URL('../config/locales/en', import.meta.url))),
  );
  const rows = (await loadCommands())
    .map((command) => specOf(command, say))
    .map((spec) => [`\`${usageOf(spec)}\``, spec.summary, spec.who]);
  return table(['Command', 'What it does', 'For'], rows);
}

async function coveragePage(current: string): Promise<string> {
  const coverage = await loadCoverage();
  const head = ['Section', 'About', 'Where a person does it', 'Not built yet'];
  const withR = between(current, 'article_r', table(head, coverage.article_r.map(cellsOf)));
  return between(withR, 'article_b', table(head, coverage.article_b.map(cellsOf)));
}

function envExample(): string {
  const entries = SETTING_NAMES.map((name) => {
    const { description, example, secret } = notesOf(name);
    return `# ${description}\n# Default: ${defaultOf(name)}\n#${name}=${secret ? '' : example}\n`;
  });
  return [
    '# Settings of Rematch. Copy this file to .env, remove the # before a name and fill in its value.\n',
    ...entries,
  ].join('\n');
}

if (import.meta.main) {
  for (const { path, write } of PAGES) {
    const file = new URL(`../${path}`, import.meta.url);
    await writeFile(file, await write(await readFile(file, 'utf8').catch(() => '')));
  }
}
