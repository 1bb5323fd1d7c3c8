import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Where Node keeps what it compiled. */
export const COMPILED = fileURLToPath(new URL('../node_modules/.cache/rematch', import.meta.url));

// The next start finds what this one compiles; where the folder cannot be written, it compiles again.
enableCompileCache(COMPILED);
