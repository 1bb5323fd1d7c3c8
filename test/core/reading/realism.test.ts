import { expect, test } from 'vitest';
import { factsOf } from '#core/assessment/facts.ts';
import { judge } from '#core/assessment/judge.ts';
import { isAbove } from '#core/assessment/specialties.ts';
import type { Place } from '#core/knowledge/realism.ts';
import { readings } from '#core/reading/readings.ts';
import type { Published } from '#core/reading/shapes.ts';
import type { Attempt, Profile } from '#core/record/profile.ts';
import { ck, knowledge, NOW, people, person, step1 } from './people.ts';

const rules = knowledge.realism;
const read = (told: Partial<Profile>) => readings(person(told), knowledge, NOW).realism;
const places = (told: Partial<Profile>): Record<string, Place> =>
  Object.fromEntries(read(told).groups.flatMap(({ place, fields }) => fields.map(({ id }) => [id, place])));
const passed: readonly Attempt[] = [step1, ck('pass', 245)];
const failed: readonly Attempt[] = [step1, ck('fail', 205)];

const MOST_COMPETITIVE = [
  'dermatology',
  'orthopedics',
  'neurosurgery',
  'ent',
  'plastics',
  'radonc',
  'integrated',
];

test.each(['us_md', 'us_do', 'us_img', 'non_us_img'] as const)(
  'with a failed board exam the table of article B applies: %s',
  (type) => {
    const place = places({ type, exams: [...failed] });
    for (const id of MOST_COMPETITIVE) expect(place[id], id).toBe('off_table');
    for (const id of ['emergency', 'anesthesiology', 'radiology']) expect(place[id], id).toBe('very_hard');
    for (const id of ['internal', 'obgyn', 'surgery', 'pathology', 'neurology', 'pmr']) {
      expect(place[id], id).toBe('depends');
    }
    for (const id of ['family', 'pediatrics', 'psychiatry', 'prelim_ty']) expect(place[id], id).toBe('open');
  },
);

test.each(['us_img', 'non_us_img'] as const)('without one the list of article R applies to an %s', (type) => {
  const place = places({ type, exams: [...passed] });
  for (const id of MOST_COMPETITIVE) expect(place[id], id).toBe('off_table');
  for (const id of ['internal', 'family', 'pediatrics', 'psychiatry']) expect(place[id], id).toBe('open');
  for (const id of ['neurology', 'pathology']) expect(place[id], id).toBe('depends');
  for (const id of ['emergency', 'surgery', 'obgyn']) expect(place[id], id).toBe('no_view');
});

test('for a US graduate without a failed exam there is one sentence, not one for each field', () => {
  for (const type of ['us_md', 'us_do'] as const) {
    const one = person({ type, exams: [...passed], target: 'surgery', acceptable: ['family'] });
    const { says, ...rest } = readings(one, knowledge, NOW).realism;
    expect(says).toMatch(/US graduates without a failed exam/);
    expect(rest).toMatchObject({ groups: [], chosen: [], limits: [] });
  }
});

test('what was not told leaves a field uncertain only if it decides', () => {
  expect(new Set(Object.values(places({})))).toEqual(new Set(['unknown', 'no_view']));
  const place = places({ type: 'non_us_img' });
  expect(place).toMatchObject({ dermatology: 'off_table', emergency: 'unknown', internal: 'unknown' });
});

test('each field is in one group, and the verdict agrees on what is above', () => {
  for (const one of Object.values(people)) {
    const facts = factsOf(one, knowledge, NOW);
    const fields = readings(one, knowledge, NOW).realism.groups.flatMap((group) => group.fields);
    if (judge(rules.silent.when, facts) === true) continue;
    expect(fields.map(({ id }) => id).toSorted()).toEqual(
      knowledge.specialties.specialties.map(({ id }) => id).toSorted(),
    );
    for (const { id, place } of fields) {
      const above = isAbove(knowledge.specialties, id, facts);
      if (above === true) expect(['off_table', 'very_hard'], id).toContain(place);
      if (above === null) expect(['unknown', 'no_view'], id).toContain(place);
      if (above === false) expect(['off_table', 'very_hard'], id).not.toContain(place);
    }
  }
});

test('the target comes first, then the fields that are accepted, each with the reason for its place', () => {
  const { chosen } = readings(people.dreamer, knowledge, NOW).realism;
  expect(chosen.map(({ id, isTarget, place }) => [id, isTarget, place])).toEqual([
    ['dermatology', true, 'off_table'],
    ['family', false, 'open'],
    ['internal', false, 'open'],
  ]);
  expect(chosen[0]?.why).toContain('graduates from abroad');
  expect(read({ target: 'nonsense' }).chosen).toEqual([]);
});

