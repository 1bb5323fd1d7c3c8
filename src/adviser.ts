import '#app/compile-cache.ts';

const { runAdviser } = await import('#app/adviser/run.ts');
process.exitCode = await runAdviser(process.argv.slice(2), process);
