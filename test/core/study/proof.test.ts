import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { printedText } from '#core/pictures/printed.ts';
import { clean } from '#core/pictures/wrap.ts';
import type { Check, Happened, Study } from '#core/record/study.ts';
import { brokenLink, type Chain, chainOf, chainSchema, lookUp } from '#core/study/chain.ts';
import { HIDEABLE, type Hideable, proofOf } from '#core/study/proof.ts';
import { proofPage } from '#core/study/proof-page.ts';
import { cases } from '../../depth.ts';
import { say } from '../../say.ts';
import { knowledge } from '../assessment/people.ts';
import { logOf, logs } from './logs.ts';

const ZONE = 'Asia/Karachi';
const ALL = new Set<Hideable>();
const hidings = fc.uniqueArray(fc.constantFrom(...HIDEABLE)).map((some) => new Set(some));

function pageOf(study: Study, hidden: ReadonlySet<Hideable> = ALL) {
  const page = proofPage(study, { hidden, zone: ZONE }, knowledge, say);
  if (!page) throw new Error('an empty log');
  return page;
}

function check(on: string, answer: Check['answer'], hours: number | null = null): Happened {
  return { kind: 'check', check: { on, answer, hours, blocks: null, percent: null } };
}

/** Read by hand from the log, day by day: the entries that count, without looking at what the page is made from. */
function byHand({ log }: Study) {
  const gone = log.flatMap(({ what }) => (what.kind === 'withdrawn' ? [what.entry] : []));
  const left = log.filter(({ id, what }) => what.kind !== 'withdrawn' && !gone.includes(id));
  const days = new Map<string, Check>();
  for (const { what } of left) if (what.kind === 'check') days.set(what.check.on, what.check);
  const weeks = new Map<string, Check[]>();
  for (const one of days.values()) {
    // The first Monday after 1 January 1970 was the 5th.
    const week = String(Math.floor((Date.parse(one.on) / 86_400_000 - 4) / 7));
    weeks.set(week, [...(weeks.get(week) ?? []), one]);
  }
  return {
    left,
    days: [...days.values()],
    weeks: [...weeks].toSorted(([a], [b]) => Number(a) - Number(b)).map(([, all]) => all),
  };
}

test('weeks, days and hours are what a reader of the log would count', () => {
  fc.assert(
    fc.property(logs(40), (study) => {
      const proof = proofOf(study, ZONE);
      const { days, weeks } = byHand(study);
      const asked = days.filter(({ answer }) => answer !== 'excused');
      const good = asked.filter(({ answer }) => ['done', 'partly'].includes(answer));
      const total = (all: readonly (number | null)[]) =>
        all.reduce<number>((sum, one) => sum + (one ?? 0), 0);
      expect(total(proof.weeks.map((week) => week.asked))).toBe(asked.length);
      expect(total(proof.weeks.map((week) => week.kept))).toBe(good.length);
      expect(total(proof.weeks.map((week) => week.hours))).toBe(total(days.map(({ hours }) => hours)));
      expect(total(proof.weeks.map((week) => week.blocks))).toBe(total(days.map(({ blocks }) => blocks)));
      expect(proof.weeks).toHaveLength(weeks.length);
      expect(proof.weeks.map(({ asked: count, kept }) => count === kept)).toEqual(
        weeks.map((all) => all.every(({ answer }) => answer !== 'not' && answer !== 'missed')),
      );
    }),
    cases(60),
  );
});