const published = (told: Partial<Profile>) => read({ target: 'internal', ...told }).chosen[0]?.published;
const shown = (told: Partial<Profile>): Published | null => {
  const one = published({ type: 'non_us_img', ...told });
  return one && 'figures' in one ? one : null;
};

test('figures are shown only to the people they are about', () => {
  expect(shown({})).toMatchObject({
    year: 2026,
    source: { address: 'https://github.com/saieeshb/img-match-2026' },
  });
  for (const type of ['us_md', 'us_do', 'us_img'] as const) {
    expect(published({ type })).toEqual({ none: rules.published.none.other });
    expect(read({ type, target: 'internal' }).limits).toEqual([]);
  }
  expect(published({ type: null })).toEqual({ none: rules.published.none.untold });
  expect(published({ type: 'non_us_img', target: 'dermatology' })).toEqual({
    none: rules.published.none.field,
  });
  expect(read({ type: 'non_us_img', target: 'internal' }).limits).toEqual(rules.published.limits);
});

test.each([
  [239, 'below the lower quartile of those', 'between their lower quartile and their median'],
  [
    240,
    'between the lower quartile and the median of those',
    'between their lower quartile and their median',
  ],
  [
    250,
    'between the lower quartile and the median of those',
    'between their median and their upper quartile',
  ],
  [
    251,
    'between the median and the upper quartile of those',
    'between their median and their upper quartile',
  ],
  [258, 'between the median and the upper quartile of those', 'at or above their upper quartile'],
  [259, 'at or above the upper quartile of those', 'at or above their upper quartile'],
  [232, 'below the lower quartile of those', 'below their lower quartile'],
])('%i in Internal Medicine lies where the quartiles say', (score, matched, notMatched) => {
  const position = shown({ exams: [step1, ck('pass', score)] })?.position;
  expect(position?.[0]).toContain(`Your ${score} is ${matched}`);
  expect(position?.[1]).toContain(notMatched);
});

test('only a passing score is placed', () => {
  for (const exams of [[], [ck('fail', 240, '2025-09')], [ck('pass')], [ck('pass', 217)]]) {
    expect(shown({ exams })?.position).toEqual([]);
  }
});

test('the figures are those of the report as it was read, a few fields only', () => {
  expect(
    rules.published.fields.map(({ field, matched, not_matched }) => [field, ...matched, ...not_matched]),
  ).toEqual([
    ['internal', 240, 251, 259, 233, 243, 253],
    ['family', 222, 230, 239, 223, 231, 241],
    ['pediatrics', 232, 240, 252, 224, 233, 245],
    ['psychiatry', 229, 241, 255, 226, 237, 247],
    ['neurology', 240, 252, 262, 233, 244, 254],
    ['pathology', 232, 244, 253, 228, 235, 245],
    ['surgery', 244, 256, 264, 238, 247, 256],
    ['emergency', 234, 243, 256, 230, 236, 244],
    ['anesthesiology', 243, 255, 262, 238, 247, 254],
    ['obgyn', 238, 242, 256, 230, 239, 249],
    ['pmr', 230, 240, 249, 222, 240, 250],
  ]);
  for (const { matched, not_matched } of rules.published.fields) {
    for (const quartiles of [matched, not_matched])
      expect(quartiles.toSorted((a, b) => a - b)).toEqual(quartiles);
  }
});

test('SOAP supply stands with its year and source', () => {
  const supply = (target: string) =>
    read({ target }).chosen[0]?.supply.map(({ year, says }) => `${year} ${says}`);
  expect(supply('psychiatry')).toEqual(['2022 14 categorical positions were filled through SOAP in 2022.']);
  expect(supply('family')).toHaveLength(2);
  expect(supply('neurology')).toEqual([]);
  for (const { year, says } of rules.supply) expect(says).toContain(String(year));
});

test('every view and figure is about fields and tiers that exist', () => {
  const { specialties, tiers } = knowledge.specialties;
  const fields = specialties.map(({ id }) => id);
  const named = [
    ...rules.views.flatMap((view) => view.fields ?? []),
    ...rules.published.fields.map(({ field }) => field),
    ...rules.supply.map(({ field }) => field),
    ...knowledge.coherence.with_any,
  ];
  expect(named.filter((id) => !fields.includes(id))).toEqual([]);
  const levels = tiers.map(({ id }) => id);
  expect(rules.views.flatMap((view) => view.tiers ?? []).filter((id) => !levels.includes(id))).toEqual([]);
});
