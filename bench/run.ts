import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findServer } from '#store/redis-server.ts';

/** One file per figure, run one after the other: two at a time would measure each other. */
const FIGURES = ['pipeline', 'burst', 'lateness', 'answers', 'adviser', 'memory', 'start'] as const;
const PAGE = fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url));
/** Written by hand and put below the table: why a figure is what it is. */
const NOTES = fileURLToPath(new URL('./notes.md', import.meta.url));

const run = promisify(execFile);
const flags = process.argv.slice(2);
const rows: string[] = [];
for (const figure of FIGURES) rows.push(`| ${await measure(figure)} |`);
await writeFile(PAGE, await page(rows));

/** The line for one figure. A figure that fails says so and does not prevent others from being measured. */
async function measure(figure: (typeof FIGURES)[number]): Promise<string> {
  const file = fileURLToPath(new URL(`./${figure}.ts`, import.meta.url));
  try {
    const { stdout } = await run(process.execPath, [file, ...flags]);
    process.stdout.write(stdout);
    return stdout.trim();
  } catch (error) {
    process.exitCode = 1;
    const { stderr = '' } = error as { readonly stderr?: string };
    process.stderr.write(`${figure}: ${stderr}\n`);
    const [why = 'it ended by itself'] = /^\w*Error: .*/m.exec(stderr) ?? [];
    return `${figure} | not measured: ${why.replaceAll('|', '/')} | | | | no`;
  }
}

async function page(lines: readonly string[]): Promise<string> {
  const [cpu] = cpus();
  const machine = `${cpus().length} x ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB`;
  const server = await findServer();
  const [, version] = /\bv=(\S+)/.exec((await run(server, ['--version'])).stdout) ?? [];
  const how = flags.includes('--quick') ? ', `--quick`' : '';
  return `# Benchmarks

Each figure is compared with a baseline from the same run, on the same machine, Redis and network: a ratio says more than a
number. \`npm run bench\` measures them and writes this page; \`--quick\` does it with fewer people.

${new Date().toISOString().slice(0, 10)}, ${machine}, Node ${process.versions.node}, ${server} ${version}${how}.

| figure | ours | against | ratio | target | met |
| --- | --- | --- | --- | --- | --- |
${lines.join('\n')}

${await readFile(NOTES, 'utf8')}`;
}
