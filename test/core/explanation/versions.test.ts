import { fileURLToPath } from 'node:url';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { loadKnowledge } from '#app/load-knowledge.ts';
import { balanceOf } from '#core/explanation/picture.ts';
import { versionsOf } from '#core/explanation/versions.ts';
import { groundsSchema } from '#core/record/grounds.ts';
import { say } from '../../say.ts';

const knowledge = await loadKnowledge(fileURLToPath(new URL('../../../config/knowledge/', import.meta.url)));
const NOW = Temporal.Instant.from('2026-11-27T15:00:00Z');
const COMPLETE = groundsSchema.parse({
  profile: {
    exams: [
      { exam: 'step2ck', on: '2026-06-12', outcome: 'fail', score: 206 },
      { exam: 'step2ck', on: '2027-03-03', outcome: 'scheduled', score: null },
    ],
  },
  story: {
    cause: 'I left six weeks for it beside two surgery rotations and did too few timed questions.',
    changes: [
      { what: 'finished 3,200 timed questions of a question bank', since: '2026-08' },
      { what: 'meet a faculty tutor every Monday to go over my mistakes', since: '2026-08' },
    ],
    strengths: ['calm under pressure', 'steady with patients and nurses'],
  },
  practice: [
    { exam: 'step2ck', form: 'NBME 30', score: 205, on: '2026-08-20' },
    { exam: 'step2ck', form: 'NBME 31', score: 236, on: '2026-11-10' },
  ],
});
const versions = (grounds: typeof COMPLETE) => versionsOf(grounds, {}, knowledge, NOW);
const bodyOf = (id: string, grounds = COMPLETE) =>
  versions(grounds).find(({ template }) => template.id === id);

test('a complete record gives three lengths without a blank, and nothing weakens them', () => {
  const all = versions(COMPLETE);
  expect(all.map(({ template }) => template.id)).toEqual([
    'explanation-short',
    'explanation-spoken',
    'explanation-written',
  ]);
  expect(all.map(({ blanks }) => blanks)).toEqual([[], [], []]);
  for (const id of ['explanation-spoken', 'explanation-written']) {
    const { read } = bodyOf(id) ?? {};
    expect({ id, parts: read?.parts, problems: read?.problems, weak: read?.weaknesses }).toEqual({
      id,
      parts: { own: true, cause: true, changes: true, plan: true },
      problems: [],
      weak: [],
    });
    expect(read?.spokenSeconds).toBeLessThan(60);
  }
  expect(bodyOf('explanation-short')?.read).toMatchObject({
    sentences: 1,
    parts: { own: true, changes: true },
  });
});

test('what the record lacks stays visible as a blank', () => {
  const written = bodyOf('explanation-written', groundsSchema.parse({ ...COMPLETE, story: {} }));
  expect(written?.blanks.length).toBeGreaterThan(0);
  expect(written?.body).toMatch(/\[[^\]]+\]/);
});

test('the picture shows what was read', () => {
  const written = bodyOf('explanation-written');
  const data = written && balanceOf(written.read, say);
  expect(data?.rows.map(({ label }) => label)).toEqual([
    'Own it',
    'The cause',
    'What you changed',
    'The plan',
  ]);
  expect(data?.rows.map(({ share }) => share)).toEqual(
    [written?.read.shares].flatMap((shares) => [shares?.own, shares?.cause, shares?.changes, shares?.plan]),
  );
});
