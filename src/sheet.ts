import { readYaml, YamlError } from '#app/yaml.ts';

/** One file of knowledge, read. */
export interface Sheet {
  readonly name: string;
  /** YAML: what a field's line is looked for in. */
  readonly text: string;
  readonly value: unknown;
  /** The line on which the body below the front matter begins, from 1. */
  readonly bodyLine?: number;
}

/** `line` is left out where the field tells it. */
export interface Problem {
  readonly sheet: Omit<Sheet, 'value'>;
  readonly path: readonly PropertyKey[];
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
  return { name, text, value, bodyLine: end + 2 };
}
