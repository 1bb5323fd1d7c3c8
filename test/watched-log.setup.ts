import { flushCompileCache } from 'node:module';
import { afterAll, expect } from 'vitest';
import { forget, leaks } from './watched-log.ts';

// Registered before any hook of the file, so that it runs after all of them.
afterAll(() => {
  const found = leaks();
  forget();
  // Vitest ends its workers before they would write down what they compiled.
  flushCompileCache();
  expect(found, 'secrets and personal values in the log').toEqual([]);
});
