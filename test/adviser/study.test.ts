import { expect, test } from 'vitest';
import { z } from 'zod';
import { ask } from './ask.ts';

const day = z.iso.date();
const answerSchema = z.strictObject({
  state: z.enum(['none', 'awaited', 'exhausted', 'open']),
  exam: z.string().nullable(),
  attemptsLeft: z.int().nullable(),
  earliest: day.nullable(),
  latest: day.nullable(),
  latestBy: z.enum(['season', 'seven_years']).nullable(),
  refused: z.string().nullable(),
  day: day.nullable(),
  booked: z.boolean(),
  hoursAWeek: z.int().nullable(),
  enough: z.boolean().nullable(),
  weeks: z.array(z.strictObject({ from: day, until: day, phase: z.string(), hours: z.int() })),
  warnings: z.array(
    z.strictObject({
      key: z.string(),
      says: z
        .string()
        .min(20)
        .regex(/^[^{}]+$/),
    }),
  ),
  readiness: z.looseObject({ verdict: z.enum(['ready', 'not_yet', 'cannot_say']) }).nullable(),
});
const lineSchema = z.object({ ok: z.literal(true), answer: answerSchema });

const failed = (on: string) => ({ exam: 'step2ck', on, outcome: 'fail', score: 206 });
const step1 = { exam: 'step1', on: '2023-03', outcome: 'pass', score: null };
async function asked(record: object) {
  const line = { id: 'a', verb: 'study', options: { at: '2026-11-28' }, record };
  const { out } = await ask(['batch'], [JSON.stringify(line)]);
  return lineSchema.parse(JSON.parse(out)).answer;
}

test('study answers with attempts, days, weeks and readiness', async () => {
  const answer = await asked({
    profile: { type: 'us_md', exams: [step1, failed('2026-09')] },
    study: { hours: 30, away: [{ from: '2026-12-20', until: '2027-01-02' }] },
  });
  expect(answer).toMatchObject({ state: 'open', attemptsLeft: 3, earliest: '2026-11-28', enough: true });
  expect(answer.readiness).toMatchObject({ verdict: 'cannot_say' });
  expect(answer.weeks.reduce((sum, { hours }) => sum + hours, 0)).toBe(400);
  expect(answer.weeks.filter(({ phase }) => phase === 'away').map(({ from }) => from)).toEqual([
    '2026-12-20',
    '2026-12-21',
    '2026-12-28',
  ]);
});

test('study refuses with the rule where no attempt is left, and has nothing to say where no exam is open', async () => {
  const exams = ['2024-03', '2025-01', '2025-06', '2026-09'].map(failed);
  expect(await asked({ profile: { exams } })).toMatchObject({
    state: 'exhausted',
    attemptsLeft: 0,
    refused: expect.stringContaining('four attempts'),
    weeks: [],
    readiness: null,
  });
  expect(await asked({ profile: {} })).toMatchObject({ state: 'none', attemptsLeft: null, weeks: [] });
});
