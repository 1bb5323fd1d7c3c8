import { readFile, writeFile } from 'node:fs/promises';
import type { Fault } from './fault.ts';
import { FAULTS } from './list.ts';
import type { Tally } from './tally.ts';

export interface Result {
  readonly fault: Fault;
  readonly runs: number;
  readonly total: Tally;
  /** Runs that did not finish. */
  readonly failures: number;
  readonly isKept: boolean;
}

const PAGE = new URL('../../../docs/reliability.md', import.meta.url);
const [BEGIN, END] = ['<!-- faults -->', '<!-- /faults -->'];
const HEAD = [
  '| fault | date | runs | people | lost | repeated on Telegram | repeated on Discord | told at a wrong time | said to us | silent | answered twice | allowed | kept |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
];

/**
 * Writes the rows of these faults into the page; other rows stay as they are.
 * @param isMore adds to the numbers already in a row: fifty runs may take several sessions
 */
export async function writeTable(results: readonly Result[], isMore: boolean): Promise<void> {
  const page = await readFile(PAGE, 'utf8');
  const [before = '', rest = ''] = page.split(BEGIN);
  const [old = '', after = ''] = rest.split(END);
  const rows = Object.values(FAULTS).flatMap((fault) => {
    const result = results.find((one) => one.fault === fault);
    const known = old.split('\n').filter((line) => line.startsWith(`| ${fault.name} |`));
    if (!result) return known;
    return [isMore && known[0] ? added(known[0], rowOf(result)) : rowOf(result)];
  });
  await writeFile(PAGE, `${before}${BEGIN}\n\n${[...HEAD, ...rows].join('\n')}\n\n${END}${after}`);
}

function rowOf({ fault, runs, total, isKept }: Result): string {
  const { people, lost, telegram, discord, untimely, asked, silent, twice } = total;
  const allowed = fault.mayRepeat ? 'Telegram: sent and not marked' : 'nothing';
  const date = new Date().toISOString().slice(0, 10);
  const cells = [
    fault.name,
    date,
    runs,
    people,
    lost,
    telegram,
    discord,
    untimely,
    asked,
    silent,
    twice,
    allowed,
    isKept ? 'yes' : 'no',
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Merges two rows of one fault: numbers are added, and a promise is kept only if both kept it. */
function added(one: string, other: string): string {
  const [before, after] = [one, other].map((row) => row.split(' | '));
  const cells = (after ?? []).map((cell, index) => {
    const known = before?.[index] ?? '';
    if (/^\d+$/.test(cell)) return String(Number(known) + Number(cell));
    return known.startsWith('no') ? known : cell;
  });
  return cells.join(' | ');
}
