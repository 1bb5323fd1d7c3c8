import { runAdviser } from '#app/adviser/run.ts';

process.exitCode = await runAdviser(process.argv.slice(2), process);
