import { expect, test } from 'vitest';
import { applicantSchema, newApplicant } from '#core/record/applicant.ts';
import { type Migration, migrate, NewerRecordError, RECORD_MIGRATIONS } from '#store/migrations.ts';
import { NOW, newId, someone } from './help.ts';

const steps: readonly Migration[] = [
  ({ name, ...rest }) => ({ ...rest, names: [name] }),
  ({ names, ...rest }) => ({ ...rest, count: (names as string[]).length }),
];

test('a record of each older version is brought up step by step', () => {
  expect(migrate({ schema: 1, name: 'x', kept: true }, steps)).toEqual({ schema: 3, count: 1, kept: true });
  expect(migrate({ schema: 2, names: ['x', 'y'] }, steps)).toEqual({ schema: 3, count: 2 });
  expect(migrate({ schema: 3, count: 5 }, steps)).toEqual({ schema: 3, count: 5 });
});

test('a record of a later Rematch is refused by name', () => {
  expect(() => migrate({ schema: 4 }, steps)).toThrow(NewerRecordError);
  expect(() => migrate({ schema: 2 }, [])).toThrow(NewerRecordError);
});

test('something without a version is refused', () => {
  for (const wrong of [null, 'text', {}, { schema: 0 }, { schema: '1' }])
    expect(() => migrate(wrong, [])).toThrow();
});

test('a new record has our version and fits the schema', () => {
  const made = newApplicant(newId(), someone(), NOW);
  expect(applicantSchema.parse(migrate(made, RECORD_MIGRATIONS))).toEqual(made);
});
