import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { loadKnowledge } from '#app/load-knowledge.ts';
import { type Explained, explain } from '#core/explanation/explain.ts';
import { PARTS, PROBLEMS } from '#core/knowledge/explanation.ts';
import { groundsSchema } from '#core/record/grounds.ts';

/**
 * How well explanations are read, on texts whose parts and problems were labelled by people: `npm run bench:explanation
 * [word]` takes the files in `bench/explanation` with that word in their name, `held-out` by default. Texts are never
 * printed; with `--show`, the ids that came out differently are. Exits with 2 if there are no texts.
 */
const FOLDER = new URL('./explanation/', import.meta.url);

const lineSchema = z.looseObject({
  id: z.string(),
  record: z.union([z.string(), groundsSchema]),
  at: z.string(),
  text: z.string(),
  parts: z.record(z.enum(PARTS), z.boolean()),
  problems: z.array(z.enum(PROBLEMS)),
});
type Line = z.infer<typeof lineSchema>;

const args = process.argv.slice(2);
const [word = 'held-out'] = args.filter((one) => one !== '--show');
const names = readdirSync(FOLDER).toSorted();
const read = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8');
/** The people of the draft check are used here, too. */
const records = new Map(
  ['../tone/records-a.json', ...names.filter((name) => name.endsWith('.json'))].flatMap((name) =>
    Object.entries(z.record(z.string(), groundsSchema).parse(JSON.parse(read(name)))),
  ),
);
const lines = names
  .filter((name) => name.endsWith('.jsonl') && name.includes(word))
  .flatMap((name) => read(name).split('\n'))
  .filter((line) => line.trim() !== '')
  .map((line) => lineSchema.parse(JSON.parse(line)));
const knowledge = await loadKnowledge(fileURLToPath(new URL('../config/knowledge/', import.meta.url)));

if (lines.length === 0) {
  process.stdout.write(`no texts in bench/explanation with "${word}" in their name: nothing was measured\n`);
  process.exitCode = 2;
} else {
  report(lines.map((line) => ({ line, said: answer(line) })));
}

function answer({ record, text, at }: Line): Explained {
  const grounds = typeof record === 'string' ? records.get(record) : record;
  if (!grounds) throw new Error(`no record "${record}" in bench/explanation`);
  return explain(text, grounds, knowledge, Temporal.Instant.from(at));
}

interface Tried {
  readonly line: Line;
  readonly said: Explained;
}

function report(all: readonly Tried[]): void {
  print(`${all.length} texts`);
  for (const part of PARTS) {
    const wrong = all.filter(({ line, said }) => line.parts[part] !== said.parts[part]);
    print(`part ${part.padEnd(20)} accuracy ${share(all.length - wrong.length, all.length)}${shown(wrong)}`);
  }
  for (const problem of PROBLEMS) {
    const meant = all.filter(({ line }) => line.problems.includes(problem));
    const found = all.filter(({ said }) => said.problems.includes(problem));
    const right = found.filter((one) => meant.includes(one));
    const missed = meant.filter((one) => !found.includes(one));
    const vain = found.filter((one) => !meant.includes(one));
    const figures = `precision ${share(right.length, found.length)} recall ${share(right.length, meant.length)}`;
    print(`problem ${problem.padEnd(17)} ${figures}${shown(missed, ' missed')}${shown(vain, ' in vain')}`);
  }
}

function share(part: number, whole: number): string {
  return `${whole === 0 ? 'none' : (part / whole).toFixed(3)} (${part}/${whole})`;
}

function shown(some: readonly Tried[], label = ''): string {
  const isShown = args.includes('--show') && some.length > 0;
  return isShown ? `${label}: ${some.map(({ line }) => line.id).join(' ')}` : '';
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
