import { fileURLToPath } from 'node:url';
import { Temporal } from 'temporal-polyfill';
import { answerLine } from '#app/adviser/batch.ts';
import { newId } from '#app/ids.ts';
import { loadExamples, loadKnowledge } from '#app/load-knowledge.ts';
import { loadTexts } from '#app/texts.ts';
import { createSay } from '#core/text.ts';
import { isQuick, tell } from './house.ts';

/**
 * The CPU cost of one answer of `adviser batch`: everything read from the record of someone with an open failed exam,
 * including the search for ways to a better path. Baseline: reading the same line and writing the same answer, as plain
 * JSON.
 */
const CASES = isQuick ? 300 : 2000;
const MOST_MS = 2.5;

const folder = (path: string): string => fileURLToPath(new URL(`../config/${path}/`, import.meta.url));
const [knowledge, examples, texts] = await Promise.all([
  loadKnowledge(folder('knowledge')),
  loadExamples(folder('knowledge')),
  loadTexts(folder('locales/en')),
]);
const house = { knowledge, examples, say: createSay('en', texts), now: Temporal.Now.instant(), newId };
const lines = Array.from({ length: CASES }, (_, id) => lineOf(id));

const ours = cpuOf(() => lines.map((line) => JSON.stringify(answerLine(line, house))));
const plain = cpuOf(() =>
  ours.made.map((answer, index) => [JSON.parse(lines[index] ?? ''), JSON.stringify(JSON.parse(answer))]),
);
const ms = ours.ms / CASES;
tell({
  what: `adviser: ${CASES} assessments in a batch, each with an open failed exam`,
  ours: `${ms.toFixed(2)} ms of CPU each`,
  against: `their JSON read and written: ${(plain.ms / CASES).toFixed(2)} ms`,
  ratio: ours.ms / plain.ms,
  target: `at most ${MOST_MS} ms`,
  isMet: ms <= MOST_MS,
});

function cpuOf<T>(work: () => T): { readonly made: T; readonly ms: number } {
  const before = process.cpuUsage();
  const made = work();
  const { user, system } = process.cpuUsage(before);
  return { made, ms: (user + system) / 1000 };
}

function lineOf(id: number): string {
  const profile = {
    type: 'non_us_img',
    graduated: 2015 + (id % 10),
    exams: [
      { exam: 'step1', on: '2023-03', outcome: 'pass', score: null },
      { exam: 'step2ck', on: '2026-03', outcome: 'fail', score: 190 + (id % 20) },
    ],
    usMonths: id % 3,
    usRealistic: 'yes',
    strongLetters: id % 2,
    recentClinical: 'no',
    cycles: [{ year: 2026, outcome: 'unmatched', interviews: id % 4, changed: 'no' }],
    target: id % 2 === 0 ? 'internal' : 'surgery',
    acceptable: ['family'],
    pathway: 'yes',
    life: { money: 'enough', months: 12 },
  };
  return JSON.stringify({ id, verb: 'assess', options: { at: '2026-11-22' }, record: { profile } });
}
