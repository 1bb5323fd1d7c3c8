import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { corrected, HAPPENINGS, type Happening, logged, undone, withoutMessage } from '#core/people/log.ts';
import { type Applicant, newApplicant } from '#core/record/applicant.ts';
import { CORRESPONDENT_LIMITS, correspondentSchema } from '#core/record/correspondent.ts';

const START = Temporal.Instant.from('2027-04-05T15:00:00Z');
const LEE = 'contactlee1';

function withLee(): Applicant {
  const nobody = newApplicant(
    'person00001',
    { platform: 'telegram', user: '1', address: null },
    START.toString(),
  );
  const lee = correspondentSchema.parse({ id: LEE, kind: 'attending', name: 'Dr. Lee' });
  const kim = correspondentSchema.parse({ id: 'contactkim1', kind: 'program', name: 'Mercy FM' });
  return { ...nobody, people: [lee, kim] };
}
const lee = ({ people }: Applicant) => {
  const [first] = people;
  if (!first) throw new Error('Dr. Lee is gone');
  return first;
};

describe('one tap', () => {
  test.for([
    ['sent', { from: 'me', kind: 'mail', refused: false }],
    ['replied', { from: 'them', kind: 'mail', refused: false }],
    ['met', { from: 'me', kind: 'meeting', refused: false }],
    ['declined', { from: 'them', refused: true }],
    ['stop', { from: 'them', refused: true, asksNone: true }],
  ] as const)('%s is one message in the log', ([what, message]) => {
    const after = lee(logged(withLee(), LEE, what, START));
    expect(after.log).toEqual([expect.objectContaining({ at: '2027-04-05T15:00:00Z', ...message })]);
    expect(after.wantsNone).toBe(what === 'stop');
  });

  test('later puts the next message off by a week, and whatever happens then ends that', () => {
    const later = logged(withLee(), LEE, 'later', START);
    expect(lee(later)).toMatchObject({ notBefore: '2027-04-12', log: [] });
    expect(lee(logged(later, LEE, 'replied', START)).notBefore).toBeNull();
  });

  test('twice within a minute is one, and is two after that', () => {
    const once = logged(withLee(), LEE, 'replied', START);
    expect(logged(once, LEE, 'replied', START.add({ seconds: 59 }))).toBe(once);
    expect(lee(logged(once, LEE, 'replied', START.add({ seconds: 60 }))).log).toHaveLength(2);
    expect(lee(logged(once, LEE, 'declined', START.add({ seconds: 1 }))).log).toHaveLength(2);
  });

  test('on nobody changes nothing', () => {
    const person = withLee();
    expect(logged(person, 'somebodyelse', 'sent', START)).toBe(person);
    expect(undone(person, 'somebodyelse')).toBe(person);
  });
});

test('what is taken back leaves the record as it was, a stop included', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...HAPPENINGS), { maxLength: 12 }),
      fc.constantFrom(...HAPPENINGS),
      (before, last) => {
        const at = (index: number) => START.add({ hours: index });
        const person = before.reduce((old, what, index) => logged(old, LEE, what, at(index)), withLee());
        const settled = { ...person, people: person.people.map((one) => ({ ...one, notBefore: null })) };
        expect(undone(logged(settled, LEE, last, at(before.length)), LEE)).toEqual(settled);
      },
    ),
  );
});

test('the log is in order by time, and bounded', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(fc.constantFrom<Happening>('sent', 'replied', 'met'), fc.integer({ min: 0, max: 9_000 })),
        { maxLength: 90 },
      ),
      (all) => {
        const person = all.reduce(
          (old, [what, hours]) => logged(old, LEE, what, START.add({ hours })),
          withLee(),
        );
        const times = lee(person).log.map(({ at }) => at);
        expect(times).toEqual(times.toSorted());
        expect(times.length).toBeLessThanOrEqual(CORRESPONDENT_LIMITS.log);
      },
    ),
  );
});

test('an entry is put right or taken out, and one that is gone changes nothing', () => {
  const person = logged(logged(withLee(), LEE, 'sent', START), LEE, 'stop', START.add({ hours: 2 }));
  const [sent, stop] = lee(person).log;
  if (!sent || !stop) throw new Error('two were logged');
  const earlier = corrected(person, LEE, sent, {
    ...sent,
    at: '2027-04-01T09:00:00Z',
    kind: 'program-feedback',
  });
  expect(lee(earlier).log[0]).toMatchObject({ at: '2027-04-01T09:00:00Z', kind: 'program-feedback' });
  const { asksNone: _, ...declined } = stop;
  expect(lee(corrected(person, LEE, stop, declined)).wantsNone).toBe(false);
  expect(lee(withoutMessage(person, LEE, stop))).toMatchObject({ wantsNone: false, log: [sent] });
  expect(corrected(earlier, LEE, sent, sent)).toBe(earlier);
});
