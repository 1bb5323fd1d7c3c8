import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { kept } from '#app/kept.ts';
import { readYaml, YamlError } from '#app/yaml.ts';
import { type Texts, textsSchema } from '#core/text.ts';

const LOCALES = fileURLToPath(new URL('../config/locales/', import.meta.url));

/** A file of texts that cannot be read; the message names file and place. */
export class TextsError extends Error {
  override readonly name = 'TextsError';
}

/**
 * Reads the texts of one language: each YAML file of the folder becomes one branch named after it.
 * @throws {TextsError}
 */
export async function loadTexts(folder: string): Promise<Texts> {
  const language = relative(LOCALES, folder);
  if (language.startsWith('..')) return readTexts(folder);
  return kept(`texts-${language}`, [folder], () => readTexts(folder));
}

async function readTexts(folder: string): Promise<Texts> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.yaml')).toSorted();
  const branches = await Promise.all(
    files.map(async (file) => {
      const path = join(folder, file);
      const parsed = textsSchema.safeParse(read(path, await readFile(path, 'utf8')));
      if (!parsed.success) throw new TextsError(`${path}: ${z.prettifyError(parsed.error)}`);
      return [file.slice(0, -'.yaml'.length), parsed.data] as const;
    }),
  );
  return Object.fromEntries(branches);
}

function read(path: string, source: string): unknown {
  try {
    return readYaml(source);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new TextsError(`${path}:${error.line}: ${error.message}`);
  }
}
