import { afterAll, expect } from 'vitest';
import { leaks } from './watched-log.ts';

// Registered before any hook of the file, so that it runs after all of them.
afterAll(() => expect(leaks(), 'secrets and personal values in the log').toEqual([]));