/** Everything that an entry says, as it may stand on the page. */
function factsOf(study: Study): ReadonlySet<string> {
  const { left, weeks } = byHand(study);
  const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
  const facts = new Set<string>();
  const add = (...all: readonly (string | number)[]) => {
    for (const one of all)
      for (const word of figuresIn(typeof one === 'number' ? number.format(one) : one)) facts.add(word);
  };
  const addDay = (on: string) => add(...on.split('-').map(Number), on.slice(0, 4));
  for (const { what } of left) {
    if (what.kind === 'routine') {
      add(what.routine.hours);
      addDay(what.routine.from);
    }
    if (what.kind === 'score') {
      add(what.score.score, clean(what.score.form));
      addDay(what.score.on);
    }
    if (what.kind === 'oversight') {
      add(clean(what.who), clean(what.what));
      addDay(what.on);
    }
    if (what.kind === 'agreement') {
      add(what.agreement.latest, what.agreement.line);
      addDay(what.agreement.sits);
      addDay(what.agreement.decides);
    }
  }
  for (const { at } of study.log)
    addDay(Temporal.Instant.from(at).toZonedDateTimeISO(ZONE).toPlainDate().toString());
  const sum = (all: readonly (number | null)[]) => all.reduce<number>((total, one) => total + (one ?? 0), 0);
  for (const all of weeks) {
    const [first] = all;
    if (!first) continue;
    const monday = Temporal.PlainDate.from(first.on);
    addDay(monday.subtract({ days: monday.dayOfWeek - 1 }).toString());
    for (const answer of ['done', 'partly', 'excused'] as const)
      add(all.filter((one) => one.answer === answer).length);
    const asked = all.filter(({ answer }) => answer !== 'excused');
    add(asked.length, asked.filter(({ answer }) => answer === 'done' || answer === 'partly').length);
    add(sum(all.map(({ hours }) => hours)), sum(all.map(({ blocks }) => blocks)));
  }
  return facts;
}

function figuresIn(text: string): readonly string[] {
  return text.match(/\d[\d.,]*\d|\d/g) ?? [];
}

/** Exam names have figures, and an exam is on the page only if the log names it. */
function withoutExams(text: string, study: Study): string {
  const named = new Set(
    study.log.flatMap(({ what }) =>
      what.kind === 'routine'
        ? [what.routine.exam]
        : what.kind === 'score'
          ? [what.score.exam]
          : what.kind === 'agreement'
            ? [what.agreement.exam]
            : [],
    ),
  );
  return knowledge.exams.exams
    .toSorted((a, b) => b.name.length - a.name.length)
    .reduce((rest, { id, name }) => {
      if (!named.has(id)) expect(rest).not.toContain(`${name}:`);
      return rest.replaceAll(name, '');
    }, text);
}

test('each figure in a row of the page is in the log', () => {
  fc.assert(
    fc.property(logs(40), (study) => {
      const facts = factsOf(study);
      const rows = pageOf(study).sections.flatMap((section) => section.rows);
      for (const { label, value } of rows)
        for (const figure of figuresIn(withoutExams(`${label}\n${value}`, study)))
          expect(facts, `${label}: ${value}`).toContain(figure);
    }),
    cases(50),
  );
});

test('each name on the page is in the log, and each review that counts is on it or counted', () => {
  fc.assert(
    fc.property(logs(40), (study) => {
      const page = pageOf(study);
      const told = byHand(study).left.flatMap(({ what }) =>
        what.kind === 'oversight' ? [`${clean(what.who)}: ${clean(what.what)}`] : [],
      );
      const section = page.sections.find(({ title }) => title === 'Oversight');
      for (const { value } of section?.rows ?? []) expect(told).toContain(value);
      expect((section?.rows ?? []).length).toBe(Math.min(told.length, 8));
      const figure = page.figures.find(({ label }) => label === 'reviews by others');
      expect(figure?.value ?? '0').toBe(String(told.length));
    }),
    cases(50),
  );
});

const SECRET: Study = logOf([
  { kind: 'routine', routine: { exam: 'step2ck', days: [1], time: '19:00', hours: 37, from: '2026-06-01' } },
  { kind: 'check', check: { on: '2026-06-01', answer: 'done', hours: 7.5, blocks: 33, percent: 81 } },
  { kind: 'score', score: { exam: 'step2ck', form: 'NBME 12', score: 219, on: '2026-06-02' } },
  { kind: 'oversight', on: '2026-06-03', who: 'Dr. Lee', what: 'went through 219 and 37 hours of Step 2 CK' },
  {
    kind: 'agreement',
    agreement: {
      exam: 'step2ck',
      sits: '2026-09-01',
      decides: '2026-08-20',
      latest: 2,
      line: 228,
      weeks: null,
    },
  },
]);

