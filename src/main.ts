import '#app/node-version.js';
import '#app/compile-cache.ts';

// Loaded only now: what a module imports is compiled before its first line runs.
await import('#app/run.ts');
