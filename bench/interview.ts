import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { loadKnowledge } from '#app/load-knowledge.ts';
import { groundsOf } from '#core/draft/draft.ts';
import { needsOf, readAnswer } from '#core/interview/answer.ts';
import { interviewReaderFor } from '#core/interview/reader.ts';
import { newApplicant } from '#core/record/applicant.ts';

/**
 * How well the parts of an answer and what works against it are found, on answers that were written before the rules:
 * `npm run bench:interview` for those the rules were tuned on, `-- held-out` for those they were not, `-v` for each miss.
 */
const lineSchema = z.object({
  id: z.string(),
  question: z.string(),
  text: z.string(),
  parts: z.array(z.string()),
  findings: z.array(z.string()),
});

interface Count {
  right: number;
  missed: number;
  extra: number;
}

const root = join(import.meta.dirname, '..');
const words = process.argv.slice(2);
const set = words.includes('held-out') ? 'held-out' : 'dev';
const knowledge = await loadKnowledge(join(root, 'config/knowledge'));
const { questions } = interviewReaderFor(knowledge.interview);
const NOW = Temporal.Instant.from('2026-11-28T12:00:00Z');
const somebody = newApplicant(
  'nobody0000',
  { platform: 'telegram', user: '0', address: null },
  NOW.toString(),
);
const nobody = groundsOf(somebody, null);
const parts: Count = { right: 0, missed: 0, extra: 0 };
const findings: Count = { right: 0, missed: 0, extra: 0 };
let clean = 0;
const lines = readFileSync(join(root, 'bench/interview', `${set}.jsonl`), 'utf8')
  .trim()
  .split('\n');
const answers = lines.map((line) => lineSchema.parse(JSON.parse(line)));
for (const one of answers) {
  const question = questions.find(({ id }) => id === one.question);
  if (!question) throw new Error(`no question ${one.question}`);
  const read = readAnswer(one.text, question, nobody, knowledge, NOW);
  const has = question.parts.map(({ id }) => id).filter((id) => read.parts[id]);
  // The answers are of several people and no record is theirs.
  const said = [...new Set(read.findings.map(({ category }) => category))].filter(
    (category) => category !== 'contradicts-record',
  );
  const told = [...count(parts, one.parts, has), ...count(findings, one.findings, said)];
  if (one.findings.length === 0 && said.length === 0) clean += 1;
  if (words.includes('-v') && told.length > 0) {
    say(`${one.id} ${one.question} (${read.seconds} s, needs ${needsOf(question)}): ${told.join(', ')}`);
    for (const { category, words: at } of read.findings) say(`    ${category}: ${at.slice(0, 80)}`);
  }
}
const good = answers.filter((one) => one.findings.length === 0).length;
say(`${set}: ${answers.length} answers`);
say(`parts     ${summary(parts)}`);
say(`findings  ${summary(findings)}`);
say(`good answers without a finding: ${clean} of ${good}`);

function count(into: Count, wanted: readonly string[], found: readonly string[]): readonly string[] {
  const missed = wanted.filter((one) => !found.includes(one));
  const extra = found.filter((one) => !wanted.includes(one));
  into.right += wanted.length - missed.length;
  into.missed += missed.length;
  into.extra += extra.length;
  return [...missed.map((one) => `misses ${one}`), ...extra.map((one) => `adds ${one}`)];
}

function summary({ right, missed, extra }: Count): string {
  const share = (of: number) => (right / Math.max(1, of)).toFixed(2);
  return `precision ${share(right + extra)}, recall ${share(right + missed)} (${right} right, ${missed} missed, ${extra} too many)`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
