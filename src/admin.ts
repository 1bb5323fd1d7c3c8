import '#app/compile-cache.ts';

const { runErrand } = await import('#app/errands.ts');
process.exitCode = await runErrand(process.argv.slice(2), process);
