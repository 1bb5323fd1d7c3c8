import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import { createLog } from '#app/log.ts';

/** Shorter texts, such as "yes" or "240", appear in any log by chance. */
const SHORTEST_TEXT = 6;
/** What pino adds to each line, which nobody chose. */
const STAMPS: ReadonlySet<string> = new Set(['time', 'pid', 'hostname', 'level']);

const lines: string[] = [];
const secrets = new Set<string>();
const names = new Set<string>();
const texts = new Set<string>();

/**
 * The log of a test house, as the app makes it. Every line down to `trace` is kept, and searched after the file's
 * tests.
 */
export function watchedLog(struck: readonly string[] = []): Logger {
  for (const one of struck) secret(one);
  return createLog({ level: 'trace', secrets: struck, to: { write: (line) => void lines.push(line) } });
}

/** Also searches what another process prints. */
export function watchOutput(stream: Readable): void {
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const whole = (rest + chunk.toString()).split('\n');
    rest = whole.pop() ?? '';
    lines.push(...whole);
  });
}

/** Notes a token, key or password that no line may contain. */
export function secret(...values: readonly string[]): void {
  for (const value of values) if (value !== '') secrets.add(value);
}

/** Notes a person's name or id on a platform. */
export function personal(...values: readonly (string | number)[]): void {
  for (const value of values) names.add(String(value));
}

/** Notes what a person typed; the name of a command alone is no secret. */
export function typed(...values: readonly unknown[]): void {
  for (const value of values)
    if (typeof value === 'string' && value.trim().length >= SHORTEST_TEXT && !/^\/\w+$/.test(value))
      texts.add(value.trim());
}

/** Notes what a person typed in a chat input, whichever kind it is. */
export function typedIn(input: object): void {
  const { text, value, rest, options } = { text: '', value: '', rest: '', options: {}, ...input };
  typed(text, value, rest, ...Object.values(options));
}

/** The lines that contain something noted, each with what it contains. */
export function leaks(searched: readonly string[] = lines): readonly string[] {
  const found = new Map<string, string>();
  const different = new Set(searched.map(withoutStamps));
  const all = [...different].join('\n');
  // Hardly anything is anywhere, so hardly anything is looked for in each line.
  const parts = partsNoted().filter(({ written }) => all.includes(written));
  for (const line of different) {
    const held =
      line.split(/[^\p{L}\p{N}_-]+/u).find((word) => names.has(word)) ??
      parts.find(({ written }) => line.includes(written))?.value;
    if (held !== undefined) found.set(held, `"${held}" stands in: ${line}`);
  }
  return [...found.values()];
}

/** Whatever must not stand in a line even as a part of it, as JSON writes it. A name of one word is no part of others. */
function partsNoted() {
  const long = [...names].filter((name) => name.length >= SHORTEST_TEXT && /[^\p{L}\p{N}_-]/u.test(name));
  return [...long, ...secrets, ...texts].map((value) => ({
    value,
    written: JSON.stringify(value).slice(1, -1),
  }));
}

/** Empties everything, so that the next file of this process is searched for its own alone. */
export function forget(): void {
  lines.length = 0;
  for (const noted of [secrets, names, texts]) noted.clear();
}

function withoutStamps(line: string): string {
  try {
    const fields: unknown = JSON.parse(line);
    if (typeof fields !== 'object' || fields === null) return line;
    return JSON.stringify(Object.fromEntries(Object.entries(fields).filter(([key]) => !STAMPS.has(key))));
  } catch {
    return line;
  }
}
