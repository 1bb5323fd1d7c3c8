import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runAdviser } from '#app/adviser/run.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What `npm run adviser -- …args` answers to these lines, without a process of its own. */
export async function ask(args: readonly string[], lines: readonly string[] = []): Promise<Ran> {
  const stdin = Readable.from(lines.map((line) => `${line}\n`));
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([text(stdout), text(stderr)]);
  const code = await runAdviser(args, { stdin, stdout, stderr });
  stdout.end();
  stderr.end();
  const [out, err] = await said;
  return { code, out, err };
}
