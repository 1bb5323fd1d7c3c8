import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test, vi } from 'vitest';
import { assess } from '#core/assessment/assess.ts';
import { standings } from '#core/assessment/facts.ts';
import {
  isBetter,
  makeChange,
  monthsLeft,
  whatTheYearBuys,
  whatWouldChange,
} from '#core/assessment/what-would-change.ts';
import type { Change } from '#core/knowledge/change.ts';
import type { Profile } from '#core/record/profile.ts';
import { ck, cycle, knowledge, NOW, person, solid, step1 } from './people.ts';
import { FEWER, PATIENCE, profiles } from './profiles.ts';

vi.setConfig({ testTimeout: PATIENCE });

const failed = [step1, ck('fail', 206, '2026-09')];
const lost = {
  graduated: 2015,
  strongLetters: 0,
  usMonths: 0,
  usRealistic: 'no',
  recentClinical: 'no',
} as const;

/** People on 22 November 2026, nine months before programs look at the next cycle, and every way that is named. */
const TABLE: readonly (readonly [who: string, told: Partial<Profile>, ways: readonly string[]])[] = [
  ['a clear yes: nothing to change', {}, []],
  ['three of five, letters missing', { graduated: 2020, strongLetters: 1 }, ['letters 2 reapply_now']],
  [
    'a graduation year and a passed score cannot be changed, letters can',
    { graduated: 2020, strongLetters: 1, exams: [step1, ck('pass', 228)] },
    ['letters 2 reapply_now borderline'],
  ],
  ['a failed exam: pass it, and no more than that is asked', { exams: failed }, ['pass_exam 4 reapply_now']],
  [
    'only a high pass will do: the other conditions can no longer be met',
    { exams: failed, graduated: 2015, strongLetters: 2, cycles: [cycle(2026, 0)] },
    ['pass_ck_high 4 reapply_now borderline'],
  ],
  [
    'the failed exam was passed, without the margin: nobody passes it again',
    { exams: [step1, ck('fail', 206, '2024-01'), ck('pass', 220)], graduated: 2020 },
    [],
  ],
  [
    'CK not taken yet: a high pass is the step that is left',
    { exams: [step1, ck('scheduled', null, null)], graduated: 2020, strongLetters: 2 },
    ['pass_ck_high 4 reapply_now'],
  ],
  ['no US work: it brings recent work with it', lost, ['us_work 2 reapply_now borderline']],
  [
    'no US work, and money is tight: no unpaid months',
    { ...lost, life: { money: 'tight', months: null } },
    [],
  ],
  [
    'two things at once, and both are needed',
    { ...lost, graduated: 2015, strongLetters: 0, cycles: [cycle(2026, 0)] },
    ['us_work+letters 2 reapply_now borderline'],
  ],
  ['one free month is too short for it', { ...lost, life: { money: 'enough', months: 1 } }, []],
  [
    'two free months are enough',
    { ...lost, life: { money: 'enough', months: 2 } },
    ['us_work 2 reapply_now borderline'],
  ],
  [
    'a field out of reach: another that the person would accept',
    { target: 'dermatology', acceptable: ['psychiatry'] },
    ['other_field 1 reapply_now'],
  ],
  ['a field out of reach and no other named', { target: 'dermatology' }, ['other_field 1 reapply_now']],
  [
    'a second empty year: a year that really changes things',
    { cycles: [cycle(2025, 1), cycle(2026, 1)] },
    ['rebuild 6 reapply_now'],
  ],
  [
    'eleven years out without patients: back to patients',
    { graduated: 2015, recentClinical: 'no' },
    ['clinical_again 2 reapply_now'],
  ],
  [
    'two failures: something that stands out beside them',
    { exams: [step1, ck('fail', 1, '2023-01'), ck('fail', 1, '2023-06'), ck('pass', 250)] },
    ['standout 6 reapply_now'],
  ],
  [
    'the stop line: what is past cannot be changed',
    { cycles: [cycle(2024, 0), cycle(2025, 1, { changed: 'yes' }), cycle(2026, 0, { changed: 'yes' })] },
    [],
  ],
  [
    'no attempt left',
    { exams: [step1, ...['2022-01', '2022-06', '2023-01', '2024-01'].map((on) => ck('fail', 1, on))] },
    [],
  ],
  [
    'the fourth attempt is legal only after the next cycle has begun',
    {
      exams: [step1, ck('fail', 1, '2025-01'), ck('fail', 1, '2025-08'), ck('fail', 1, '2027-03')],
      strength: 'yes',
    },
    [],
  ],
  ['what is not known is asked, not changed', { graduated: 2020, strongLetters: null }, []],
];

const named = (profile: Profile, now = NOW): string[] =>
  whatWouldChange(profile, knowledge, now).map(({ changes, months, to, borderline }) =>
    [changes.map(({ id }) => id).join('+'), months, to, ...(borderline ? ['borderline'] : [])].join(' '),
  );

test.each(TABLE)('%s', (_, told, ways) => {
  expect(named(person({ ...solid, ...told }))).toEqual(ways);
});

test('study and letters need no unpaid months, hands-on work in the US does', () => {
  const busy = { money: null, months: 0 };
  expect(named(person({ ...solid, exams: failed, life: busy }))).toEqual(['pass_exam 4 reapply_now']);
  expect(named(person({ ...solid, graduated: 2020, strongLetters: 1, life: busy }))).toEqual([
    'letters 2 reapply_now',
  ]);
  expect(named(person({ ...solid, ...lost, life: busy }))).toEqual([]);
});

