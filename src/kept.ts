import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const FOLDER = join(ROOT, 'node_modules/.cache/rematch-kept');
/** What reads and checks the files: our code and the libraries it uses. An image has no lock file, and never changes. */
const CODE = [join(ROOT, 'src'), join(ROOT, 'package-lock.json')];

/** The results of this process. */
const known = new Map<string, { readonly key: string; readonly value: unknown }>();

/**
 * What `work` makes of some files of `config/`, which it must do again only after one of them, or the code, has changed.
 * Otherwise the result of this process, or of an earlier one, is taken. A failure is never kept.
 * @param name what the result is called
 * @param sources the files and folders that it comes from
 * @param work gives plain data and Maps, which nobody changes
 */
export async function kept<T>(name: string, sources: readonly string[], work: () => Promise<T>): Promise<T> {
  const key = keyOf([...sources, ...CODE]);
  const earlier = known.get(name);
  // The key is a digest of the code too, so this code made the value.
  if (earlier?.key === key) return earlier.value as T;
  const file = `${name}.${key}`;
  const read = readKept<T>(file);
  const value = read ?? (await work());
  known.set(name, { key, value });
  if (read === undefined) writeKept(name, file, value);
  return value;
}

/** A digest of all names and contents. */
function keyOf(sources: readonly string[]): string {
  const digest = createHash('sha256').update(process.version);
  for (const path of sources.flatMap(filesIn)) digest.update(`\0${path}\0`).update(readFileSync(path));
  return digest.digest('hex');
}

function filesIn(source: string): readonly string[] {
  const stat = statSync(source, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat ? [source] : [];
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted();
}

function readKept<T>(file: string): T | undefined {
  try {
    return deserialize(readFileSync(join(FOLDER, file)));
  } catch {
    return undefined;
  }
}

/** Where the folder cannot be written, the next process works it out again. */
function writeKept(name: string, file: string, value: unknown): void {
  const draft = join(FOLDER, `${randomUUID()}.draft`);
  try {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(draft, serialize(value));
    renameSync(draft, join(FOLDER, file));
    for (const other of readdirSync(FOLDER))
      if (other.startsWith(`${name}.`) && other !== file) rmSync(join(FOLDER, other), { force: true });
  } catch {
    rmSync(draft, { force: true });
  }
}
