import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { type Level, readCrisis } from '#core/crisis/crisis.ts';
import { crisisSchema, crisisWeightsSchema, wordingSchema } from '#core/knowledge/crisis.ts';
import { type Phrase, readPhrases } from './crisis/phrases.ts';

/**
 * How well a cry for help is heard, on phrases that nobody looked at while the reader was made: `npm run bench:crisis
 * [phrases.jsonl] [-- --show]`. Prints only totals, so that the phrases stay unseen; `--show` also prints those read
 * wrongly, and is for development sets only. Exits with 1 below a target, and with 2 if there are no phrases.
 */
const HELD_OUT = fileURLToPath(new URL('./crisis/held-out-3.jsonl', import.meta.url));
const KNOWLEDGE = new URL('../config/knowledge/', import.meta.url);
/**
 * At least this share of the dangerous ones must be heard; at most these shares of the others may be called danger, or
 * asked about.
 */
const TARGETS = { heard: 0.97, danger: 0.02, maybe: 0.06 } as const;

const yaml = (name: string) => parse(readFileSync(new URL(name, KNOWLEDGE), 'utf8'));
const knowledge = {
  crisis: crisisSchema.parse(yaml('crisis.yaml')),
  crisisWeights: crisisWeightsSchema.parse(yaml('crisis_weights.yaml')),
  wording: readdirSync(new URL('wording/', KNOWLEDGE)).map((name) =>
    wordingSchema.parse(yaml(`wording/${name}`)),
  ),
};

interface Read extends Phrase {
  readonly level: Level;
  readonly saysAbout: 'self' | 'other' | null;
}

const { values: options, positionals } = parseArgs({
  options: { show: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [file = HELD_OUT] = positionals;
if (existsSync(file)) {
  const all = readPhrases(file).map(read);
  if (options.show) show(all);
  process.exitCode = report(all) ? 0 : 1;
} else {
  process.stdout.write(`${file} is not there: nothing was measured\n`);
  process.exitCode = 2;
}

function read(phrase: Phrase): Read {
  const { level, about } = readCrisis(phrase.text, knowledge);
  return { ...phrase, level, saysAbout: about };
}

/** Prints the phrases that were read wrongly. */
function show(all: readonly Read[]): void {
  for (const { text, label, level, stratum } of all) {
    const isFlagged = level === 'danger' || level === 'maybe';
    if (isFlagged !== (label === 'dangerous'))
      process.stdout.write(`${level}\t${label}\t${stratum}\t${text}\n`);
  }
}

/** Prints the figures for all and for each stratum, never the phrases; says whether the targets are met. */
function report(all: readonly Read[]): boolean {
  const rows = [...Map.groupBy(all, ({ stratum }) => stratum)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [stratum, some] of rows)
    process.stdout.write(`${stratum.padEnd(26)} ${inWords(figures(some))}\n`);
  const total = figures(all);
  process.stdout.write(`${'all'.padEnd(26)} ${inWords(total)}\n`);
  const shares = {
    heard: total.dangerous === 0 ? 1 : total.heard / total.dangerous,
    danger: total.others === 0 ? 0 : total.danger / total.others,
    maybe: total.others === 0 ? 0 : total.maybe / total.others,
  };
  for (const [name, target] of Object.entries(TARGETS)) {
    process.stdout.write(`${name}: ${shares[name as keyof typeof TARGETS].toFixed(4)} (target ${target})\n`);
  }
  return shares.heard >= TARGETS.heard && shares.danger <= TARGETS.danger && shares.maybe <= TARGETS.maybe;
}

function figures(some: readonly Read[]) {
  const dangerous = some.filter(({ label }) => label === 'dangerous');
  const others = some.filter(({ label }) => label !== 'dangerous');
  const low = others.filter(({ label }) => label === 'low');
  const at = (list: readonly Read[], ...levels: readonly Level[]) =>
    list.filter(({ level }) => levels.includes(level)).length;
  return {
    dangerous: dangerous.length,
    heard: at(dangerous, 'danger', 'maybe'),
    certain: at(dangerous, 'danger'),
    whom: dangerous.filter(({ level, about, saysAbout }) => level !== 'none' && about === saysAbout).length,
    others: others.length,
    danger: at(others, 'danger'),
    maybe: at(others, 'maybe'),
    low: low.length,
    comforted: at(low, 'low'),
    needless: at(others, 'low') - at(low, 'low'),
  };
}

function inWords(one: ReturnType<typeof figures>): string {
  return [
    one.dangerous > 0 &&
      `heard ${one.heard} of ${one.dangerous}, missed ${one.dangerous - one.heard} (danger ${one.certain}, whom ${one.whom})`,
    one.others > 0 &&
      `of ${one.others} others danger ${one.danger}, maybe ${one.maybe}, low in vain ${one.needless}`,
    one.low > 0 && `low ${one.comforted} of ${one.low}`,
  ]
    .filter(Boolean)
    .join('; ');
}
