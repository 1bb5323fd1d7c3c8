import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test, vi } from 'vitest';
import { assess } from '#core/assessment/assess.ts';
import { ageOf, isStill, progress } from '#core/assessment/progress.ts';
import type { Profile } from '#core/record/profile.ts';
import { ck, cycle, knowledge, NOW, person, solid, step1 } from './people.ts';
import { PATIENCE, profiles } from './profiles.ts';

vi.setConfig({ testTimeout: PATIENCE });

const verdict = (told: Partial<Profile>, now = NOW) => assess(person({ ...solid, ...told }), knowledge, now);

test('letters and a field: what changed, and in which direction', () => {
  const before = verdict({ graduated: 2020, strongLetters: null, exams: [step1, ck('pass', 230)] });
  const after = verdict({ graduated: 2020, strongLetters: 2, exams: [step1, ck('pass', 230)] });
  expect(progress(before, after)).toEqual({
    path: { from: 'delay', to: 'reapply_now', better: true },
    borderline: null,
    criteria: [{ id: 'us_letters', from: 'unknown', to: 'held' }],
    eligibility: { gone: [], come: [] },
  });
  expect(progress(after, before)).toMatchObject({
    path: { from: 'reapply_now', to: 'delay', better: false },
    criteria: [{ id: 'us_letters', from: 'held', to: 'unknown' }],
  });
});

test('the doubt and eligibility change too', () => {
  const running = [cycle(2026, 3), cycle(2027, 1, { outcome: 'applying' })];
  const before = verdict({ cycles: running, graduated: 2020, strongLetters: 1, pathway: 'no' });
  const after = verdict({ cycles: running, graduated: 2020, strongLetters: 2, registered: 'yes' });
  expect(progress(before, after)).toEqual({
    path: null,
    borderline: { from: true, to: false },
    criteria: [{ id: 'us_letters', from: 'failed', to: 'held' }],
    eligibility: {
      gone: ['img_pathway_decides', 'register_in_time'],
      come: ['img_ready'],
    },
  });
});

test('a criterion that one of the two lacks is reported as absent there', () => {
  const after = verdict({});
  const before = { ...after, held: after.held.filter((id) => id !== 'us_letters') };
  expect(progress(before, after).criteria).toEqual([{ id: 'us_letters', from: 'absent', to: 'held' }]);
});

test('nothing changes between a verdict and itself, and a change there and back cancels out', () => {
  fc.assert(
    fc.property(profiles, profiles, (one, other) => {
      const [a, b] = [assess(one, knowledge, NOW), assess(other, knowledge, NOW)];
      expect(isStill(progress(a, a))).toBe(true);
      const back = progress(b, a).criteria.map(({ id, from, to }) => ({ id, from: to, to: from }));
      const byId = (x: { id: string }, y: { id: string }): number => x.id.localeCompare(y.id);
      expect(progress(a, b).criteria.toSorted(byId)).toEqual(back.toSorted(byId));
    }),
  );
});

test.each([
  ['2026-11-22T12:00:00Z', 0, false],
  ['2026-11-23T11:59:00Z', 0, false],
  ['2027-01-20T12:00:00Z', 59, false],
  ['2027-01-21T12:00:00Z', 60, true],
  ['2026-11-01T12:00:00Z', 0, false],
])('answers of 22 November, seen on %s, are %d days old', (at, days, stale) => {
  expect(ageOf(verdict({}), knowledge, Temporal.Instant.from(at))).toEqual({ days, stale });
});
