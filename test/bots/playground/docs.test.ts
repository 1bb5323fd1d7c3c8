import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import { createSampleChat, type Playground, servePlayground } from './harness.ts';

const run = promisify(execFile);
const markdown = await readFile('docs/playground.md', 'utf8');

let playground: Playground | undefined;
afterEach(async () => playground?.stop());

function examples(language: string): readonly string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms');
  return [...markdown.matchAll(fence)].map(([, code = '']) => code);
}

it('every curl example of docs/playground.md works as it is written', async (test) => {
  const hasCurl = await run('curl', ['--version']).then(
    () => true,
    () => false,
  );
  test.skip(!hasCurl, 'there is no curl on this machine');
  playground = await servePlayground(createSampleChat(), { bringForward: async () => true });
  const answers: string[] = [];
  for (const example of examples('sh')) {
    const command = example.trim().replaceAll('http://127.0.0.1:8787', playground.url);
    const isStream = command.includes('/api/stream');
    const done = await run('sh', ['-c', isStream ? `${command} --max-time 1 || true` : command]);
    if (isStream) expect(done.stdout).toMatch(/^retry: \d+/);
    else answers.push(done.stdout);
  }
  expect(answers).toHaveLength(8);
  for (const answer of answers) expect(JSON.parse(answer)).not.toHaveProperty('error');
});

it('its example script holds a whole conversation', async () => {
  const chat = createSampleChat();
  playground = await servePlayground(chat);
  const [script = ''] = examples('js');
  const folder = await mkdtemp(join(tmpdir(), 'rematch-docs-'));
  try {
    await writeFile(join(folder, 'talk.mjs'), script);
    const { stdout } = await run(process.execPath, [join(folder, 'talk.mjs'), playground.url]);
    expect(stdout).toContain('[question] Which exam is the last one you took?');
    expect(stdout).toContain('[facts] Where you stand');
    expect(chat.invocations.map(({ input }) => input.kind)).toEqual(['text', 'press', 'press', 'answer']);
  } finally {
    await rm(folder, { recursive: true });
  }
});
