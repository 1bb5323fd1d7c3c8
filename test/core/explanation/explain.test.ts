import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { loadKnowledge } from '#app/load-knowledge.ts';
import { explain } from '#core/explanation/explain.ts';
import { PARTS } from '#core/knowledge/explanation.ts';
import { type Grounds, groundsSchema } from '#core/record/grounds.ts';
import { cases } from '../../depth.ts';
import { growth, SHAPES } from '../../growth.ts';

const knowledge = await loadKnowledge(fileURLToPath(new URL('../../../config/knowledge/', import.meta.url)));
const NOW = Temporal.Instant.from('2026-11-27T15:00:00Z');
const GROUNDS = groundsSchema.parse({
  profile: {
    exams: [
      { exam: 'step2ck', on: '2026-06-12', outcome: 'fail', score: 206 },
      { exam: 'step2ck', on: '2027-03-03', outcome: 'scheduled', score: null },
    ],
  },
  practice: [
    { exam: 'step2ck', form: 'NBME 30', score: 205, on: '2026-08-20' },
    { exam: 'step2ck', form: 'NBME 31', score: 236, on: '2026-11-10' },
  ],
});
const read = (text: string, grounds: Grounds = GROUNDS) => explain(text, grounds, knowledge, NOW);

const OWN = 'I failed Step 2 CK on my first attempt in June 2026.';
const CAUSE = 'I underestimated it and left six weeks beside two surgery rotations.';
const CHANGES =
  'Since then I have finished 3,200 timed questions, I meet Dr. Lee every Monday, and my NBME rose from 205 on form 30 to 236 on form 31.';
const PLAN = 'I am scheduled to retake it on March 3, 2027. My evaluations call me reliable.';
const GOOD = [OWN, CAUSE, CHANGES, PLAN].join(' ');

describe('the four parts', () => {
  test('are all there, with their share of the words, and nothing weakens a good text', () => {
    const said = read(GOOD);
    expect(said).toMatchObject({
      parts: { own: true, cause: true, changes: true, plan: true },
      problems: [],
      weaknesses: [],
      missing: [],
      words: 66,
      sentences: 5,
      spokenSeconds: 28,
      target: { own: 0.2, cause: 0.2, changes: 0.4, plan: 0.2 },
    });
    expect(said.shares).toEqual({ own: 12 / 66, cause: 11 / 66, changes: 28 / 66, plan: 15 / 66, other: 0 });
    expect(said.stretches.map(({ part }) => part)).toEqual(['own', 'cause', 'changes', 'plan']);
  });

  test.each(PARTS)('%s is missed where it is left out, with what to write', (part) => {
    const all = { own: OWN, cause: CAUSE, changes: CHANGES, plan: PLAN };
    const { parts, shares, missing } = read(
      PARTS.filter((one) => one !== part)
        .map((one) => all[one])
        .join(' '),
    );
    expect(parts).toEqual({ own: true, cause: true, changes: true, plan: true, [part]: false });
    expect(shares[part]).toBe(0);
    expect(missing).toEqual([{ part, better: knowledge.explanation.missing[part] }]);
  });

  test('share one sentence where it holds two of them', () => {
    const { stretches } = read('I failed Step 2 CK because I crammed, so I now do 40 timed questions a day.');
    expect(stretches.map(({ part, text }) => [part, text])).toEqual([
      ['own', 'I failed Step 2 CK'],
      ['cause', 'because I crammed'],
      ['changes', 'so I now do 40 timed questions a day'],
    ]);
  });

  test('are no passive: what nobody failed is not owned, and an excuse is no cause', () => {
    const { parts, shares } = read('A failing score was received on Step 2 CK. The questions were unfair.');
    expect(parts).toEqual({ own: false, cause: false, changes: false, plan: false });
    expect(shares).toEqual({ own: 0, cause: 0, changes: 0, plan: 0, other: 1 });
  });

  test('need the name of the exam', () => {
    expect(read('I failed on my first attempt because I crammed.').parts).toMatchObject({
      own: false,
      cause: true,
    });
  });
});

