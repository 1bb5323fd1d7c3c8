import { expect, test } from 'vitest';
import { z } from 'zod';
import { sentKindSchema } from '#core/record/draft-kind.ts';
import { ask } from './ask.ts';

const answerSchema = z.object({
  id: z.string(),
  ok: z.literal(true),
  answer: z.array(
    z.strictObject({
      contact: z.string(),
      kind: sentKindSchema,
      may: z.boolean(),
      earliest: z.iso.date().nullable(),
      latest: z.iso.date().nullable(),
      why: z.string().min(10),
      rule: z.string(),
    }),
  ),
});

const record = {
  profile: {},
  settings: { zone: 'America/New_York' },
  people: [
    { kind: 'program', name: 'Mercy IM', known: ['interviewed'] },
    {
      id: 'drleelee',
      kind: 'attending',
      name: 'Dr. Lee',
      log: [{ at: '2027-03-01T15:00:00Z', from: 'me', kind: 'letter-request' }],
    },
  ],
  to: { kind: 'place', name: 'Linden Clinic' },
};

test('next answers in a batch for everybody, and names those who have no id', async () => {
  const line = { id: 'a', verb: 'next', options: { at: '2027-03-17T12:00-04:00' }, record };
  const { out } = await ask(['batch'], [JSON.stringify(line)]);
  const { answer } = answerSchema.parse(JSON.parse(out));
  expect(answer).toHaveLength(3 * sentKindSchema.options.length);
  expect([...new Set(answer.map(({ contact }) => contact))]).toEqual([
    'Mercy IM',
    'drleelee',
    'Linden Clinic',
  ]);
  const of = (contact: string, kind: string) =>
    answer.find((one) => one.contact === contact && one.kind === kind);
  expect(of('Mercy IM', 'networking')).toMatchObject({
    may: false,
    earliest: '2027-03-19',
    rule: 'no_first_contact',
  });
  expect(of('Mercy IM', 'program-feedback')).toMatchObject({ earliest: '2027-04-01', latest: '2027-05-31' });
  expect(of('drleelee', 'letter-reminder')).toMatchObject({ may: true, earliest: '2027-03-17' });
  expect(of('Linden Clinic', 'usce-inquiry')).toMatchObject({ may: true });
});
