import { expect, test } from 'vitest';
import { coherence } from '#core/reading/coherence.ts';
import type { Profile } from '#core/record/profile.ts';
import { ended, knowledge, people, person, soap } from './people.ts';

const rules = knowledge.coherence;
const read = (told: Partial<Profile>) =>
  coherence(person(told), knowledge.specialties, rules, knowledge.sources);
const work = (specialty: string | null, kind: Profile['experience'][number]['kind'] = 'hands_on') => ({
  experience: [{ kind, place: 'us' as const, months: 2, until: null, specialty }],
});
const letters = (...fields: (string | null)[]): Partial<Profile> => ({
  letters: fields.map((specialty) => ({ from: 'us_hands_on', specialty, strong: 'yes', year: null })),
});
const target = 'psychiatry';

/** For each comparison: what clashes, what goes together, and what is too little to compare. */
const TABLE: readonly (readonly [
  id: string,
  clash: readonly Partial<Profile>[],
  fits: readonly Partial<Profile>[],
  silent: readonly Partial<Profile>[],
])[] = [
  [
    'clinical',
    [
      { target, ...work('internal') },
      { target, ...work('internal', 'observing') },
    ],
    [{ target, ...work('psychiatry') }],
    [
      { target },
      work('internal'),
      { target, ...work(null) },
      { target, ...work('nonsense') },
      { target, ...work('internal', 'research') },
    ],
  ],
  [
    'research',
    [{ target, ...work('radiology', 'research') }],
    [{ target, ...work('psychiatry', 'research') }],
    [
      { target, ...work('radiology') },
      { target, ...work('radiology', 'other') },
    ],
  ],
  [
    'letters',
    [{ target, ...letters('internal', 'surgery') }],
    [{ target, ...letters('internal', 'psychiatry') }],
    [{ target, ...letters(null) }, letters('internal'), { target }],
  ],
  [
    'commitment',
    [{ target, strengths: ['commitment'], ...work('internal') }],
    [{ target, strengths: ['commitment'], ...letters('psychiatry') }],
    [
      { target, strengths: ['research'], ...work('internal') },
      { target, strengths: ['commitment'] },
    ],
  ],
  [
    'cycles',
    [
      {
        target,
        cycles: [ended(2025, { specialties: ['internal'] }), ended(2026, { specialties: ['family'] })],
      },
    ],
    [
      {
        target,
        cycles: [ended(2025, { specialties: ['psychiatry'] }), ended(2026, { specialties: ['family'] })],
      },
    ],
    [{ target, cycles: [ended(2026)] }, { cycles: [ended(2026, { specialties: ['internal'] })] }],
  ],
  [
    'soap_target',
    [
      { target, cycles: [ended(2026, { soap: soap(5, 0, ['surgery']) })] },
      {
        target,
        priority: 'this_specialty',
        cycles: [ended(2026, { soap: soap(5, 0, ['surgery', 'prelim_ty']) })],
      },
    ],
    [{ target, cycles: [ended(2026, { soap: soap(5, 0, ['surgery', 'psychiatry']) })] }],
    [
      { target, priority: 'any_position', cycles: [ended(2026, { soap: soap(5, 0, ['surgery']) })] },
      { target, cycles: [ended(2026, { soap: soap(5, 0, ['prelim_ty']) })] },
      { target, cycles: [ended(2026, { soap: soap(5, 0) })] },
    ],
  ],
  [
    'soap_history',
    [{ ...work('internal'), cycles: [ended(2026, { soap: soap(5, 0, ['internal', 'psychiatry']) })] }],
    [
      { ...work('internal'), cycles: [ended(2026, { soap: soap(5, 0, ['internal']) })] },
      {
        ...work('internal'),
        ...letters('psychiatry'),
        cycles: [ended(2026, { soap: soap(5, 0, ['psychiatry']) })],
      },
      {
        ...work('internal'),
        cycles: [ended(2026, { specialties: ['family'], soap: soap(5, 0, ['family']) })],
      },
    ],
    [
      { cycles: [ended(2026, { soap: soap(5, 0, ['psychiatry']) })] },
      { ...work('internal'), cycles: [ended(2026)] },
    ],
  ],
  [
    'spread',
    [
      {
        target,
        cycles: [ended(2026, { specialties: ['psychiatry', 'internal'], soap: soap(5, 0, ['family']) })],
      },
    ],
    [
      {
        target,
        cycles: [ended(2026, { specialties: ['psychiatry'], soap: soap(5, 0, ['family', 'prelim_ty']) })],
      },
      {
        target,
        cycles: [ended(2026, { specialties: ['psychiatry', 'family'], soap: soap(5, 0, ['family']) })],
      },
    ],
    [
      { target, cycles: [ended(2026)] },
      { cycles: [ended(2026, { specialties: ['psychiatry', 'internal', 'family'] })] },
    ],
  ],
  [
    'statement',
    [{ cycles: [ended(2026, { statement: 'recycled', specialties: ['internal', 'family'] })] }],
    [
      { cycles: [ended(2026, { statement: 'tailored', specialties: ['internal', 'family'] })] },
      { cycles: [ended(2026, { statement: 'recycled', specialties: ['internal'] })] },
    ],
    [
      { cycles: [ended(2026, { specialties: ['internal', 'family'] })] },
      { cycles: [ended(2026, { statement: 'recycled' })] },
    ],
  ],
  [
    'statement_field',
    [{ target, cycles: [ended(2026, { statementField: 'internal' })] }],
    [{ target, cycles: [ended(2026, { statementField: target })] }],
    [{ target, cycles: [ended(2026)] }, { cycles: [ended(2026, { statementField: 'internal' })] }],
  ],
  [
    'letters_sent',
    [
      {
        cycles: [
          ended(2026, { letters: 'recycled', specialties: ['internal'], soap: soap(5, 0, ['family']) }),
        ],
      },
    ],
    [{ cycles: [ended(2026, { letters: 'tailored', specialties: ['internal', 'family'] })] }],
    [{ cycles: [ended(2026, { specialties: ['internal', 'family'] })] }],
  ],
];

