import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** An import of another file of `test/`; `#` leads to `src/`, which imports no tests. */
const IMPORT = /(?:from|import\()\s*'(\.[^']+\.ts)'/g;

/** Every test file, from the root: `test/days.test.ts`. */
export function testFiles(): readonly string[] {
  return globSync('test/**/*.test.ts', { cwd: ROOT }).toSorted();
}

/** The test files that import `target` (`test/clock.ts`), directly or through their helpers. */
export function filesThatReach(target: string): readonly string[] {
  const known = new Map<string, readonly string[]>();
  const importsOf = (file: string): readonly string[] => {
    const imports = known.get(file) ?? readImports(file);
    known.set(file, imports);
    return imports;
  };
  const reaches = (file: string, seen: Set<string>): boolean => {
    if (file === target) return true;
    if (seen.has(file)) return false;
    seen.add(file);
    return importsOf(file).some((one) => reaches(one, seen));
  };
  return testFiles().filter((file) => reaches(file, new Set()));
}

function readImports(file: string): readonly string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(IMPORT)]
    .map(([, path = '']) => normalize(join(dirname(file), path)))
    .filter((path) => path.startsWith('test/'));
}