describe('what the record does not bear out', () => {
  const against = (text: string, grounds = GROUNDS) =>
    read(text, grounds)
      .weaknesses.filter(({ problem }) => problem === 'contradicts-record')
      .map(({ words }) => words);

  test.each([
    ['another exam', 'I failed Step 1 on my first attempt.', ['Step 1']],
    ['another sitting', 'I failed Step 2 CK on my second attempt.', ['second attempt']],
    ['another day', 'I failed Step 2 CK in May 2026.', ['May 2026']],
    ['another score', 'I failed Step 2 CK with a 212.', ['212']],
    ['a practice score that nobody logged', `${OWN} My NBME rose from 205 to 251.`, ['251']],
    ['a form that nobody logged', `${OWN} My score on NBME 29 is now 236.`, ['NBME 29']],
    ['another form', `${OWN} My score on NBME 30 is now 236.`, ['NBME 30']],
    ['a range that nobody reached', `${OWN} My NBME is in the high 240s.`, ['240s']],
    ['a pass', `${OWN} I have since passed Step 2 CK.`, ['I have since passed Step 2 CK']],
    ['an earlier retake', `${OWN} I will retake it on February 1, 2027.`, ['February 1, 2027']],
    ['the wrong next sitting', `${OWN} I will sit my third attempt on March 3, 2027.`, ['third attempt']],
  ])('%s', (_, text, words) => expect(against(text)).toEqual(words));

  test.each([
    'I failed Step 2 CK with a 206 in June 2026.',
    'I failed Step 2 CK last June.',
    'I scored 206, 12 points below the passing score of 218, on Step 2 CK.',
    `${OWN} My NBME is in the mid-230s, after 250 questions a week.`,
    `${OWN} I will retake it in March.`,
    `${OWN} I retake it on 3 March 2027.`,
  ])('is nothing in: %s', (text) => expect(against(text)).toEqual([]));

  test.each([
    ['a pass at the failed attempt', 'I passed Step 1 on the first attempt.', ['first attempt']],
    ['a pass at another attempt', `I failed Step 1 once. I passed on the third attempt.`, ['third attempt']],
    ['a final score', 'I failed Step 1. I then did 900 questions and passed with 240.', ['240']],
    ['the score of another exam', 'I failed Step 1. My Step 2 CK was a 258 in 2026.', ['258']],
    [
      'a passed exam that is sat again',
      'I failed Step 1. I will sit Step 2 CK in March.',
      ['I will sit Step 2 CK in March'],
    ],
    ['a form whose number has three digits', 'I failed Step 1. COMSAE 202 was 446.', ['COMSAE 202', '446']],
    [
      'what the record has',
      'I failed Step 1. I passed on the second attempt, with 231, and scored 238 on Step 2 CK.',
      [],
    ],
  ])('%s', (_, text, words) => {
    const passed = groundsSchema.parse({
      profile: {
        exams: [
          { exam: 'step1', on: '2025-05', outcome: 'fail', score: 190 },
          { exam: 'step1', on: '2025-11', outcome: 'pass', score: 231 },
          { exam: 'step2ck', on: '2026-05', outcome: 'pass', score: 238 },
        ],
      },
    });
    expect(against(text, passed)).toEqual(words);
  });

  test('a second failure that is not told', () => {
    const twice = groundsSchema.parse({
      profile: {
        exams: [
          { exam: 'level1', on: '2025-05', outcome: 'fail', score: null },
          { exam: 'level1', on: '2025-11', outcome: 'fail', score: null },
        ],
      },
    });
    expect(against('I failed Level 1 on my first attempt.', twice)).toEqual(['first attempt']);
    expect(against('I failed Level 1 twice, in May and in November 2025.', twice)).toEqual([]);
  });

  test('a fourth sitting before the rules allow it, and a fifth', () => {
    const exams = ['2025-09-10', '2026-03-02', '2026-10-05'].map((on) => ({
      exam: 'step2ck',
      on,
      outcome: 'fail',
      score: null,
    }));
    const thrice = groundsSchema.parse({ profile: { exams } });
    const four = groundsSchema.parse({ profile: { exams: [...exams, { ...exams[0], on: '2026-11-01' }] } });
    const text = (day: string) => `I failed Step 2 CK three times. I will retake it on ${day}.`;
    expect(read(text('April 4, 2027'), thrice).weaknesses.map(({ why }) => why)).toContainEqual(
      expect.stringContaining('2027-04-05'),
    );
    expect(against(text('April 5, 2027'), thrice)).toEqual([]);
    expect(against(text('May 5, 2028').replace('three', 'four'), four)).toEqual([
      'I will retake it on May 5, 2028',
    ]);
  });

  test('a booking that the record has not', () => {
    const unbooked = {
      ...GROUNDS,
      profile: { ...GROUNDS.profile, exams: GROUNDS.profile.exams.slice(0, 1) },
    };
    expect(against(`${OWN} I am scheduled to retake it on March 3, 2027.`, unbooked)).toEqual([
      'March 3, 2027',
    ]);
    expect(against(`${OWN} I plan to retake it on March 3, 2027.`, unbooked)).toEqual([]);
  });

  test('nothing about exams where the record has none', () => {
    expect(against(`${OWN} I have since passed it.`, groundsSchema.parse({ profile: {} }))).toEqual([]);
  });
});

