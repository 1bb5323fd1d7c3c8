import { expect, test } from 'vitest';
import { readings } from '#core/reading/readings.ts';
import type { Pillar } from '#core/reading/shapes.ts';
import type { Profile } from '#core/record/profile.ts';
import { ck, ended, knowledge, NOW, people, person, step1 } from './people.ts';

const rules = knowledge.pillars;
const read = (profile: Profile) => readings(profile, knowledge, NOW).pillars;
const img: Partial<Profile> = { type: 'non_us_img', graduated: 2024 };
const ids = (told: Partial<Profile>): string[] =>
  read(person({ ...img, ...told })).pillars.flatMap(({ findings, open }) =>
    [...findings, ...open].map(({ id }) => id),
  );
const letter = (year: number | null): Profile['letters'][number] => ({
  from: 'us_hands_on',
  specialty: null,
  strong: 'yes',
  year,
});
const since = (year: number | null): Partial<Profile> => ({ letters: [letter(year)], cycles: [ended(2026)] });
const seen = (months: number, more: Partial<Profile>): Partial<Profile> => ({
  experience: [{ kind: 'observing', place: 'us', months, until: null, specialty: null }],
  ...more,
});

const TABLE: readonly (readonly [
  id: string,
  on: readonly Partial<Profile>[],
  off: readonly Partial<Profile>[],
])[] = [
  [
    'exam_waiting',
    [{ exams: [ck('fail'), ck('pending', null, '2026-10')] }],
    [{ exams: [ck('fail')] }, { exams: [ck('pending', null, '2026-10')] }, {}],
  ],
  [
    'attempts_left',
    [{ exams: [ck('fail')] }, { exams: [ck('fail'), ck('incomplete')] }],
    [{ exams: [ck('fail', 1, '2024-01'), ck('fail', 1, '2024-06'), ck('fail', 1, '2025-01')] }, {}],
  ],
  [
    'attempts_left_comlex',
    [{ type: 'us_do', exams: [{ ...ck('fail'), exam: 'level2ce' }] }],
    [{ exams: [ck('fail')] }, {}],
  ],
  [
    'last_attempt_when',
    [{ exams: ['2025-10', '2026-01', '2026-10'].map((on) => ck('fail', 200, on)) }],
    [{ exams: ['2024-01', '2024-06', '2025-01'].map((on) => ck('fail', 200, on)) }, {}],
  ],
  [
    'last_attempt_now',
    [{ exams: ['2024-01', '2024-06', '2025-01'].map((on) => ck('fail', 200, on)) }],
    [{ exams: ['2025-10', '2026-01', '2026-10'].map((on) => ck('fail', 200, on)) }, {}],
  ],
  [
    'exam_exhausted',
    [{ exams: ['2022-01', '2023-01', '2024-01', '2025-01'].map((on) => ck('fail', 200, on)) }],
    [{ exams: ['2022-01', '2023-01', '2024-01'].map((on) => ck('fail', 200, on)) }, {}],
  ],
  [
    'ck_pending',
    [{ exams: [ck('pending')] }],
    [{ exams: [ck('scheduled')] }, { exams: [ck('fail'), ck('pending')] }],
  ],
  [
    'exam_open',
    [{ exams: [ck('fail')] }],
    [
      { exams: [ck('fail', 200, '2024-01'), ck('pass', 240)] },
      { exams: [ck('fail'), ck('pending', null, '2026-10')] },
      {},
    ],
  ],
  [
    'exam_recovered',
    [{ exams: [ck('fail', 200, '2024-01'), ck('pass', 240)] }],
    [{ exams: [ck('fail')] }, { exams: [ck('pass', 240)] }, {}],
  ],
  [
    'score_ordinary',
    [{ exams: [ck('pass', 235)] }],
    [
      { exams: [ck('pass', 236)] },
      { exams: [ck('fail', 200)] },
      { exams: [ck('pass')] },
      { type: 'us_md', exams: [ck('pass', 230)] },
    ],
  ],
  ['score_good', [{ exams: [ck('pass', 236)] }], [{ exams: [ck('pass', 235)] }, {}]],
  [
    'ck_ahead',
    [{ exams: [ck('scheduled')] }],
    [{ exams: [ck('pending')] }, { exams: [ck('pass', 240)] }, { exams: [ck('fail')] }, {}],
  ],
  [
    'below_mark',
    [{ exams: [ck('pass', 217)] }],
    [{ exams: [ck('pass', 218)] }, { exams: [ck('pass', 209, '2016-01')] }],
  ],
  ['exams_untold', [{}], [{ exams: [step1] }]],
  ['score_untold', [{ exams: [ck('pass')] }], [{ exams: [ck('pass', 230)] }, {}]],
  ['us_none', [{ usMonths: 0 }], [{ usMonths: 0.5 }, {}, { type: 'us_do', usMonths: 0 }]],
  ['us_short', [{ usMonths: 0.5 }, { usMonths: 1.5 }], [{ usMonths: 0 }, { usMonths: 2 }, {}]],
  ['us_enough', [{ usMonths: 2 }], [{ usMonths: 1.5 }, {}]],
  ['us_observing', [seen(2, { usMonths: 1 })], [seen(2, { usMonths: 2 }), { usMonths: 1 }]],
  ['letters_few', [{ strongLetters: 1 }], [{ strongLetters: 2 }, {}, { type: 'us_md', strongLetters: 0 }]],
  ['letters_enough', [{ strongLetters: 2 }], [{ strongLetters: 1 }, {}]],
  [
    'letters_old',
    [since(2025)],
    [
      since(2026),
      since(null),
      { letters: [letter(2020)] },
      { ...since(2025), letters: [letter(2025), letter(2026)] },
    ],
  ],
  ['gap', [{ recentClinical: 'no' }], [{ recentClinical: 'yes' }, {}]],
  ['current', [{ recentClinical: 'yes' }], [{ recentClinical: 'no' }, {}]],
  ['us_untold', [{}], [{ usMonths: 0 }, { type: 'us_md' }]],
  ['letters_untold', [{}], [{ strongLetters: 0 }]],
  ['recent_untold', [{}], [{ recentClinical: 'no' }]],
  [
    'target_above',
    [{ target: 'dermatology' }],
    [{ target: 'family' }, { target: 'nonsense' }, { type: 'us_md', exams: [step1], target: 'dermatology' }],
  ],
  [
    'clashes',
    [{ target: 'family', cycles: [ended(2026, { specialties: ['surgery'] })] }],
    [{ target: 'family', cycles: [ended(2026, { specialties: ['family'] })] }, { target: 'family' }],
  ],
  [
    'goes_together',
    [{ target: 'family' }],
    [
      { target: 'dermatology' },
      {},
      { target: 'family', cycles: [ended(2026, { specialties: ['surgery'] })] },
    ],
  ],
  [
    'statement_again',
    [{ cycles: [ended(2026, { statement: 'recycled' })] }],
    [{ cycles: [ended(2026, { statement: 'tailored' })] }, { cycles: [ended(2026)] }],
  ],
  ['target_untold', [{}], [{ target: 'family' }]],
  [
    'statement_untold',
    [{ cycles: [ended(2026)] }],
    [{ cycles: [ended(2026, { statement: 'tailored' })] }, {}],
  ],
];

