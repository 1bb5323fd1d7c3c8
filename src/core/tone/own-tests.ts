import type { ToneFile } from '#core/knowledge/tone.ts';
import { OWN_CLASSES, type Rule, ToneReader, toneReaderFor } from '#core/tone/reader.ts';
import { sentencesOf } from '#core/tone/sentences.ts';

/** What is wrong with a file of rules, and where: the index of the file and the path in it. */
export interface ToneProblem {
  readonly file: number;
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Tries every rule on its own texts: one that finds nothing in them, or something in what it must leave, is a mistake. */
export function toneProblems(files: readonly ToneFile[]): readonly ToneProblem[] {
  const reader = readerOf(files);
  if (!(reader instanceof ToneReader)) return [reader];
  const rules = new Map(reader.rules.map((rule) => [rule.id, rule]));
  return files.flatMap((file, index) =>
    file.rules.flatMap(({ id }, at) => {
      const path = ['rules', at];
      if (!file.category) return [{ file: index, path, message: 'a file with rules needs a category' }];
      const rule = rules.get(id);
      return rule
        ? tried(reader, rule).map((one) => ({
            file: index,
            path: [...path, ...one.path],
            message: one.message,
          }))
        : [];
    }),
  );
}

function readerOf(files: readonly ToneFile[]): ToneReader | ToneProblem {
  const has = (name: string) => files.some(({ words }) => Object.hasOwn(words, name));
  const missing = OWN_CLASSES.find((name) => !has(name));
  if (missing) return { file: 0, path: ['words'], message: `no file has the class "${missing}"` };
  try {
    return toneReaderFor(files);
  } catch (error) {
    const message = error instanceof Error ? error.message : 'no pattern';
    const file = files.findIndex((one) => holds(one, message));
    return { file: Math.max(0, file), path: placeOf(files[Math.max(0, file)], message), message };
  }
}

/** The message of a pattern that cannot be read begins with the pattern in quotes. */
function holds(file: ToneFile, message: string): boolean {
  return placeOf(file, message).length > 0;
}

function placeOf(file: ToneFile | undefined, message: string): readonly PropertyKey[] {
  const is = (written: string) => message.startsWith(`"${written}"`);
  for (const [name, all] of Object.entries(file?.words ?? {})) {
    const at = all.findIndex(is);
    if (at >= 0) return ['words', name, at];
  }
  for (const [index, rule] of (file?.rules ?? []).entries()) {
    for (const field of ['match', 'unless'] as const) {
      const at = rule[field].findIndex(is);
      if (at >= 0) return ['rules', index, field, at];
    }
  }
  return [];
}

function tried(reader: ToneReader, rule: Rule): readonly Omit<ToneProblem, 'file'>[] {
  const isFound = (text: string) => reader.find(sentencesOf(text), [rule]).length > 0;
  const missed = rule.takes.flatMap((text, at) =>
    isFound(text) ? [] : [{ path: ['takes', at], message: `"${rule.id}" does not find this` }],
  );
  const wrong = rule.leaves.flatMap((text, at) =>
    isFound(text) ? [{ path: ['leaves', at], message: `"${rule.id}" must leave this` }] : [],
  );
  return [...missed, ...wrong];
}
