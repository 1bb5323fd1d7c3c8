import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { type Season, seasonSchema } from '#core/knowledge/season.ts';
import {
  type Correspondent,
  correspondentKindSchema,
  correspondentSchema,
  knownSchema,
} from '#core/record/correspondent.ts';
import { sentKindSchema } from '#core/record/draft-kind.ts';
import { type Grounds, groundsSchema } from '#core/record/grounds.ts';
import { knowledge as today } from '../assessment/people.ts';

export const ZONES = ['America/New_York', 'Asia/Karachi', 'Australia/Sydney', 'UTC', 'Pacific/Honolulu'];

/** The season of 2027 moved to the Match of another year, whose Friday is the third one of March as well. */
function seasonOf(pattern: Season, year: number): Season {
  const monday = (of: number): Temporal.PlainDate => {
    const first = Temporal.PlainDate.from({ year: of, month: 3, day: 1 });
    return first.add({ days: ((5 - first.dayOfWeek + 7) % 7) + 10 });
  };
  const moved = monday(pattern.year).until(monday(year)).days;
  const move = (when: string): string =>
    / /.test(when)
      ? `${Number(when.slice(0, 4)) + year - pattern.year}${when.slice(4)}`
      : `${Temporal.PlainDate.from(when.slice(0, 10)).add({ days: moved })}${when.slice(10)}`;
  const events = Object.entries(pattern.events).map(([key, event]) => [
    key,
    { ...event, when: move(event.when), ...(event.until && { until: move(event.until) }) },
  ]);
  return seasonSchema.parse({ ...pattern, year, events: Object.fromEntries(events) });
}

const pattern = today.seasons.find(({ year }) => year === 2027);
if (!pattern) throw new Error('there is no season 2027');
/** The knowledge of today, with the seasons of ten years. */
export const knowledge: Knowledge = {
  ...today,
  seasons: Array.from({ length: 10 }, (_, index) => seasonOf(pattern, 2026 + index)),
};

export const contact = (told: unknown): Correspondent => correspondentSchema.parse(told);

export function writer(
  people: readonly unknown[],
  zone = 'America/New_York',
  noMessages: string[] = [],
): Grounds {
  return groundsSchema.parse({ profile: { noMessages }, people, settings: { zone } });
}

const DAY = 86_400_000;
const SAYS = [
  null,
  null,
  null,
  'Please send us your CV.',
  'Could you write in May?',
  'Thanks, noted.',
  'No messages, please.',
];
const PLAIN = ['mail', 'call', 'meeting', 'interview', 'other'] as const;

/** A log over the years before a moment, in which one kind often comes again. */
function logBefore(at: number): fc.Arbitrary<readonly unknown[]> {
  const kind = fc.oneof(fc.constantFrom(...sentKindSchema.options), fc.constantFrom(...PLAIN));
  const ago = fc.oneof(
    fc.integer({ min: 0, max: 40 * DAY }),
    fc.integer({ min: 0, max: 400 * DAY }),
    fc.integer({ min: 0, max: 3_600 * DAY }),
  );
  return kind.chain((usual) =>
    fc.array(
      fc
        .record({
          ago,
          from: fc.constantFrom('me', 'me', 'them'),
          kind: fc.oneof(fc.constant(usual), kind),
          refused: fc.integer({ min: 0, max: 11 }),
          says: fc.constantFrom(...SAYS),
          later: fc.option(fc.integer({ min: -60, max: 120 }), { freq: 8 }),
        })
        .map(({ ago: before, later, refused, ...message }) => ({
          ...message,
          at: new Date(Math.floor((at - before) / 1000) * 1000).toISOString(),
          refused: message.from === 'them' && refused === 0,
          ...(message.from === 'them' && later !== null && { later: isoDay(at - before + later * DAY) }),
        })),
      { maxLength: 6 },
    ),
  );
}

export function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function letterBefore(at: number): fc.Arbitrary<unknown> {
  const day = fc.option(
    fc.integer({ min: -60, max: 400 }).map((ago) => isoDay(at - ago * DAY)),
    { freq: 2 },
  );
  const letter = fc.record({
    asked: day,
    answer: fc.constantFrom('open', 'open', 'strong', 'hesitant', 'no'),
    promised: day,
    received: day,
  });
  return fc.option(letter, { freq: 3 });
}

export interface Asked {
  readonly zone: string;
  readonly at: string;
  readonly person: Grounds;
}

/** Somebody with one contact and up to twelve others, at a moment of ten years; Match Week comes up often. */
export const asked: fc.Arbitrary<Asked> = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    at: fc.oneof(
      fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2035-06-30') }),
      fc
        .record({ year: fc.integer({ min: 0, max: 9 }), hours: fc.integer({ min: -48, max: 24 * 40 }) })
        .map(({ year, hours }) => {
          const monday = knowledge.seasons[year]?.events.quiet_begins.when ?? '';
          return Date.parse(`${monday}Z`) + hours * 3_600_000;
        }),
    ),
  })
  .chain(({ zone, at }) =>
    fc
      .record({
        kind: fc.constantFrom(...correspondentKindSchema.options, 'program', 'attending'),
        program: fc.option(fc.constant('Mercy IM')),
        known: fc.uniqueArray(fc.constantFrom(...knownSchema.options), { maxLength: 3 }),
        wantsNone: fc.integer({ min: 0, max: 11 }).map((one) => one === 0),
        wouldTrain: fc.constantFrom('yes', 'unknown', 'no'),
        feedback: fc.option(fc.constant('More recent work.'), { freq: 3 }),
        log: logBefore(at),
        letter: letterBefore(at),
        others: fc.array(
          fc.record({
            name: fc.constantFrom(...'ABCDEFGHIJKLM', 'Mercy IM'),
            ago: fc.integer({ min: 0, max: 90 }),
          }),
          { maxLength: 14 },
        ),
        noMessages: fc.integer({ min: 0, max: 11 }).map((one) => (one === 0 ? ['Mercy IM'] : [])),
      })
      .map(({ others, noMessages, ...one }): Asked => {
        const people = others.map(({ name, ago }, index) => ({
          id: `others${index}aa`,
          kind: 'program',
          name,
          log: [{ at: `${new Date(at - ago * DAY).toISOString()}`, from: 'me', kind: 'program-feedback' }],
        }));
        const first = { ...one, id: 'firstone', name: one.program === null ? 'Mercy IM' : 'Dr. Lee' };
        return {
          zone,
          at: new Date(at).toISOString(),
          person: writer([first, ...people], zone, noMessages),
        };
      }),
  );