test.each(TABLE)('%s applies only on its side of the line', (id, on, off) => {
  for (const told of on) expect(ids(told), JSON.stringify(told)).toContain(id);
  for (const told of off) expect(ids(told), JSON.stringify(told)).not.toContain(id);
});

test('the table has every rule in the file', () => {
  const all = rules.pillars.flatMap(({ findings, open }) => [...findings, ...open].map(({ id }) => id));
  expect(TABLE.map(([id]) => id).toSorted()).toEqual(all.toSorted());
});

test('a pillar names only criteria that the verdict has, and none is in two pillars', () => {
  const named = rules.pillars.flatMap(({ criteria }) => criteria);
  const known = knowledge.assessment.criteria.map(({ id }) => id);
  expect(named.filter((id) => !known.includes(id))).toEqual([]);
  expect(new Set(named).size).toBe(named.length);
});

const order = (profile: Profile): string[] => read(profile).pillars.map(({ id }) => id);
const states = (profile: Profile): Pillar['state'][] => read(profile).pillars.map(({ state }) => state);

test('what holds back most comes first, and the line says why', () => {
  expect(order(people.failedUs)[0]).toBe('scores');
  expect(order(people.silent)[0]).toBe('experience');
  expect(order(people.dreamer)[0]).toBe('story');
  expect(read(people.dreamer).order).toContain('“Story and field” comes first');
  expect(read(people.dreamer).order).toContain(
    "The field you're aiming for asks for more than this profile shows",
  );
});

test('two that weigh the same are said to', () => {
  const { pillars, order: line } = read(
    person({
      ...img,
      exams: [step1, ck('pass', 245)],
      usMonths: 3,
      strongLetters: 2,
      recentClinical: 'no',
      target: 'family',
      cycles: [ended(2026, { statement: 'recycled' })],
    }),
  );
  expect(pillars.map(({ weight }) => weight)).toEqual([1, 1, 0]);
  expect(line).toContain('“US experience and letters” and “Story and field” count the same');
});

test('nothing told and nothing wrong are two different things', () => {
  expect(states(people.nobody)).toEqual(['unknown', 'unknown', 'unknown']);
  expect(read(people.nobody).order).toBe(rules.order.unknown);
  expect(states(people.recovered)).toEqual(['fine', 'fine', 'fine']);
  expect(read(people.recovered).order).toBe(rules.order.none);
});

test('a failed criterion of the verdict has the weight of its group, a finding weighs one', () => {
  const scores = read(people.failedUs).pillars.find(({ id }) => id === 'scores');
  const groups = scores?.failed.map(
    ({ id }) => knowledge.assessment.criteria.find((one) => one.id === id)?.group,
  );
  const sum = (groups ?? []).reduce((all, group) => all + (group ? rules.weights[group] : 0), 0);
  const harms = scores?.findings.filter(({ tone }) => tone === 'harms').length ?? 0;
  expect(scores?.weight).toBe(sum + harms * rules.weights.finding);
  expect(harms).toBeGreaterThan(0);
});
