import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Checked, loadKnowledge } from '#app/load-knowledge.ts';
import { KnowledgeError } from '#app/sheet.ts';
import { KNOWLEDGE } from '#app/wiring/config.ts';

/** What ships is checked once by a process, and then each try checks only what it changes. */
const checked: Checked = new Map();

/** A folder of what ships in which one file is changed, or removed by a change to null. @throws {Error} if nothing changed */
export async function changedKnowledge(
  file: string,
  change: (text: string) => string | null,
): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'rematch-knowledge-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  await cp(KNOWLEDGE, dir, { recursive: true });
  const path = join(dir, file);
  const text = await readFile(path, 'utf8');
  const changed = change(text);
  if (changed === text) throw new Error(`${file} has nothing to change`);
  if (changed === null) await rm(path);
  else await writeFile(path, changed);
  return dir;
}

/** What the loader says about a folder, line by line; nothing if all is right. */
export async function problemsIn(dir: string, words: string | null = null): Promise<readonly string[]> {
  try {
    await loadKnowledge(dir, words, checked);
    return [];
  } catch (error) {
    if (error instanceof KnowledgeError) return error.problems;
    throw error;
  }
}

/** What the loader says about what ships after a change of one file, line by line. */
export async function problemsWith(
  file: string,
  change: (text: string) => string | null,
): Promise<readonly string[]> {
  return problemsIn(await changedKnowledge(file, change));
}
