import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from './ask.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rematch-reuse-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const OLD = 'I want to train where my patients live, and to stay there.';
const NEW = 'I want to train where my patients live. Last year I worked in one such clinic.';
const RECORD = {
  profile: {
    cycles: [{ year: 2026, outcome: 'unmatched', interviews: 2, changed: 'no', letters: 'recycled' }],
    letters: [
      { from: 'us_hands_on', strong: 'yes', year: 2024 },
      { from: 'us_other', strong: 'no', year: 2026 },
      { from: 'elsewhere', strong: 'no' },
    ],
    experience: [
      { kind: 'hands_on', place: 'us', months: 3, until: '2025-06' },
      { kind: 'research', place: 'us', months: 8, ongoing: true },
    ],
  },
};

test('reuse compares two files, and names what else the record says was sent before', async () => {
  const paths = [await file('old.txt', OLD), await file('new.txt', NEW)];
  const { code, out, err } = await ask(['reuse', ...paths]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(JSON.parse(out)).toMatchObject({
    share: 8 / 16,
    word: 'reworked',
    passages: [
      { words: 'I want to train where my patients live', count: 8, from: 0, to: 38, oldFrom: 0, oldTo: 38 },
    ],
  });
  const told = await ask(['reuse', ...paths, '--record', await file('record.json', JSON.stringify(RECORD))]);
  expect(JSON.parse(told.out).also).toEqual([
    { part: 'letters', line: expect.stringContaining('letters of the 2026 cycle') },
    { part: 'old_letters', line: expect.stringMatching(/^One letter .* 2026 Match/) },
    { part: 'undated_letters', line: expect.stringMatching(/^One letter .* no year/) },
    { part: 'experience', line: expect.stringMatching(/^One experience .* 2026 Match/) },
  ]);
});

test('reuse says what it takes, and what cannot be read', async () => {
  const old = await file('old.txt', OLD);
  expect(await ask(['reuse', old])).toEqual({
    code: 2,
    out: '',
    err: expect.stringMatching(/^reuse: takes last/),
  });
  expect((await ask(['reuse', old, join(folder, 'none.txt')])).err).toMatch(/none\.txt: is missing/);
});

test('in a batch both texts stand among the options', async () => {
  const line = { id: 1, verb: 'reuse', options: { old: OLD, new: NEW }, record: RECORD };
  const { out } = await ask(
    ['batch'],
    [JSON.stringify(line), JSON.stringify({ ...line, options: { old: OLD } })],
  );
  const [said, missing] = out
    .trimEnd()
    .split('\n')
    .map((one) => JSON.parse(one));
  expect(said).toMatchObject({ id: 1, ok: true, answer: { word: 'reworked', also: { length: 4 } } });
  expect(missing).toMatchObject({ ok: false, problems: [expect.stringContaining('"new" is missing')] });
});
