import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readYaml, YamlError } from '#app/yaml.ts';

/** Knowledge has mistakes: one line each, `file:line: field: what is wrong`. Nothing was started. */
export class KnowledgeError extends Error {
  override readonly name = 'KnowledgeError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`knowledge has ${problems.length} mistake(s):\n${problems.join('\n')}`);
    this.problems = problems;
  }
}

export type Path = readonly PropertyKey[];

/** One file of knowledge, read. */
export interface Sheet {
  readonly name: string;
  /** The whole file. */
  readonly source: string;
  /** YAML: what a field's line is looked for in. */
  readonly text: string;
  readonly value: unknown;
  /** The line on which the body below the front matter begins, from 1. */
  readonly bodyLine?: number;
}

/** `line` is left out where the field tells it. */
export interface Problem {
  readonly sheet: Omit<Sheet, 'value' | 'source'>;
  readonly path: Path;
  readonly message: string;
  readonly line?: number;
}

/**
 * Reads Markdown with front matter as one value: its fields, and `body` for the text below.
 * @throws {YamlError} where there is no front matter, or where it is no YAML
 */
export function readMarkdown(name: string, source: string): Sheet {
  const lines = source.split('\n');
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end < 0) throw new YamlError(1, 'has no front matter between two lines of ---');
  // The first line is left empty, so that every field stays on its line.
  const text = ['', ...lines.slice(1, end)].join('\n');
  const front = readYaml(text);
  const body = lines.slice(end + 1).join('\n');
  const value = typeof front === 'object' && front !== null ? { ...front, body } : front;
  return { name, source, text, value, bodyLine: end + 2 };
}

/** The one folder of Markdown: YAML between two lines of dashes, and a text below it. */
const TEMPLATES = 'templates';

/** The names of the files of a folder, in order. */
export async function namesIn(dir: string, folder: string, problems: Problem[]): Promise<string[]> {
  const names = await readdir(join(dir, folder)).catch(() => []);
  const ending = folder === TEMPLATES ? '.md' : '.yaml';
  const files = names.filter((name) => name.endsWith(ending)).toSorted();
  if (files.length === 0) problems.push(ofFile(folder, `there is no ${ending} file in this folder`));
  return files;
}

/**
 * @param options.name how problems call the file
 * @param options.earlier is returned if the file still holds the same
 * @returns undefined, and a problem, when it cannot be read
 */
export async function readSheet(
  dir: string,
  file: string,
  problems: Problem[],
  { name = file, earlier }: { readonly name?: string; readonly earlier?: Sheet | undefined } = {},
): Promise<Sheet | undefined> {
  const source = await readFile(join(dir, file), 'utf8').catch(() => undefined);
  if (source === undefined) {
    problems.push(ofFile(name, 'is missing or cannot be read'));
    return undefined;
  }
  if (earlier?.source === source) return earlier;
  try {
    return file.endsWith('.md')
      ? readMarkdown(name, source)
      : { name, source, text: source, value: readYaml(source) };
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const { line, message } = error;
    problems.push({ sheet: { name, text: source }, path: ['YAML'], line, message });
    return undefined;
  }
}

/** A problem of a whole file. */
export function ofFile(name: string, message: string): Problem {
  return { sheet: { name, text: '' }, path: [], line: 1, message };
}

/** Only now are lines looked for: whoever has made no mistake does not wait for them. */
export async function mistaken(problems: readonly Problem[]): Promise<KnowledgeError> {
  const { linesOf } = await import('#app/yaml-lines.ts');
  const lines = [...Map.groupBy(problems, ({ sheet }) => sheet)].flatMap(([sheet, all]) => {
    // A wrong name in one file may be a hundred mistakes in others: each file is read once.
    const lineIn = linesOf(sheet.text);
    return all.map(({ path, line = lineIn(path), message }) => {
      const field = path.map(String).join('.') || 'file';
      return `${sheet.name}:${line}: ${field}: ${message}`;
    });
  });
  return new KnowledgeError(lines.toSorted());
}
