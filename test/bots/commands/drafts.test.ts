import { expect, test } from 'vitest';
import { draftsOf } from '#bots/commands/write/papers.ts';
import { newApplicant } from '#core/record/applicant.ts';
import type { Paper } from '#core/record/paper.ts';

const AT = '2027-03-28T00:59:00Z';

test('the latest draft comes first, however many digits its moment has', () => {
  const papers = ['59.12Z', '59.123Z', '59Z'].map(
    (end, index): Paper => ({
      id: `draft000${index}`,
      revision: `change00${index}`,
      kind: 'draft',
      title: end,
      size: 1,
      updatedAt: `2027-03-28T00:59:${end}`,
    }),
  );
  const person = newApplicant('applicant1', { platform: 'discord', user: '1', address: null }, AT);
  expect(draftsOf({ ...person, papers }).map(({ title }) => title)).toEqual(['59.123Z', '59.12Z', '59Z']);
});
