import { pino } from 'pino';
import { startApp } from '#app/app.ts';
import { systemClock } from '#app/clock.ts';
import { createLog, secretsOf } from '#app/log.ts';
import { parseSettings } from '#app/settings.ts';

/** Rematch as `src/main.ts` starts it, in a process that a test may kill, with the locks from its first argument. */
const STOP_DEADLINE_MS = 15_000;
const settings = parseSettings(process.env);
const log = createLog({ level: settings.logLevel, secrets: secretsOf(settings), to: pino.destination(2) });
process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
const app = await startApp({
  settings,
  clock: systemClock,
  log,
  locks: JSON.parse(process.argv[2] ?? '{}'),
});
process.once('SIGTERM', () => {
  setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
  void app.stop().then(() => process.exit(0));
});
// Whoever started it is gone.
process.once('disconnect', () => process.exit(1));
await app.ready;
process.send?.('ready');
