import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LONGEST_TEXT } from '#core/tone/check.ts';
import { ask } from './ask.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rematch-check-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const TEXT =
  'Dear Dr. Lee,\n\nI am begging you for an interview. I failed Step 2 CK twice.\n\nThank you,\n[your name]\n';
const RECORD = {
  profile: {
    exams: [
      { exam: 'step2ck', on: '2026-06', outcome: 'fail', score: 206 },
      { exam: 'step2ck', on: '2026-11', outcome: 'pass', score: 231 },
    ],
  },
};
const OPTIONS = { as: 'networking', at: '2026-11-27T15:00:00Z' };
const asked = (text: string, record: string) =>
  ask(['check', text, '--record', record, '--as', OPTIONS.as, '--at', OPTIONS.at]);

interface Answer {
  readonly findings: readonly {
    readonly category: string;
    readonly words: string;
    readonly from: number;
    readonly to: number;
  }[];
  readonly good: readonly string[];
  readonly ready: boolean;
}

test('a file is checked against a record: each finding has its words, its place, a reason and a better way', async () => {
  const { code, out, err } = await asked(
    await file('draft.txt', TEXT),
    await file('record.json', JSON.stringify(RECORD)),
  );
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const answer: Answer = JSON.parse(out);
  expect(Object.keys(answer)).toEqual(['findings', 'good', 'ready']);
  expect(answer.ready).toBe(false);
  const categories = answer.findings.map(({ category }) => category);
  expect(categories).toEqual(expect.arrayContaining(['begging', 'contradicts-record', 'leftover-blank']));
  for (const finding of answer.findings) {
    expect(Object.keys(finding)).toEqual(['category', 'words', 'from', 'to', 'why', 'better', 'severity']);
    expect(TEXT.slice(finding.from, finding.to)).toBe(finding.words);
  }
});

test('it says what it takes, which kinds there are, and how long a text may be', async () => {
  const record = await file('record.json', JSON.stringify(RECORD));
  const draft = await file('draft.txt', TEXT);
  expect((await ask(['check', draft])).err).toBe('check: takes a text, --record and --as\n');
  const { code, err } = await ask(['check', draft, '--record', record, '--as', 'novel']);
  expect(code).toBe(2);
  expect(err).toMatch(/^--as: "novel" is not one of program-feedback, /);
  expect((await asked(await file('empty.txt', ''), record)).code).toBe(2);
  const long = await asked(await file('long.txt', 'word '.repeat(LONGEST_TEXT / 5 + 1)), record);
  expect(long).toMatchObject({ code: 2, out: '' });
  expect(long.err).toContain(String(LONGEST_TEXT));
  expect((await asked(join(folder, 'nowhere.txt'), record)).code).toBe(2);
});

test('in a batch the text stands among the options, and answers as the file does', async () => {
  const { out: alone } = await asked(
    await file('draft.txt', TEXT),
    await file('record.json', JSON.stringify(RECORD)),
  );
  const line = { id: 'a', verb: 'check', options: { text: TEXT, ...OPTIONS }, record: RECORD };
  const lines = [
    line,
    { ...line, id: 'b', options: { text: TEXT } },
    { ...line, id: 'c', options: { draft: TEXT, ...OPTIONS } },
  ];
  const { code, out } = await ask(
    ['batch'],
    lines.map((one) => JSON.stringify(one)),
  );
  const [whole, without, draft] = out
    .trimEnd()
    .split('\n')
    .map((one) => JSON.parse(one));
  expect(whole).toEqual({ id: 'a', ok: true, answer: JSON.parse(alone) });
  expect(without).toMatchObject({
    id: 'b',
    ok: false,
    problems: [expect.stringMatching(/^--as: "" is not one of/)],
  });
  expect(draft.answer).toEqual(whole.answer);
  expect(code).toBe(0);
});
