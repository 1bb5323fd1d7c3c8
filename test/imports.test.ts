import { expect, test } from 'vitest';
import { deepRun, shallowRun } from './deep.ts';
import { filesThatReach, testFiles } from './imports.ts';

test('a file that reaches another through its helpers is found, and one that does not is left out', () => {
  const found = filesThatReach('test/clock.ts');
  expect(found).toContain('test/contract/discord.test.ts');
  expect(found).toContain('test/jobs/gate.test.ts');
  expect(found).not.toContain('test/core/time/wall.test.ts');
});

test('the deep run and the one beside it hold every test file once', () => {
  const both = [...(deepRun().args ?? []), ...(shallowRun().args ?? [])];
  expect(both.toSorted()).toEqual(testFiles());
  expect(deepRun().args).toContain('test/core/assessment/properties.test.ts');
});
