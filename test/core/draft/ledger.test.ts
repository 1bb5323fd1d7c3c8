import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { contradictions } from '#core/draft/contradictions.ts';
import { fill } from '#core/draft/fill.ts';
import { ledgerOf } from '#core/draft/ledger.ts';
import type { Answers } from '#core/record/draft.ts';
import { groundsSchema } from '#core/record/grounds.ts';
import { knowledge } from '../assessment/people.ts';
import { answersFor, groundsFor, LACKS, MOMENTS, PEOPLE, WHO, type Who } from './people.ts';

const drafts = (who: Who) =>
  knowledge.templates
    .filter(({ id }) => !LACKS[who].includes(id))
    .map((template) => {
      const answers = answersFor(template);
      const grounds = groundsFor(who, template);
      const now = Temporal.Instant.from(MOMENTS[who]);
      const { body } = fill(template, grounds, answers, knowledge, now);
      return { name: template.id, text: body, grounds, answers };
    });

test.each(WHO)('nothing in the drafts of %s is without a fact', (who) => {
  for (const { name, text, grounds, answers } of drafts(who)) {
    const lines = ledgerOf(text, grounds, answers, knowledge);
    expect(
      lines.flatMap(({ open }) => open),
      name,
    ).toEqual([]);
    for (const { sentence, from, to } of lines) expect(text.slice(from, to)).toBe(sentence);
  }
});

test.each(WHO)('all drafts of %s tell one story', (who) => {
  expect(contradictions(drafts(who), knowledge)).toEqual([]);
});

const grounds = groundsSchema.parse(PEOPLE.reapplicant);

test.each([
  ['I failed my first attempt at Step 1.', 'step1.fails', 'first attempt'],
  ['I failed Step 1 three times.', 'step1.fails', 'times'],
  ['I passed Step 2 CK in May 2024.', 'step2ck.passed_on', 'May 2024'],
  ['I passed Step 2 CK with a score of 241.', 'step2ck.passed_score', '241'],
  ['I did not pass Step 3.', 'step3.state', null],
  ['I will retake Step 2 CK on January 12, 2027.', 'step2ck.retake_on', 'January 12, 2027'],
  ['My practice scores rose to 240 (NBME 12).', 'practice', '240'],
  ['I graduated from Dow Medical College in 2018.', 'graduated', '2018'],
  ['I applied in 2023 and did not match.', 'season', '2023'],
  ['I am applying for residency in neurology.', 'field', 'neurology'],
  ['I have 9 months of hands-on work.', 'us_months', '9 months'],
  ['I published 14 papers.', 'number', '14'],
  ['I worked as an extern at Baptist Hospital.', 'place', 'Baptist Hospital'],
  ['I have volunteered in a clinic since May 2020.', 'date', 'May 2020'],
])('%s has no fact behind it', (sentence, about, words) => {
  const open = ledgerOf(`Dear Dr. Lee,\n\n${sentence}`, grounds, {}, knowledge).flatMap((line) => line.open);
  if (words === null) return expect(open.filter((one) => one.about === 'step3.fails')).toEqual([]);
  expect(open.map((one) => [one.about, one.words])).toContainEqual([about, words]);
});

test.each([
  [
    'I failed Step 1 twice, and passed it in June 2022.',
    ['profile.exams[0]', 'profile.exams[1]', 'profile.exams[2]'],
  ],
  ['I failed my first and my second attempt at Step 1.', []],
  ['I worked at Mercy Family Health until January 2026.', ['profile.experience[0]']],
  ['I graduated in 2019.', ['profile.graduated']],
  ['Your program has 24 residents.', []],
  ['She was a 54-year-old teacher, and I listened.', []],
])('%s rests on its facts', (sentence, facts) => {
  const lines = ledgerOf(sentence, grounds, {}, knowledge);
  expect(lines.flatMap(({ open }) => open)).toEqual([]);
  for (const fact of facts) expect(lines.flatMap((line) => line.facts)).toContain(fact);
});

test('an answer for one text is a fact of that text', () => {
  const openWith = (answers: Answers) =>
    ledgerOf('I published 14 papers.', grounds, answers, knowledge).flatMap(({ open }) => open);
  expect(openWith({ detail: '14 papers on sepsis' })).toEqual([]);
  expect(openWith({ detail: '114 papers on sepsis' })).toHaveLength(1);
});

test.each([
  ['attempts', 'I failed Step 1 twice.', 'I failed my first attempt at Step 1.', 'step1.fails'],
  [
    'scores',
    'I passed Step 2 CK with a 231.',
    'I passed Step 2 CK with a score of 236.',
    'step2ck.passed_score',
  ],
  [
    'dates',
    'I will retake it: Step 2 CK, on May 4, 2027.',
    'I will retake Step 2 CK on June 4, 2027.',
    'step2ck.retake_on',
  ],
  ['results', 'I passed Step 1 in 2022.', 'I will retake Step 1 in spring.', 'step1.state'],
  [
    'causes',
    'I failed Step 1 because I was ill.',
    'I failed Step 1. I prepared without timed questions.',
    'cause',
  ],
  [
    'fields',
    'I am applying for residency in psychiatry.',
    'I am applying again for residency in pediatrics.',
    'field',
  ],
  ['graduation', 'I graduated in 2019.', 'I am in the class of 2020 at Dow.', 'graduated'],
])('two drafts that tell different %s are named with both places', (_, a, b, topic) => {
  const found = contradictions(
    [
      { name: 'statement', text: a },
      { name: 'letter', text: b },
    ],
    knowledge,
  );
  expect(found.map((one) => one.topic)).toEqual([topic]);
  for (const { places } of found) {
    expect(places.map(({ name }) => name)).toEqual(['statement', 'letter']);
    expect(a.slice(places[0].from, places[0].to)).toBe(places[0].words);
    expect(b.slice(places[1].from, places[1].to)).toBe(places[1].words);
  }
});

test.each([
  ['I passed Step 1 in June 2022.', 'I passed Step 1 in 2022.'],
  ['I failed Step 1 twice.', 'I failed an exam.'],
  ['I failed Step 1 because I was ill.', 'My mother is ill, and I visit her on Sundays.'],
  ['I did not match in 2025 or in 2026.', 'I did not match in 2026.'],
])('“%s” and “%s” do not contradict each other by what they count', (a, b) => {
  expect(
    contradictions(
      [
        { name: 'a', text: a },
        { name: 'b', text: b },
      ],
      knowledge,
    ),
  ).toEqual([]);
});
