import '#app/compile-cache.ts';

// A reader such as `head` has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

const { runAdviser } = await import('#app/adviser/run.ts');
process.exitCode = await runAdviser(process.argv.slice(2), process);