test.each(TABLE)('%s: clashes, goes together, or is silent', (id, clash, fits, silent) => {
  for (const told of clash)
    expect(
      read(told).clashes.map((one) => one.id),
      JSON.stringify(told),
    ).toContain(id);
  for (const told of fits) expect(read(told).fits, JSON.stringify(told)).toContain(id);
  for (const told of silent) {
    const { clashes, fits: all } = read(told);
    expect([...clashes.map((one) => one.id), ...all], JSON.stringify(told)).not.toContain(id);
  }
});

test('the table has every comparison', () => {
  expect(TABLE.map(([id]) => id).toSorted()).toEqual(Object.keys(rules.checks).toSorted());
});

test("the article's example: every contradiction is named, with both of its facts", () => {
  const { clashes, says } = coherence(people.scattered, knowledge.specialties, rules, knowledge.sources);
  expect(clashes.map(({ id }) => id).toSorted()).toEqual(Object.keys(rules.checks).toSorted());
  expect(says).toBe(rules.says.clashes);
  expect(clashes.find(({ id }) => id === 'clinical')?.facts).toEqual([
    "You're aiming for Psychiatry.",
    'The clinical work you named is in Internal Medicine.',
  ]);
});

test('too little data, and nothing wrong, are reported as what they are', () => {
  expect(read({})).toMatchObject({ compared: 0, clashes: [], says: rules.says.too_little });
  expect(read({ target })).toMatchObject({ compared: 0, says: rules.says.too_little });
  expect(read({ target, ...work('psychiatry') })).toMatchObject({
    compared: 1,
    clashes: [],
    says: rules.says.none,
  });
});
