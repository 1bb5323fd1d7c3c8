import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { type Applicant, applicantSchema, newApplicant } from '#core/record/applicant.ts';
import { type Happened, STUDY_LIMITS } from '#core/record/study.ts';
import { countingEntries, firstBroken, withEntry } from '#core/study/log.ts';

const START = '2026-11-28T10:00:00Z';
const NOW = Temporal.Instant.from(START);
const NOBODY = newApplicant('applicant1', { platform: 'discord', user: '1', address: null }, START);
const SCORE = { exam: 'step2ck', form: 'NBME 12', score: 221, on: '2026-11-20' } as const;

function written(all: readonly Happened[], person: Applicant = NOBODY): Applicant {
  let count = person.study.log.length;
  const newId = () => {
    count += 1;
    return `entry${String(count).padStart(5, '0')}`;
  };
  return all.reduce((one, what, index) => withEntry(one, what, NOW.add({ hours: index }), newId), person);
}

function check(index: number): Happened {
  const on = Temporal.PlainDate.from('2026-11-28').add({ days: index }).toString();
  return { kind: 'check', check: { on, answer: 'done', hours: 3, blocks: null, percent: null } };
}

test('a chain that nobody touched holds, also after it was stored and read', () => {
  const { study } = written([check(0), { kind: 'score', score: SCORE }, check(1)]);
  expect(firstBroken(study)).toBeNull();
  const stored = { ...NOBODY, study };
  expect(firstBroken(applicantSchema.parse(JSON.parse(JSON.stringify(stored))).study)).toBeNull();
});

test('a change, a gap, another order or another time shows at the entry that it reaches', () => {
  const length = 8;
  const { study } = written(Array.from({ length }, (_, index) => check(index)));
  const place = fc.nat({ max: length - 2 });
  fc.assert(
    fc.property(place, fc.constantFrom('change', 'gap', 'swap', 'time'), (index, how) => {
      const log = [...study.log];
      const [one, next] = [log[index], log[index + 1]];
      if (!one || !next) throw new Error('no such entry');
      if (how === 'change') log[index] = { ...one, what: check(index + 50) };
      if (how === 'gap') log.splice(index, 1);
      if (how === 'swap') log.splice(index, 2, next, one);
      if (how === 'time') log[index] = { ...one, at: START.replace('10', '11').replace('28', '27') };
      expect(firstBroken({ ...study, log })).toBe(log[index]);
    }),
  );
});

test('a full log lets its oldest entry go, and the chain still holds', () => {
  const { study } = written(Array.from({ length: STUDY_LIMITS.log + 3 }, (_, index) => check(index)));
  expect(study.log).toHaveLength(STUDY_LIMITS.log);
  expect(study.log[0]?.what).toEqual(check(3));
  expect(firstBroken(study)).toBeNull();
  expect(firstBroken({ ...study, root: null })).toBe(study.log[0]);
});

test('a score joins the practice scores, and leaves them when it is withdrawn', () => {
  const logged = written([{ kind: 'score', score: SCORE }, check(0)]);
  expect(logged.practice).toEqual([SCORE]);
  const [score] = logged.study.log;
  const after = written([{ kind: 'withdrawn', entry: score?.id ?? '' }], logged);
  expect(after.practice).toEqual([]);
  expect(countingEntries(after.study).map(({ what }) => what)).toEqual([check(0)]);
  expect(after.study.log).toHaveLength(3);
  expect(firstBroken(after.study)).toBeNull();
});
