import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import { loadKnowledge } from '#app/load-knowledge.ts';
import { type Category, categorySchema } from '#core/knowledge/tone.ts';
import { type Checked, checkText } from '#core/tone/check.ts';
import { sentencesOf } from '#core/tone/sentences.ts';
import { type Text, textsOf } from './tone/texts.ts';

/**
 * How well the draft check finds what is wrong with a text: `npm run bench:tone`. By default it reads the texts that nobody
 * looked at while the check was made, and prints totals only. `--of dev-` reads files whose names begin otherwise, and
 * `--show` prints what went wrong with those that may be looked at. Ends with 1 below the target.
 */
const KNOWLEDGE = fileURLToPath(new URL('../config/knowledge/', import.meta.url));
const TARGET = 0.9;
/** Files of which only the totals are looked at. */
const UNSEEN = /^held-out-/;

type Read = Text & { readonly checked: Checked; readonly found: ReadonlySet<Category> };

const { values } = parseArgs({
  options: {
    of: { type: 'string', default: 'held-out-' },
    show: { type: 'boolean' },
    only: { type: 'string' },
  },
});
const knowledge = await loadKnowledge(KNOWLEDGE);
const texts = textsOf(values.of).map(read);
if (texts.length === 0) {
  process.stdout.write(`bench/tone has no ${values.of}*.jsonl: nothing was measured\n`);
  process.exitCode = 2;
} else {
  if (values.show) show(texts.filter(({ author }) => !UNSEEN.test(author)));
  process.exitCode = report(texts) ? 0 : 1;
  timing();
}

function read(text: Text): Read {
  const checked = checkText(text.text, text.as, text.grounds, knowledge, Temporal.Instant.from(text.at));
  return { ...text, checked, found: new Set(checked.findings.map(({ category }) => category)) };
}

/** Prints precision and recall of each category; says whether each is on target. */
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

/** What was missed and what was found in vain, for the texts that may be looked at. */
function show(all: readonly Read[]): void {
  for (const { id, as, at, text, categories, checked, found } of all) {
    const missed = categories.filter((one) => !found.has(one));
    const vain = checked.findings.filter(({ category }) => !categories.includes(category));
    const isAsked =
      !values.only ||
      missed.some((one) => one === values.only) ||
      vain.some(({ category }) => category === values.only);
    if ((missed.length === 0 && vain.length === 0) || !isAsked) continue;
    process.stdout.write(`\n== ${id} ${as} ${at} wants ${categories.join(', ') || 'nothing'}\n`);
    for (const one of missed) process.stdout.write(`   MISSED ${one}\n`);
    for (const one of vain)
      process.stdout.write(`   VAIN ${one.category} ${one.rule}: "${one.words.slice(0, 160)}"\n`);
    process.stdout.write(`${text.length > 1200 && missed.length === 0 ? '(long)' : text}\n`);
  }
}

/** CPU time for a statement of 4,000 characters, beside that of cutting it into words only. */
function timing(): void {
  const long = texts
    .map(({ text }) => text)
    .join('\n\n')
    .slice(0, 4_000);
  const [first] = texts;
  if (!first) return;
  const now = Temporal.Instant.from(first.at);
  const whole = cost(() => checkText(long, 'statement', first.grounds, knowledge, now));
  const words = cost(() => sentencesOf(long));
  process.stdout.write(
    `${long.length} characters: ${whole.toFixed(1)} ms of CPU time, ${(whole / words).toFixed(1)} times cutting it into words\n`,
  );
}

/** The least of some tries, in milliseconds of CPU time. */
function cost(work: () => unknown): number {
  const tries = Array.from({ length: 30 }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.max(0.001, Math.min(...tries));
}
