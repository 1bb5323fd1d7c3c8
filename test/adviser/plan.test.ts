import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ck, solid, step1 } from '../core/assessment/people.ts';
import { somebody } from '../core/reminders/person.ts';
import { ask, type Ran } from './ask.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rematch-plan-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, JSON.stringify(content));
  return path;
}

const adviser = (...args: readonly string[]): Promise<Ran> => ask(['plan', ...args]);

const failed = { ...solid, exams: [step1, ck('fail', 206, '2026-09')] };

test('a plan as JSON, the same for a whole record and for a profile alone', async () => {
  const short = await file('short.json', { profile: failed });
  const whole = await file('whole.json', somebody({ profile: failed }));
  const { code, err, out } = await adviser(short, '--at', '2026-11-22', '--zone', 'Asia/Kathmandu');
  expect([code, err]).toEqual([0, '']);
  const told = JSON.parse(out);
  expect(told).toMatchObject({
    zone: 'Asia/Kathmandu',
    path: 'reapply_now',
    study: { until: '2027-02-20', weeks: 12, hours: 34, enough: true },
  });
  const exam = told.steps.find(({ key }: { key: string }) => key === 'exam_sit');
  expect(exam).toMatchObject({ on: '2027-02-22', title: 'Exam day', owner: 'you', contact: false });
  const again = await adviser(whole, '--at', '2026-11-22T12:00+05:45', '--zone', 'Asia/Kathmandu');
  expect(JSON.parse(again.out)).toEqual(told);
});

test.each([
  [['--at', 'soon'], '--at: "soon"'],
  [['--at', '2026-11-22', '--zone', 'EST'], '--zone: "EST" is not an IANA time zone'],
  [['--at', '2026-11-22', 'more.json'], 'plan: takes one record'],
])('%o is refused with a line that says what is wrong', async (args, says) => {
  const path = await file('refused.json', { profile: failed });
  const { code, out, err } = await adviser(path, ...args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(says);
});
