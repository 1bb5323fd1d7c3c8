import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { tryExample, tryPlan } from '#app/adviser/example.ts';
import { loadExamples, loadKnowledge } from '#app/load-knowledge.ts';
import { etiquetteProblems } from '#core/etiquette/own-tests.ts';

const dir = fileURLToPath(new URL('../config/knowledge/', import.meta.url));
const knowledge = await loadKnowledge(dir);
const examples = await loadExamples(dir);

test.each(examples.map((example) => ({ id: example.id, example })))('$id', ({ example }) => {
  expect([...tryExample(example, knowledge), ...tryPlan(example, knowledge)]).toEqual([]);
});

// Not at the load: the examples name days of the seasons that ship, and a date that NRMP corrects must hold at once.
test('the rules of etiquette answer their own examples as they say', () => {
  expect(etiquetteProblems(knowledge)).toEqual([]);
});

/** Every number that decides a verdict, by its path in knowledge. */
function thresholds(value: unknown, path: readonly (string | number)[]): (string | number)[][] {
  if (typeof value === 'number') return [[...path]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => thresholds(inner, [...path, key]));
}

/** Knowledge with one number changed by one. */
function moved(path: readonly (string | number)[], by: number): typeof knowledge {
  const copy = {
    ...knowledge,
    assessment: structuredClone(knowledge.assessment),
    exams: structuredClone(knowledge.exams),
  };
  const last = path.at(-1);
  const parent: unknown = path.slice(0, -1).reduce<unknown>((at, key) => Object(at)[key], copy);
  if (last === undefined) throw new Error('no path');
  Object(parent)[last] += by;
  return copy;
}

const { criteria, rules } = knowledge.assessment;
const { exams, families, seven_years: sevenYears } = knowledge.exams;
const DECIDES = [
  ...criteria.flatMap(({ holds, applies }, index) => [
    ...thresholds(holds, ['assessment', 'criteria', index, 'holds']),
    ...thresholds(applies, ['assessment', 'criteria', index, 'applies']),
  ]),
  ...thresholds({ most: rules.most, borderline: rules.borderline, recent: rules.recent }, [
    'assessment',
    'rules',
  ]),
  ...exams.flatMap(({ marks }, exam) =>
    marks.flatMap(({ status }, mark) =>
      status === 'confirmed' ? [['exams', 'exams', exam, 'marks', mark, 'score']] : [],
    ),
  ),
  ...thresholds(families, ['exams', 'families']),
  ...thresholds(sevenYears, ['exams', 'seven_years']),
  ['exams', 'planning', 'earliest_months'],
  ['exams', 'planning', 'result_weeks'],
];
const named = (path: readonly (string | number)[]): string =>
  path.map((key, at) => (path[at - 1] === 'criteria' ? criteria[Number(key)]?.id : key)).join('.');

test.each(DECIDES.flatMap((path) => [1, -1].map((by) => ({ name: named(path), path, by }))))(
  'somebody stands on the line: $name moved by $by',
  ({ path, by }) => {
    const wrong = moved(path, by);
    expect(examples.some((example) => tryExample(example, wrong).length > 0)).toBe(true);
  },
);
