import { describe, expect, test } from 'vitest';
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

describe('a record of version 1', () => {
  const old = (contacts: readonly object[], people: readonly object[] = []) => {
    const { people: _, ...made } = newApplicant(newId(), someone(), NOW);
    return { ...made, schema: 1, soap: { ...made.soap, contacts }, people };
  };
  const contact = {
    id: 'contact0001',
    program: 'Mercy FM',
    at: '2027-03-16T13:00:00Z',
    how: 'call',
    applied: true,
  };

  test('has its SOAP contacts among the people, and nothing twice', () => {
    const later = {
      ...contact,
      id: 'contact0002',
      program: 'mercy fm',
      at: '2027-03-17T13:00:00Z',
      how: 'message',
      applied: false,
    };
    const record = applicantSchema.parse(migrate(old([later, contact]), RECORD_MIGRATIONS));
    expect(record.soap.contacts).toEqual([]);
    expect(record.people).toMatchObject([
      {
        name: 'mercy fm',
        kind: 'program',
        log: [
          { at: contact.at, from: 'them', kind: 'call', applied: true },
          { at: later.at, from: 'them', kind: 'other', applied: false },
        ],
      },
    ]);
  });

  test('keeps what finds no room where it was', () => {
    const crowd = Array.from({ length: 200 }, (_, index) => ({
      id: `person${index}x`,
      kind: 'mentor',
      name: `Dr. ${index}`,
    }));
    const record = applicantSchema.parse(migrate(old([contact], crowd), RECORD_MIGRATIONS));
    expect(record.soap.contacts).toEqual([contact]);
    expect(record.people).toHaveLength(200);
  });
});
