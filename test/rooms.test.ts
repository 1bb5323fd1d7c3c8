import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

/** A line for each import from another room; files that import each other are found by `npm run lint`. */
interface Edge {
  readonly from: string;
  readonly to: string;
  readonly file: string;
}

const ALIASES = Object.entries(manifest.imports).map(
  ([alias, folder]) => [alias.replace('*', ''), folder.replace(/^\.\/|\*$/g, '')] as const,
);

/** A folder of `src/core` or `src/bots`, any other folder of `src`, or a file in none of them. */
function roomOf(file: string): string {
  const [floor = '', room, inside] = file.replace(/^src\//, '').split('/');
  if (room === undefined) return floor;
  const isSplit = floor === 'core' || floor === 'bots';
  return isSplit ? `${floor}/${room}${inside ? '/' : ''}` : `${floor}/`;
}

function importsOf(file: string): readonly string[] {
  const names = [...readFileSync(file, 'utf8').matchAll(/(?:from |import\()'([^']+)'/g)];
  return names.flatMap(([, name = '']) => {
    if (name.startsWith('.')) return join(dirname(file), name);
    const [alias = '', folder = ''] = ALIASES.find(([one]) => name.startsWith(one)) ?? [];
    return alias ? join(folder, name.slice(alias.length)) : [];
  });
}

const edges = globSync('src/**/*.ts').flatMap((file) =>
  importsOf(file)
    .map((imported): Edge => ({ from: roomOf(file), to: roomOf(imported), file }))
    .filter(({ from, to }) => from !== to),
);

/** Every room that can be reached from a given one. */
function reachedFrom(room: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [room];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const { from, to } of edges) {
      if (from !== next || reached.has(to)) continue;
      reached.add(to);
      open.push(to);
    }
  }
  return reached;
}

test('no room imports itself through others', () => {
  const rooms = new Map([...new Set(edges.map(({ from }) => from))].map((room) => [room, reachedFrom(room)]));
  const circular = edges.filter(({ from, to }) => rooms.get(to)?.has(from));
  expect(circular.map(({ from, to, file }) => `${from} -> ${to} in ${file}`)).toEqual([]);
  expect(rooms.size).toBeGreaterThan(20);
});

test('the record knows shapes only, and so does the knowledge', () => {
  const allowed = new Map([
    ['core/record/', ['core/time/']],
    ['core/knowledge/', ['core/time/', 'core/record/', 'core/language/']],
  ]);
  const strays = edges.filter(
    ({ from, to }) => allowed.has(from) && to.endsWith('/') && !allowed.get(from)?.includes(to),
  );
  expect(strays.map(({ to, file }) => `${file} -> ${to}`)).toEqual([]);
});
