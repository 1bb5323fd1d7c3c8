import type { Problem, Sheet } from '#app/sheet.ts';
import type { Wording } from '#core/knowledge/crisis.ts';

type Path = Problem['path'];

/** What no schema of one file can see: the classes that patterns name, in any language. */
export function checkWording(
  sheets: readonly Sheet[],
  wordings: readonly Wording[],
  problems: Problem[],
): void {
  const files = sheets
    .filter(({ name }) => name.startsWith('wording/'))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  // A file that cannot be read may hold any class.
  if (files.length !== wordings.length) return;
  const classes = new Set(wordings.flatMap(({ words }) => Object.keys(words)));
  const circular = circularIn(wordings);
  for (const [at, wording] of wordings.entries()) {
    const sheet = files[at];
    if (!sheet) continue;
    const wrong = (path: Path, message: string) => problems.push({ sheet, path, message });
    for (const { path, written } of patternsIn(wording)) {
      for (const name of classesIn(written))
        if (!classes.has(name)) wrong(path, `"${written}": there is no class "${name}"`);
    }
    for (const name of Object.keys(wording.words))
      if (circular.has(name)) wrong(['words', name], 'names itself');
  }
}

function patternsIn({ words, concepts, signs, contexts }: Wording) {
  const under = (path: Path, all: readonly string[]) =>
    all.map((written, at) => ({ path: [...path, at], written }));
  return [
    ...Object.entries(words).flatMap(([name, all]) => under(['words', name], all)),
    ...Object.entries(concepts).flatMap(([name, all]) => under(['concepts', name], all)),
    ...signs.flatMap(({ match }, at) => under(['signs', at, 'match'], match)),
    ...contexts.flatMap(({ match }, at) => under(['contexts', at, 'match'], match)),
  ];
}

function classesIn(written: string): readonly string[] {
  return Array.from(written.matchAll(/@(\w+)/g), ([, name = '']) => name);
}

/** Classes that would be looked for inside themselves without end. */
function circularIn(wordings: readonly Wording[]): ReadonlySet<string> {
  const named = new Map<string, Set<string>>();
  for (const [name, all] of wordings.flatMap(({ words }) => Object.entries(words))) {
    named.set(name, new Set([...(named.get(name) ?? []), ...all.flatMap(classesIn)]));
  }
  const reached = (from: string): ReadonlySet<string> => {
    const found = new Set<string>();
    const open = [from];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const one of named.get(next) ?? []) {
        if (!found.has(one)) open.push(one);
        found.add(one);
      }
    }
    return found;
  };
  return new Set([...named.keys()].filter((name) => reached(name).has(name)));
}