test.each([
  ['scores', ['219', '228', '81']],
  ['hours', ['37', '7.5', '33 blocks', '"blocks":33']],
  ['names', ['Lee']],
  ['exam', ['Step 2', 'step2ck', 'NBME']],
] as const)('%s that are left out are nowhere, and that they are is said', (one, secrets) => {
  const hidden = new Set<Hideable>([one]);
  const page = pageOf(SECRET, hidden);
  const said = printedText(page) + JSON.stringify(page) + JSON.stringify(chainOf(SECRET, hidden));
  // Seals have figures of their own.
  const shown = said.replaceAll(/\b(?:[0-9a-f]{4} ?){8}\b/g, '');
  for (const secret of secrets) expect(shown).not.toContain(secret);
  expect(shown).not.toContain('went through');
  expect(shown).toContain('Left out on purpose');
  const whole = JSON.stringify(pageOf(SECRET)) + JSON.stringify(chainOf(SECRET, ALL));
  for (const secret of secrets) expect(whole).toContain(secret);
});

test('hidden entries still chain: the same last seal, and a change of a shown one shows', () => {
  fc.assert(
    fc.property(logs(30), hidings, fc.nat(), (study, hidden, at) => {
      const stored: Chain = chainSchema.parse(JSON.parse(JSON.stringify(chainOf(study, hidden))));
      expect(stored.links).toHaveLength(study.log.length);
      expect(brokenLink(stored)).toBeNull();
      const place = at % stored.links.length;
      const links = stored.links.map((link, index) =>
        index !== place
          ? link
          : 'entry' in link
            ? { entry: { ...link.entry, at: '2020-01-01T00:00:00Z' } }
            : { left_out: { ...link.left_out, digest: '0'.repeat(32) } },
      );
      expect(brokenLink({ ...stored, links })).toBe(place + 1);
    }),
    cases(50),
  );
});

test('a broken chain names its first entry and does not blame', () => {
  const [first, second, ...rest] = SECRET.log;
  if (!first || !second) throw new Error('too short');
  const broken = { ...SECRET, log: [first, { ...second, at: first.at }, ...rest] };
  expect(proofOf(broken, ZONE).broken).toEqual({ place: 2, on: '2026-06-01', kind: 'check' });
  expect(pageOf(broken).box.lines[0]).toContain(
    "Entry 2 of 5 doesn't match its seal. It is a study check, dated Jun 1, 2026.",
  );
});

test('an older seal is found in its place, and one up to which something changed is not vouched for', () => {
  const [one, two, three] = SECRET.log;
  if (!one || !two || !three) throw new Error('too short');
  expect(lookUp(SECRET, two.seal)).toMatchObject({ place: 2, isWhole: true });
  expect(lookUp(SECRET, '0'.repeat(32))).toBeNull();
  const broken = { ...SECRET, log: [one, { ...two, at: one.at }, ...SECRET.log.slice(2)] };
  expect(lookUp(broken, one.seal)).toMatchObject({ place: 1, isWhole: true });
  expect(lookUp(broken, three.seal)).toMatchObject({ place: 3, isWhole: false });
});

test('a day answered again, an entry withdrawn and one written late are told apart', () => {
  const study = logOf([
    check('2026-06-01', 'missed'),
    check('2026-06-01', 'done', 3),
    check('2026-05-20', 'done', 4),
    { kind: 'withdrawn', entry: 'entry000003' },
    check('2026-05-20', 'not'),
  ]);
  const proof = proofOf(study, ZONE);
  expect(proof.corrected).toBe(2);
  expect(proof.prompt).toEqual({ count: 1, of: 2 });
  expect(proof.weeks.map(({ monday, kept, asked, hours }) => [monday, kept, asked, hours])).toEqual([
    ['2026-05-18', 0, 1, null],
    ['2026-06-01', 1, 1, 3],
  ]);
});

test('an empty log makes no page', () => {
  expect(proofPage(logOf([]), { hidden: ALL, zone: ZONE }, knowledge, say)).toBeNull();
});
