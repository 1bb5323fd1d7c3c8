import { isatty } from 'node:tty';
import type { App } from '#app/app.ts';
import { systemClock } from '#app/clock.ts';
import { createLog, secretsOf } from '#app/log.ts';
import { parseSettings, type Settings, SettingsError } from '#app/settings.ts';

/** An orderly stop may take this long; then whatever is left is repeated at the next start. */
const STOP_DEADLINE_MS = 15_000;

const settings = readSettings();
const log = createLog({ level: settings.logLevel, secrets: secretsOf(settings) });
for (const warning of settings.warnings) log.warn(warning);

let app: App | null = null;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end(signal));
// A terminal that closes sends SIGHUP as well, and then nobody is left to stop us. Asked now: a closed one is none.
const hasTerminal = isatty(0);
process.on('SIGHUP', () => void (hasTerminal ? end('SIGHUP') : app?.knowledge.reload()));
process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));

try {
  const { startApp } = await import('#app/app.ts');
  app = await startApp({ settings, clock: systemClock, log });
  await app.ready;
  const words = settings.playground ? `Playground: ${app.address}/` : `Health: ${app.address}/health`;
  process.stdout.write(`Rematch is ready. ${words}\n`);
} catch (error) {
  log.fatal({ err: error }, 'could not start');
  process.stderr.write(
    `Rematch did not start: ${error instanceof Error ? error.message : 'unknown error'}\n`,
  );
  await stopped();
  process.exit(1);
}

async function end(signal: string): Promise<void> {
  log.info({ signal }, 'stopping');
  setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
  process.exit((await stopped()) ? 0 : 1);
}

/** Whether every part stopped in order; the log says which did not. */
async function stopped(): Promise<boolean> {
  if (!app) return true;
  return app.stop().then(
    () => true,
    () => false,
  );
}

function readSettings(): Settings {
  try {
    return parseSettings(process.env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