test('what the year achieves is said even if it changes no path', () => {
  const stuck = {
    ...lost,
    graduated: 2012,
    exams: [step1, ck('pass', 225)],
    cycles: [cycle(2026, 0)],
    strength: 'no',
  } as const;
  const profile = person({ ...solid, ...stuck, exams: [...stuck.exams], cycles: [...stuck.cycles] });
  expect(named(profile)).toEqual([]);
  const year = whatTheYearBuys(profile, knowledge, NOW);
  expect(year).toMatchObject({
    months: 9,
    won: ['us_letters', 'clinically_current', 'us_experience'],
    to: 'delay',
    borderline: false,
  });
  expect(year?.changes.map(({ id }) => id)).toEqual(['us_work', 'letters']);
  expect(whatTheYearBuys(solid, knowledge, NOW)).toBeNull();
});

test('what the year achieves consists of feasible changes that fit the time, and never loses a criterion', () => {
  fc.assert(
    fc.property(profiles, (profile) => {
      const year = whatTheYearBuys(profile, knowledge, NOW);
      if (!year) return;
      const made = makeAll(year.changes, profile);
      const before = assess(profile, knowledge, NOW);
      const after = made && assess(made, knowledge, NOW);
      expect(after).toMatchObject({ path: year.to, borderline: year.borderline });
      expect(year.won.length).toBeGreaterThan(0);
      expect(after?.held).toEqual(expect.arrayContaining([...year.won]));
      expect(isBetter(before, after ?? before)).toBe(false);
    }),
    FEWER,
  );
});

test('the target becomes the accepted field, or else the most open one', () => {
  const { changes } = knowledge.assessment;
  const other = changes.find(({ id }) => id === 'other_field');
  const aimed = (told: Partial<Profile>) =>
    other && makeChange(other, person({ ...solid, ...told }), knowledge, NOW)?.target;
  expect(aimed({ target: 'dermatology', acceptable: ['neurosurgery', 'psychiatry'] })).toBe('psychiatry');
  expect(aimed({ target: 'dermatology' })).toBe('family');
});

test('what a path asks for is searched for in the time it allows, not in the weeks before a season that is too near', () => {
  const profile = person({ ...solid, cycles: [cycle(2025, 1), cycle(2026, 1)] });
  expect(named(profile, Temporal.Instant.from('2027-08-10T12:00:00Z'))).toEqual(['rebuild 6 reapply_now']);
  expect(named(profile, Temporal.Instant.from('2027-03-10T12:00:00Z'))).toEqual(['rebuild 6 reapply_now']);
});

/** Makes changes one after the other; null where one of them cannot be made. */
const makeAll = (changes: readonly Change[], profile: Profile): Profile | null =>
  changes.reduce<Profile | null>(
    (reached, change) => reached && makeChange(change, reached, knowledge, NOW),
    profile,
  );

const subsets = <T>([first, ...rest]: readonly T[]): T[][] =>
  first === undefined ? [[]] : subsets(rest).flatMap((some) => [some, [first, ...some]]);

test('a way leads where it says; with one change fewer it does not', () => {
  fc.assert(
    fc.property(profiles, (profile) => {
      const before = assess(profile, knowledge, NOW);
      const left = monthsLeft(profile, before, knowledge, NOW) ?? 0;
      for (const { changes, months, to, borderline } of whatWouldChange(profile, knowledge, NOW)) {
        const made = makeAll(changes, profile);
        expect(made && assess(made, knowledge, NOW)).toMatchObject({ path: to, borderline });
        expect(isBetter({ path: to, borderline }, before)).toBe(true);
        expect(months).toBeLessThanOrEqual(left);
        for (const fewer of subsets(changes).filter(({ length }) => length > 0 && length < changes.length)) {
          const less = makeAll(fewer, profile);
          expect(less !== null && isBetter(assess(less, knowledge, NOW), before)).toBe(false);
        }
      }
    }),
    FEWER,
  );
});

test('no set smaller than the first one leads anywhere, and none does if none is named', () => {
  const quick = knowledge.assessment.changes.filter(({ effect, months }) => effect && months !== 'sitting');
  fc.assert(
    fc.property(profiles, (told) => {
      const profile = { ...told, life: { money: told.life.money, months: null } };
      const before = assess(profile, knowledge, NOW);
      const size = whatWouldChange(profile, knowledge, NOW)[0]?.changes.length ?? 3;
      for (const set of subsets(quick).filter(({ length }) => length > 0 && length < size)) {
        if (set.reduce((sum, { months }) => sum + Number(months), 0) > 9) continue;
        const made = makeAll(set, profile);
        expect(made !== null && isBetter(assess(made, knowledge, NOW), before)).toBe(false);
      }
    }),
    FEWER,
  );
});

test('the past stays: no way touches graduation, cycles or an exam already taken', () => {
  fc.assert(
    fc.property(profiles, (profile) => {
      for (const { changes } of whatWouldChange(profile, knowledge, NOW)) {
        const made = makeAll(changes, profile);
        expect(made).toMatchObject({ graduated: profile.graduated, cycles: profile.cycles });
        const sat = profile.exams.filter(({ outcome }) => outcome !== 'scheduled');
        expect(made?.exams).toEqual(expect.arrayContaining(sat));
        const before = standings(profile, knowledge);
        const again = made?.exams.filter((one) => !profile.exams.includes(one)) ?? [];
        for (const { exam } of again)
          expect(before.find((one) => one.exam === exam)).toMatchObject({
            state: expect.stringMatching(/^(failed|planned)$/),
            exhausted: false,
          });
      }
    }),
    FEWER,
  );
});

test('every change with an effect is named for someone', () => {
  const seen = new Set(
    TABLE.flatMap(([, , ways]) => ways).flatMap((way) => way.split(' ')[0]?.split('+') ?? []),
  );
  const effective = knowledge.assessment.changes.filter(({ effect }) => effect).map(({ id }) => id);
  expect(effective.filter((id) => !seen.has(id))).toEqual([]);
});
