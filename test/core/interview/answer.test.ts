import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { groundsOf } from '#core/draft/draft.ts';
import { type AnswerFinding, readAnswer } from '#core/interview/answer.ts';
import { questionById } from '#core/interview/choose.ts';
import { interviewProblems } from '#core/interview/own-tests.ts';
import { interviewReaderFor } from '#core/interview/reader.ts';
import { newApplicant } from '#core/record/applicant.ts';
import { growth, SHAPES } from '../../growth.ts';
import { knowledge } from '../assessment/people.ts';

const NOW = Temporal.Instant.from('2026-11-28T15:00:00Z');
const somebody = newApplicant(
  'somebody00',
  { platform: 'telegram', user: '1', address: null },
  NOW.toString(),
);
const { questions } = interviewReaderFor(knowledge.interview);

function read(id: string, text: string) {
  const question = questionById(knowledge, id);
  if (!question) throw new Error(`no question ${id}`);
  return readAnswer(text, question, groundsOf(somebody, null), knowledge, NOW);
}

function kinds(findings: readonly AnswerFinding[]): readonly string[] {
  return [...new Set(findings.map(({ category }) => category))];
}

const EXAM_STORY = 'The hardest time was when I failed Step 2 CK. I made a schedule and passed.';

test('there are the five that are asked nearly everywhere, and fifteen more, each with its own source', () => {
  const ids = questions.map(({ id }) => id);
  expect(ids).toEqual(
    expect.arrayContaining(['about_yourself', 'exam', 'why_us', 'struggle', 'why_unmatched']),
  );
  expect(ids.length).toBeGreaterThanOrEqual(20);
  for (const { source } of questions) expect(knowledge.sources).toHaveProperty(source.from);
});

test('every part and check finds its own texts and leaves the others', () => {
  expect(interviewProblems(knowledge.interview)).toEqual([]);
});

test('a part that misses its own text, and a check of a question that is in no file, are mistakes with their place', () => {
  const [question] = questions.filter(({ id }) => id === 'conflict');
  const [check] = interviewReaderFor(knowledge.interview).checks;
  if (!question || !check) throw new Error('nothing to break');
  const [part] = question.parts;
  const words = Object.fromEntries(knowledge.interview.flatMap((file) => Object.entries(file.words)));
  const files = [
    {
      words,
      questions: [{ ...question, parts: part ? [{ ...part, takes: ['Nothing at all.'] }] : [] }],
      checks: [{ ...check, questions: ['conflict', 'nonsense'] }],
    },
  ];
  expect(interviewProblems(files)).toEqual([
    { file: 0, path: ['questions', 0, 'parts', 0, 'takes', 0], message: 'is not found in its own text' },
    { file: 0, path: ['checks', 0, 'questions', 1], message: 'no file has the question "nonsense"' },
  ]);
});

test('the failed exam has its own question: told elsewhere it is the wrong story', () => {
  expect(kinds(read('struggle', EXAM_STORY).findings)).toContain('wrong-story');
  expect(kinds(read('about_yourself', EXAM_STORY).findings)).toContain('wrong-story');
  expect(kinds(read('exam', EXAM_STORY).findings)).not.toContain('wrong-story');
  const other = 'In my second year my thesis supervisor left. I found a new mentor and learned to ask early.';
  expect(kinds(read('struggle', other).findings)).not.toContain('wrong-story');
});

test('the exam has the four parts of an explanation', () => {
  const { parts } = read('exam', 'I failed Step 2 CK on my first attempt. I will retake it on March 3.');
  expect(parts).toEqual({ own: true, cause: false, changes: false, plan: true });
});

test('reasons for a program count only if they name something of its own', () => {
  const generic = read('why_us', 'I love your focus on education and the diverse patient population.');
  expect(generic.parts).toMatchObject({ community: false, patients: false, niche: false });
  expect(kinds(generic.findings)).toEqual(['vague']);
  const own = read(
    'why_us',
    'Your refugee clinic sees families from Bhutan. Second years run the van on Fourth Street twice a month.',
  );
  expect(own.parts).toMatchObject({ patients: true, niche: true });
  expect(own.findings).toEqual([]);
});

test('blame, bitterness and begging are found in the words of the answer', () => {
  const text = "It's my advisor's fault. The Match is rigged against IMGs. Please, I will do anything.";
  const { findings } = read('why_unmatched', text);
  expect(kinds(findings)).toEqual(expect.arrayContaining(['blame', 'rant', 'begging']));
  for (const { words, from, to } of findings) expect(text.slice(from, to)).toBe(words);
});

const sentence = 'I worked two years in a county clinic and I ran the list of patients. ';

test('at 140 words a minute, 70 seconds are fine, and 110 are too long from the word on at which 90 are over', () => {
  const fine = read('about_yourself', sentence.repeat(11));
  expect(fine.seconds).toBe(71);
  expect(kinds(fine.findings)).not.toContain('too-long');
  const text = sentence.repeat(17);
  const long = read('about_yourself', text);
  expect(long.seconds).toBe(109);
  const found = long.findings.find(({ category }) => category === 'too-long');
  expect(text.slice(0, found?.from).trim().split(/\s+/)).toHaveLength(210);
});

test('nothing is said of a private matter that was kept private, and much of one that was not', () => {
  expect(
    read('family', "I'd rather keep that private. Nothing keeps me from the schedule.").findings,
  ).toEqual([]);
  expect(kinds(read('family', 'Yes, I am married and have two kids.').findings)).toContain('oversharing');
});

test.each(SHAPES)('reading takes time in proportion to the length: %s', async (_, shape) => {
  expect(await growth(shape, (text) => read('why_us', text), 800)).toBeLessThan(20);
});
