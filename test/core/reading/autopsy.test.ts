import { expect, test } from 'vitest';
import { readings } from '#core/reading/readings.ts';
import type { Cycle, Profile } from '#core/record/profile.ts';
import { ck, ended, knowledge, NOW, people, person, soap, step1 } from './people.ts';

type Told = { readonly cycle?: Partial<Cycle>; readonly self?: Partial<Profile> };

const rules = knowledge.autopsy;
const read = (profile: Profile) => readings(profile, knowledge, NOW).autopsy;
const ids = ({ cycle = {}, self = {} }: Told): string[] =>
  read(
    person({
      type: 'non_us_img',
      graduated: 2024,
      exams: [step1, ck('pass', 245)],
      ...self,
      cycles: [ended(2026, cycle)],
    }),
  ).parts.flatMap(({ findings, open }) => [...findings, ...open].map(({ id }) => id));
const us: Partial<Profile> = { type: 'us_md' };
const flag = (kind: Profile['flags'][number]['kind'], explained: 'yes' | 'no' | 'unknown'): Told => ({
  self: { flags: [{ kind, explained }] },
});

/** Each rule with data that just call for it, and data that just do not. */
const TABLE: readonly (readonly [id: string, on: readonly Told[], off: readonly Told[]])[] = [
  ['no_interviews', [{ cycle: { interviews: 0 } }], [{ cycle: { interviews: 1 } }, {}]],
  [
    'few_interviews',
    [{ cycle: { interviews: 1 } }, { cycle: { interviews: 2 } }],
    [{ cycle: { interviews: 0 } }, { cycle: { interviews: 3 } }, {}],
  ],
  ['some_interviews', [{ cycle: { interviews: 3 } }], [{ cycle: { interviews: 2 } }, {}]],
  [
    'list_in_numbers',
    [{ cycle: { programs: 90, interviews: 0 } }],
    [{ cycle: { programs: 90 } }, { cycle: { interviews: 2 } }],
  ],
  ['interviews_untold', [{}], [{ cycle: { interviews: 0 } }]],
  ['programs_untold', [{}], [{ cycle: { programs: 10 } }]],
  [
    'ranked_few',
    [
      { cycle: { interviews: 3, ranked: 2 } },
      { cycle: { interviews: 1, ranked: 0 } },
      { cycle: { interviews: 2, outcome: 'no_rank_list' } },
    ],
    [
      { cycle: { interviews: 3, ranked: 3 } },
      { cycle: { interviews: 0, ranked: 0 } },
      { cycle: { interviews: 3 } },
    ],
  ],
  [
    'short_list',
    [{ cycle: { ranked: 1 } }, { cycle: { ranked: 4 } }],
    [
      { cycle: { ranked: 5 } },
      { cycle: { ranked: 0 } },
      { cycle: { ranked: 2 }, self: { type: 'us_img' } },
      {},
    ],
  ],
  [
    'overreach',
    [{ cycle: { specialties: ['internal', 'dermatology'] } }],
    [{ cycle: { specialties: ['internal'] } }, {}, { cycle: { specialties: ['dermatology'] }, self: us }],
  ],
  [
    'the_interview',
    [{ cycle: { interviews: 3, ranked: 3, specialties: ['internal'] } }],
    [
      { cycle: { interviews: 2, ranked: 2, specialties: ['internal'] } },
      { cycle: { interviews: 3, ranked: 2, specialties: ['internal'] } },
      { cycle: { interviews: 3, ranked: 3, specialties: ['dermatology'] } },
      { cycle: { interviews: 3, ranked: 3, specialties: ['internal'], outcome: 'prelim_only' } },
      { cycle: { interviews: 3, ranked: 3 } },
    ],
  ],
  [
    'ranked_untold',
    [{ cycle: { interviews: 1 } }],
    [{ cycle: { interviews: 0 } }, { cycle: { interviews: 1, ranked: 0 } }],
  ],
  [
    'fields_untold',
    [{}, { cycle: { specialties: ['nonsense'] } }],
    [{ cycle: { specialties: ['internal'] } }],
  ],
  ['how_it_went', [{ cycle: { interviews: 1 } }], [{ cycle: { interviews: 0 } }, {}]],
  ['soap_not_used', [{ cycle: { soap: soap(0, null) } }], [{ cycle: { soap: soap(1, null) } }, {}]],
  [
    'soap_overreach',
    [{ cycle: { soap: soap(5, 0, ['family', 'plastics']) } }],
    [{ cycle: { soap: soap(5, 0, ['family']) } }, {}],
  ],
  [
    'soap_realistic',
    [{ cycle: { soap: soap(5, 0, ['family']) } }],
    [{ cycle: { soap: soap(5, 0, ['family', 'plastics']) } }, { cycle: { soap: soap(5, 0) } }, {}],
  ],
  [
    'soap_silent',
    [{ cycle: { soap: soap(1, 0) } }],
    [{ cycle: { soap: soap(1, 1) } }, { cycle: { soap: soap(0, 0) } }, { cycle: { soap: soap(1, null) } }],
  ],
  ['soap_heard', [{ cycle: { soap: soap(1, 1) } }], [{ cycle: { soap: soap(1, 0) } }, {}]],
  ['soap_untold', [{}, { cycle: { soap: soap(null, null) } }], [{ cycle: { soap: soap(0, null) } }]],
  [
    'soap_fields_untold',
    [{}, { cycle: { soap: soap(3, 0) } }],
    [{ cycle: { soap: soap(0, null) } }, { cycle: { soap: soap(3, 0, ['family']) } }],
  ],
  [
    'soap_interviews_untold',
    [{ cycle: { soap: soap(1, null) } }],
    [{ cycle: { soap: soap(1, 0) } }, { cycle: { soap: soap(0, null) } }],
  ],
  ['statement_recycled', [{ cycle: { statement: 'recycled' } }], [{ cycle: { statement: 'tailored' } }, {}]],
  ['statement_tailored', [{ cycle: { statement: 'tailored' } }], [{ cycle: { statement: 'recycled' } }, {}]],
  ['letters_recycled', [{ cycle: { letters: 'recycled' } }], [{ cycle: { letters: 'tailored' } }, {}]],
  ['letters_tailored', [{ cycle: { letters: 'tailored' } }], [{ cycle: { letters: 'recycled' } }, {}]],
  ['statement_untold', [{}], [{ cycle: { statement: 'recycled' } }]],
  ['letters_untold', [{}], [{ cycle: { letters: 'tailored' } }]],
  [
    'flag_failed',
    [{ self: { exams: [ck('fail', 200, '2024-01'), ck('pass', 240)] } }],
    [{}, { self: { exams: [] } }],
  ],
  [
    'flag_open',
    [{ self: { exams: [ck('fail', 200)] } }],
    [{ self: { exams: [ck('fail', 200, '2024-01'), ck('pass', 240)] } }, {}],
  ],
  [
    'flag_score',
    [{ self: { exams: [ck('pass', 235)] } }],
    [
      { self: { exams: [ck('pass', 236)] } },
      { self: { exams: [ck('pass')] } },
      { self: { exams: [ck('fail', 200)] } },
      { self: { ...us, exams: [ck('pass', 220)] } },
    ],
  ],
  [
    'flag_years',
    [{ self: { graduated: 2020 } }],
    [{ self: { graduated: 2021 } }, { self: { graduated: null } }],
  ],
  ['flag_gap', [{ self: { recentClinical: 'no' } }], [{ self: { recentClinical: 'yes' } }, {}]],
  [
    'flag_no_us',
    [{ self: { usMonths: 0 } }],
    [{ self: { usMonths: 1 } }, {}, { self: { ...us, usMonths: 0 } }],
  ],
  [
    'flag_letters',
    [{ self: { strongLetters: 1 } }],
    [{ self: { strongLetters: 2 } }, {}, { self: { ...us, strongLetters: 0 } }],
  ],
  [
    'flag_visa_step',
    [{ self: { visa: 'yes', visaStep: 'nothing' } }],
    [{ self: { visa: 'yes', visaStep: 'chosen' } }, { self: { visa: 'no', visaStep: 'nothing' } }, {}],
  ],
  [
    'flag_visa_chosen',
    [{ self: { visa: 'yes', visaStep: 'chosen' } }],
    [{ self: { visa: 'yes', visaStep: 'nothing' } }, { self: { visa: 'no', visaStep: 'chosen' } }, {}],
  ],
  [
    'flag_visa_granted',
    [{ self: { visa: 'yes', visaStep: 'granted' } }],
    [{ self: { visa: 'yes', visaStep: 'in_process' } }, { self: { visa: 'no', visaStep: 'granted' } }, {}],
  ],
  [
    'region_few_interviews',
    [{ cycle: { interviews: 2 }, self: { region: 'mountain' } }],
    [
      { cycle: { interviews: 3 }, self: { region: 'mountain' } },
      { cycle: { interviews: 2 }, self: { region: 'anywhere' } },
      { self: { region: 'mountain' } },
    ],
  ],
  [
    'couple_few_interviews',
    [{ cycle: { interviews: 0 }, self: { couples: 'yes' } }],
    [
      { cycle: { interviews: 3 }, self: { couples: 'yes' } },
      { cycle: { interviews: 2 }, self: { couples: 'no' } },
      { self: { couples: 'yes' } },
    ],
  ],
  [
    'couple_unmatched',
    [{ cycle: { interviews: 3 }, self: { couples: 'yes' } }],
    [
      { cycle: { interviews: 2 }, self: { couples: 'yes' } },
      { cycle: { interviews: 3 }, self: { couples: 'no' } },
      { cycle: { interviews: 3, outcome: 'no_rank_list' }, self: { couples: 'yes' } },
    ],
  ],
  ['flag_region', [{ self: { region: 'mountain' } }], [{ self: { region: 'anywhere' } }, {}]],
  ['flag_couple', [{ self: { couples: 'yes' } }], [{ self: { couples: 'no' } }, {}]],
  ['flag_visa', [{ self: { visa: 'yes' } }], [{ self: { visa: 'no' } }, {}]],
  ...(['professionalism', 'leave', 'remediation'] as const).flatMap((kind) => [
    [`flag_${kind}`, [flag(kind, 'no')], [flag(kind, 'yes'), flag(kind, 'unknown'), {}]] as const,
    [`${kind}_untold`, [flag(kind, 'unknown')], [flag(kind, 'yes'), flag(kind, 'no'), {}]] as const,
  ]),
  ['exams_untold', [{ self: { exams: [] } }], [{}]],
  ['years_untold', [{ self: { graduated: null } }], [{}]],
  ['recent_untold', [{ self: { graduated: 2018 } }], [{ self: { recentClinical: 'no' } }]],
  ['us_untold', [{}], [{ self: { usMonths: 0 } }, { self: us }]],
  ['us_letters_untold', [{}], [{ self: { strongLetters: 0 } }, { self: us }]],
  ['visa_untold', [{}], [{ self: { visa: 'no' } }]],
];

