import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from './ask.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rematch-interview-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const ANSWER = 'I failed Step 1 on my first attempt. I studied in Lahore. Colleagues say I am steady.';

test('interview reads an answer: seconds, parts and findings', async () => {
  const answer = await file('answer.txt', ANSWER);
  const record = await file('record.json', JSON.stringify({ profile: {} }));
  const options = ['--question', 'about_yourself', '--record', record, '--at', '2026-11-28'];
  const { code, out, err } = await ask(['interview', answer, ...options]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const said: unknown = JSON.parse(out);
  expect(said).toMatchObject({
    seconds: 7,
    parts: { path: true, strengths: true, field: false },
    findings: expect.arrayContaining([
      expect.objectContaining({ category: 'wrong-story', words: 'failed Step 1', from: 2, to: 15 }),
    ]),
  });
});

test('interview refuses a question that nobody has, and names those there are', async () => {
  const answer = await file('answer.txt', ANSWER);
  const record = await file('record.json', JSON.stringify({ profile: {} }));
  const { code, err } = await ask(['interview', answer, '--question', 'horoscope', '--record', record]);
  expect(code).not.toBe(0);
  expect(err).toContain('"horoscope" is not one of about_yourself, exam, why_us');
});
