import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** One file a figure, run one after the other: two at a time would measure each other. */
const FIGURES = ['pipeline', 'burst'] as const;
const PAGE = fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url));

const run = promisify(execFile);
const flags = process.argv.slice(2);
const rows: string[] = [];
for (const figure of FIGURES) {
  const file = fileURLToPath(new URL(`./${figure}.ts`, import.meta.url));
  const { stdout } = await run(process.execPath, [file, ...flags]);
  process.stdout.write(stdout);
  rows.push(`| ${stdout.trim()} |`);
}
await writeFile(PAGE, page(rows));

function page(lines: readonly string[]): string {
  const [cpu] = cpus();
  const machine = `${cpus().length} x ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB`;
  return `# Benchmarks

Each figure is held against a baseline of the same run, on the same machine, Redis and network: a ratio says more than a
number. \`npm run bench\` measures them and writes this page; \`--quick\` does it with fewer people.

${new Date().toISOString().slice(0, 10)}, ${machine}, Node ${process.versions.node}${flags.includes('--quick') ? ', `--quick`' : ''}.
Measured while the machine was busy with other work, so that all of it is provisional.

| figure | ours | against | ratio | target | met |
| --- | --- | --- | --- | --- | --- |
${lines.join('\n')}
`;
}