test.each(TABLE)('%s applies only on its side of the line', (id, on, off) => {
  for (const told of on) expect(ids(told), JSON.stringify(told)).toContain(id);
  for (const told of off) expect(ids(told), JSON.stringify(told)).not.toContain(id);
});

test('the table has every rule in the file', () => {
  const all = rules.parts.flatMap(({ findings, open }) => [...findings, ...open].map(({ id }) => id));
  expect(TABLE.map(([id]) => id).toSorted()).toEqual(all.toSorted());
});

test('without a finished cycle there is nothing to look back on', () => {
  for (const one of [people.nobody, people.first]) {
    expect(read(one)).toEqual({ title: rules.title, says: rules.none, year: null, parts: [] });
  }
});

test('the latest finished cycle counts, wherever it is in the list', () => {
  const cycles = [
    ended(2026, { interviews: 0 }),
    ended(2025, { interviews: 4 }),
    ended(2027, { outcome: 'applying' }),
  ];
  const reading = read(person({ cycles }));
  expect(reading.year).toBe(2026);
  expect(read(person({ cycles: cycles.toReversed() }))).toEqual(reading);
  expect(reading.parts[0]?.findings.map(({ id }) => id)).toEqual(['no_interviews']);
});

test('numbers and names of fields come from the data', () => {
  const [, choices] = read(people.rankedOne).parts;
  expect(choices?.findings[0]?.says).toContain('Places ranked: 1. Interviews: 3.');
  const overreach = read(people.dreamer).parts.flatMap(({ findings }) => findings);
  expect(overreach.find(({ id }) => id === 'soap_overreach')?.says).toContain('Dermatology, Plastic Surgery');
});