describe('the whole text', () => {
  test('needs figures about what changed, and a form, a year and an exam are none', () => {
    const { problems } = read(`${OWN} ${CAUSE} I now use UWorld weekly, and NBME form 31. ${PLAN}`);
    expect(problems).toEqual(['no-numbers']);
  });

  test('needs the date of a retake, but not after a pass', () => {
    expect(read(`${OWN} ${CAUSE} ${CHANGES} I will retake it soon.`).problems).toEqual(['vague', 'no-date']);
    const exams = [
      ...GROUNDS.profile.exams.slice(0, 1),
      { exam: 'step2ck', on: '2026-10', outcome: 'pass', score: 240 },
    ];
    const passed = groundsSchema.parse({ profile: { exams }, practice: GROUNDS.practice });
    expect(read(`${OWN} ${CAUSE} ${CHANGES} I passed it in October with a 240.`, passed).problems).toEqual(
      [],
    );
  });

  test('counts a list as one sentence with what announces it', () => {
    const list = 'Since then:\n- I did 3,200 questions\n- I meet Dr. Lee weekly\n- I keep a schedule';
    expect(read(`${OWN} ${CAUSE}\n\n${list}\n\n${PLAN}`)).toMatchObject({ sentences: 5, problems: [] });
  });

  test('is too long beyond seven sentences', () => {
    expect(read(`${GOOD} I work. I read.`).problems).toEqual([]);
    expect(read(`${GOOD} I work. I read. I ask.`).problems).toEqual(['too-long']);
  });

  test('shows the words that weaken it, with the reason and a better way', () => {
    const text = `${OWN} It was the worst day of my life.`;
    const [drama] = read(text).weaknesses;
    expect(drama).toMatchObject({ problem: 'drama', words: 'worst day of my life', why: expect.any(String) });
    expect(text.slice(drama?.from ?? 0, drama?.to ?? 0)).toBe(drama?.words);
  });
});

test('any text is read, and its shares are one in all', () => {
  const words = fc.constantFrom(
    'I',
    'failed',
    'Step 2 CK',
    'because',
    '236',
    'NBME 31',
    ',',
    '.',
    '“',
    'in May',
    '2027-02-30',
    'weekly',
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 60 }), (some) => {
      const text = some.join(' ');
      const { parts, shares, stretches } = read(text);
      const sum = PARTS.reduce((all, part) => all + shares[part], 0);
      expect(stretches.some(({ part }) => part !== null) ? sum : 1).toBeCloseTo(1);
      for (const part of PARTS) if (parts[part]) expect(shares[part]).toBeGreaterThan(0);
      for (const { text: said, from, to } of stretches) expect(text.slice(from, to)).toBe(said);
    }),
    cases(60),
  );
});

test.each([
  ...SHAPES,
  ['failures', (length: number) => 'I failed Step 2 CK in May. '.repeat(length / 27)] as const,
])('eight times as long a text of %s takes about eight times as long', async (_, make) => {
  expect(await growth(make, (text) => read(text), 2_000)).toBeLessThan(24);
});
