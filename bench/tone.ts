import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { loadKnowledge } from '#app/load-knowledge.ts';
import { type Category, categorySchema } from '#core/knowledge/tone.ts';
import { draftKindSchema } from '#core/record/draft-kind.ts';
import { addresseeSchema, type Grounds, groundsSchema } from '#core/record/grounds.ts';
import { type Checked, checkText } from '#core/tone/check.ts';
import { sentencesOf } from '#core/tone/sentences.ts';

/**
 * How well the draft check finds what is wrong with a text: `npm run bench:tone`. By default it reads the texts that
 * nobody looked at while the rules were made, and prints only totals. `--dev` reads the others, and `--show` prints
 * what went wrong with them. Exits with 1 below the target.
 */
const FOLDER = new URL('./tone/', import.meta.url);
const KNOWLEDGE = fileURLToPath(new URL('../config/knowledge/', import.meta.url));
const TARGET = 0.9;

const textSchema = z.object({
  id: z.string(),
  as: draftKindSchema,
  at: z.iso.datetime({ offset: true }),
  record: z.string(),
  /** Overrides whom the record is for. */
  to: addresseeSchema.nullable().optional(),
  text: z.string().min(1),
  categories: z.array(categorySchema),
});
type Text = z.infer<typeof textSchema>;
type Read = Text & { readonly checked: Checked; readonly found: ReadonlySet<Category> };

const { values } = parseArgs({
  options: {
    dev: { type: 'boolean' },
    show: { type: 'boolean' },
    set: { type: 'string' },
    only: { type: 'string' },
  },
});
const beginning = `${values.dev ? 'dev' : 'held-out'}-${values.set ?? ''}`;
const knowledge = await loadKnowledge(KNOWLEDGE);
const records = recordsIn();
const texts = filesOf(beginning, '.jsonl').flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => read(textSchema.parse(JSON.parse(line)))),
);
if (texts.length === 0) {
  process.stdout.write(`bench/tone has no ${beginning}*.jsonl: nothing was measured\n`);
  process.exitCode = 2;
} else {
  if (values.dev && values.show) show(texts);
  process.exitCode = report(texts) ? 0 : 1;
  timing();
}

function filesOf(start: string, end: string): readonly string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.startsWith(start) && name.endsWith(end))
    .toSorted()
    .map((name) => fileURLToPath(new URL(name, FOLDER)));
}

function recordsIn(): ReadonlyMap<string, Grounds> {
  const all = filesOf('records-', '.json').flatMap((file): [string, unknown][] =>
    Object.entries(JSON.parse(readFileSync(file, 'utf8'))),
  );
  return new Map(all.map(([name, told]) => [name, groundsSchema.parse(told)]));
}

function read(text: Text): Read {
  const record = records.get(text.record);
  if (!record) throw new Error(`${text.id}: there is no record "${text.record}"`);
  const grounds = text.to === undefined ? record : { ...record, to: text.to };
  const checked = checkText(text.text, text.as, grounds, knowledge, Temporal.Instant.from(text.at));
  return { ...text, checked, found: new Set(checked.findings.map(({ category }) => category)) };
}

/** Prints precision and recall for each category; says whether each is on target. */
function report(all: readonly Read[]): boolean {
  const rows = categorySchema.options.map((category) => {
    const wanted = all.filter(({ categories }) => categories.includes(category));
    const found = all.filter((one) => one.found.has(category));
    const right = found.filter(({ categories }) => categories.includes(category)).length;
    const share = (of: number) => (of === 0 ? 1 : right / of);
    return {
      category,
      wanted: wanted.length,
      found: found.length,
      right,
      precision: share(found.length),
      recall: share(wanted.length),
    };
  });
  for (const { category, wanted, found, right, precision, recall } of rows) {
    const figures = `precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}`;
    process.stdout.write(
      `${category.padEnd(28)} ${figures}  (${right} right, ${found} found, ${wanted} there)\n`,
    );
  }
  const clean = all.filter(({ categories }) => categories.length === 0);
  const quiet = clean.filter(({ found }) => found.size === 0).length;
  process.stdout.write(
    `${all.length} texts; ${quiet} of ${clean.length} good ones without a finding (target ${TARGET})\n`,
  );
  return rows.every(({ precision, recall }) => precision >= TARGET && recall >= TARGET);
}

/** What was missed and what was found wrongly, for the texts that may be looked at. */
function show(all: readonly Read[]): void {
  for (const { id, as, record, at, text, categories, checked, found } of all) {
    const missed = categories.filter((one) => !found.has(one));
    const vain = checked.findings.filter(({ category }) => !categories.includes(category));
    const isAsked =
      !values.only ||
      missed.some((one) => one === values.only) ||
      vain.some(({ category }) => category === values.only);
    if ((missed.length === 0 && vain.length === 0) || !isAsked) continue;
    process.stdout.write(`\n== ${id} ${as} ${record} ${at} wants ${categories.join(', ') || 'nothing'}\n`);
    for (const one of missed) process.stdout.write(`   MISSED ${one}\n`);
    for (const one of vain)
      process.stdout.write(`   VAIN ${one.category} ${one.rule}: "${one.words.slice(0, 160)}"\n`);
    process.stdout.write(`${text.length > 1200 && missed.length === 0 ? '(long)' : text}\n`);
  }
}

/** CPU time for a statement of 4,000 characters, compared with only cutting it into words. */
function timing(): void {
  const long = texts
    .map(({ text }) => text)
    .join('\n\n')
    .slice(0, 4_000);
  const [first] = texts;
  const record = first && records.get(first.record);
  if (!record) return;
  const now = Temporal.Instant.from(first.at);
  const whole = cost(() => checkText(long, 'statement', record, knowledge, now));
  const words = cost(() => sentencesOf(long));
  process.stdout.write(
    `${long.length} characters: ${whole.toFixed(1)} ms of CPU time, ${(whole / words).toFixed(1)} times cutting it into words\n`,
  );
}

/** The lowest of several tries, in milliseconds of CPU time. */
function cost(work: () => unknown): number {
  const tries = Array.from({ length: 30 }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.max(0.001, Math.min(...tries));
}
