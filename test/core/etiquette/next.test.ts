import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { nextFor, nextForAll } from '#core/etiquette/next.ts';
import { etiquetteProblems } from '#core/etiquette/own-tests.ts';
import { etiquetteRuleIdSchema } from '#core/knowledge/etiquette.ts';
import { mindIdSchema, ruleIdSchema } from '#core/knowledge/gate.ts';
import { sentKindSchema } from '#core/record/draft-kind.ts';
import { checkText } from '#core/tone/check.ts';
import { cases } from '../../depth.ts';
import { type Asked, asked, contact, knowledge, writer } from './people.ts';
import { plus, readerOf } from './reading.ts';

const RULES: readonly string[] = [
  ...etiquetteRuleIdSchema.options,
  ...ruleIdSchema.options,
  ...mindIdSchema.options,
  ...sentKindSchema.options,
];
/** The longest that anything waits for: a window of the season after next. */
const HORIZON = 900;

function morning(day: string, zone: string): Temporal.Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: '09:00' }).toInstant();
}

/** The first day on which the second reading says yes, tried one by one; null: none within the horizon. */
function firstDay(one: Asked, may: (when: Temporal.Instant, today: string) => boolean): string | null {
  const at = Temporal.Instant.from(one.at);
  let day = at.toZonedDateTimeISO(one.zone).toPlainDate().toString();
  if (may(at, day)) return day;
  for (let count = 0; count <= HORIZON; count += 1, day = plus(day, 1)) {
    const when = morning(day, one.zone);
    if (Temporal.Instant.compare(when, at) > 0 && may(when, day)) return day;
  }
  return null;
}

test('every answer is that of a second reading, which tries one day after the other', () => {
  fc.assert(
    fc.property(asked, (one) => {
      const at = Temporal.Instant.from(one.at);
      const [first, ...others] = one.person.people;
      if (!first) throw new Error('there is nobody');
      const { noMessages } = one.person.profile;
      const { etiquette, seasons } = knowledge;
      const may = readerOf({ contact: first, others, noMessages, zone: one.zone, at, etiquette, seasons });
      const today = at.toZonedDateTimeISO(one.zone).toPlainDate().toString();
      for (const kind of sentKindSchema.options) {
        const answer = nextFor(one.person, first, kind, knowledge, at);
        const seen = { may: answer.may, earliest: answer.earliest };
        const earliest = firstDay(one, (when, day) => may(kind, when, day));
        expect({ kind, ...seen }).toEqual({ kind, may: may(kind, at, today), earliest });
        expect(answer.why.length).toBeGreaterThan(10);
        expect(RULES).toContain(answer.rule);
        if (answer.earliest && answer.latest) expect(answer.latest >= answer.earliest).toBe(true);
      }
    }),
    cases(15),
  );
});

test('what comes after the moment changes nothing about it', () => {
  fc.assert(
    fc.property(asked, ({ person, at: told }) => {
      const at = Temporal.Instant.from(told);
      const [first, ...others] = person.people;
      if (!first) throw new Error('there is nobody');
      const later = at.add({ hours: 5 }).toString();
      const refusal = { at: later, from: 'them', kind: 'mail', refused: true } as const;
      const before = nextForAll(person, knowledge, at);
      const after = (more: object) =>
        nextForAll({ ...person, people: [contact({ ...first, ...more }), ...others] }, knowledge, at);
      expect(after({ log: [...first.log, refusal] })).toEqual(before);
      // A wish without a date holds at any time; one that came with a message, from then on.
      if (!first.wantsNone)
        expect(after({ log: [...first.log, { ...refusal, asksNone: true }], wantsNone: true })).toEqual(
          before,
        );
      const soon = at.add({ hours: 48 }).toString().slice(0, 10);
      if (first.letter === null) expect(after({ letter: { asked: soon, answer: 'no' } })).toEqual(before);
      else if (first.letter.received === null)
        expect(after({ letter: { ...first.letter, received: soon, assigned: soon } })).toEqual(before);
    }),
    cases(15),
  );
});

test('the draft check bars exactly what may not be sent', () => {
  fc.assert(
    fc.property(asked, ({ person, at: told }) => {
      const at = Temporal.Instant.from(told);
      const [to = null] = person.people;
      if (!to) throw new Error('there is nobody');
      for (const kind of sentKindSchema.options) {
        const { findings } = checkText('Thank you for your time.', kind, { ...person, to }, knowledge, at);
        const isBarred = findings.some(({ category }) => category === 'contact-not-allowed');
        expect([kind, isBarred]).toEqual([kind, !nextFor(person, to, kind, knowledge, at).may]);
      }
    }),
    cases(15),
  );
});

test('a rule that answers its own examples otherwise is named with its place', () => {
  expect(etiquetteProblems(knowledge)).toEqual([]);
  const { etiquette } = knowledge;
  const reminder = { ...etiquette.kinds['letter-reminder'], apart_days: 3 };
  const kinds = { ...etiquette.kinds, 'letter-reminder': reminder };
  const problems = etiquetteProblems({ ...knowledge, etiquette: { ...etiquette, kinds } });
  expect(problems.map(({ path }) => path.join('.'))).toContain('rules.reminder_too_early.examples.0');
});

test('every contact of a record is answered for, kind by kind', () => {
  const person = writer([
    { id: 'mercyprog', kind: 'program', name: 'Mercy IM', known: ['interviewed'] },
    { id: 'drleelee', kind: 'attending', name: 'Dr. Lee', known: ['rotated'] },
  ]);
  const all = nextForAll(person, knowledge, Temporal.Instant.from('2026-11-23T14:00:00Z'));
  expect(all).toHaveLength(2 * sentKindSchema.options.length);
  expect(all.find((one) => one.contact === 'mercyprog' && one.kind === 'program-feedback')).toMatchObject({
    may: false,
    earliest: '2027-04-01',
    latest: '2027-05-31',
    rule: 'feedback_season',
  });
  const keys = ['contact', 'earliest', 'kind', 'latest', 'may', 'rule', 'why'];
  for (const one of all) expect(Object.keys(one).toSorted()).toEqual(keys);
});
