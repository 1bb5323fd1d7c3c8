import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from './ask.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rematch-explain-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const TEXT = 'I failed Step 2 CK in June because I crammed. I will retake it on February 2, 2027.';
const RECORD = {
  profile: {
    exams: [
      { exam: 'step2ck', on: '2026-06', outcome: 'fail', score: 206 },
      { exam: 'step2ck', on: '2027-03-03', outcome: 'scheduled', score: null },
    ],
  },
};
const AT = '2026-11-27T15:00:00Z';
const SAID = {
  parts: { own: true, cause: true, changes: false, plan: true },
  problems: ['no-numbers', 'contradicts-record'],
  missing: [{ part: 'changes' }],
};

test('explain reads a file against a record', async () => {
  const text = await file('text.txt', TEXT);
  const record = await file('record.json', JSON.stringify(RECORD));
  const { code, out, err } = await ask(['explain', text, '--record', record, '--at', AT]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(JSON.parse(out)).toMatchObject(SAID);
});

test('explain says what it takes, and refuses a text without words', async () => {
  const text = await file('text.txt', TEXT);
  const empty = await file('empty.txt', ' \n');
  const record = await file('record.json', JSON.stringify(RECORD));
  expect((await ask(['explain', text])).err).toBe('explain: takes one text and --record\n');
  expect((await ask(['assess', record, '--record', record])).err).toMatch(/^assess: takes/);
  expect(await ask(['explain', empty, '--record', record])).toEqual({
    code: 2,
    out: '',
    err: `${empty}: text: has no words\n`,
  });
});

test('in a batch the text stands among the options', async () => {
  const line = { id: 'a', verb: 'explain', options: { text: TEXT, at: AT }, record: RECORD };
  const { out } = await ask(
    ['batch'],
    [JSON.stringify(line), JSON.stringify({ ...line, record: undefined })],
  );
  const [said, missing] = out
    .trimEnd()
    .split('\n')
    .map((one) => JSON.parse(one));
  expect(said).toMatchObject({ id: 'a', ok: true, answer: SAID });
  expect(missing).toMatchObject({ ok: false, problems: [expect.stringContaining('"record" is missing')] });
});
