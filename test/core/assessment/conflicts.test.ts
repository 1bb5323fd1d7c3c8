import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { assess, verdictFacts } from '#core/assessment/assess.ts';
import { passMark } from '#core/assessment/exams.ts';
import { monthsLeft, whatWouldChange } from '#core/assessment/what-would-change.ts';
import { ck, cycle, KNOWLEDGE_DIR, knowledge, NOW, solid, step1 } from './people.ts';

/** Where an article and a rule disagree, the rule wins: one test for each item that was found, in the order of the list. */

const TEXTS_DIR = fileURLToPath(new URL('../../../config/locales/en/', import.meta.url));

/** Never said: worked examples, the names of sources, the weights and meanings of words, and phrases that people's own words are read by. */
const UNSAID = /^(examples\/|sources\.yaml|(crisis_weights|tone_weights|tone_meanings)\.yaml)/;
/** What people's own words are held against. */
const PATTERNS = ['match', 'unless'];
const UNSAID_PARTS: Readonly<Record<string, string>> = { 'gate.yaml': 'own_words' };

/** Everything that the bot can say, with the place where it stands. */
const SAID = [...sentences(KNOWLEDGE_DIR, ''), ...sentences(TEXTS_DIR, 'en')].filter(
  ({ at }) => !UNSAID.test(at),
);

function sentences(root: string, folder: string): readonly { readonly at: string; readonly text: string }[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) =>
      strings(said(name, parse(readFileSync(join(root, name), 'utf8')))).map((text) => ({
        at: join(folder, name),
        text,
      })),
    );
}

function said(name: string, content: object): object {
  return Object.fromEntries(Object.entries(content).filter(([part]) => part !== UNSAID_PARTS[name]));
}

function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => (PATTERNS.includes(key) ? [] : strings(one)));
}

const saying = (what: RegExp): readonly { readonly at: string; readonly text: string }[] =>
  SAID.filter(({ text }) => what.test(text));
const rule = (id: string) => knowledge.assessment.eligibility.find((one) => one.id === id);
const eligibility = (told: object, at = NOW): readonly string[] =>
  assess({ ...solid, ...told }, knowledge, at).eligibility;
const failedCk = [step1, ck('fail', 206, '2026-09')];
const inSoap = Temporal.Instant.from('2027-03-16T16:00:00Z');

test('the sentences are found', () => expect(SAID.length).toBeGreaterThan(500));

test('1: the mark depends on the day of the exam, and nobody is told 209', () => {
  const mark = (on: string) => passMark(knowledge.exams, 'step2ck', on)?.score;
  expect([mark('2016-01'), mark('2025-07'), mark('2026-11')]).toEqual([209, 218, 218]);
  expect(saying(/\b209\b[^.]*(mark|pass|cut)|(mark|pass|cut)[^.]*\b209\b/i)).toEqual([]);
});

test('2: Step 1 has no mark and needs no score; a CK of 215 is a fail since July 2025', () => {
  expect(passMark(knowledge.exams, 'step1', '2026-01')).toBeNull();
  expect(eligibility({ exams: [step1, ck('pass', 215)] })).toContain('img_exam_failed');
  expect(eligibility({ exams: [step1, ck('pass', 215, '2025-06')] })).not.toContain('img_exam_failed');
});

test('3: no retake after a pass', () => {
  const passed = { ...solid, exams: [step1, ck('fail', 206, '2024-01'), ck('pass', 219)], strongLetters: 0 };
  const ways = whatWouldChange(passed, knowledge, NOW).flatMap(({ changes }) => changes);
  expect(ways.filter(({ effect }) => effect?.kind === 'exam')).toEqual([]);
  expect(saying(/(retake|take .{0,20}again|resit) .{0,30}(to )?(improve|better|raise)/i)).toEqual([]);
});

test('4, 5, 22: nobody is told to have programs called, to press them, or to use back channels', () => {
  expect(saying(/back.?channel|pre-?allocated|annoying|persistent(ly)? (call|mail|writ)/i)).toEqual([]);
  expect(
    saying(
      /\b(ask|have|get) (your|the|a) (dean|faculty|mentor|attending)[^.]{0,30} (call|mail|write to) (a |the )?program/i,
    ),
  ).toEqual([]);
  expect(rule('blocked_stays_quiet')?.todo).toMatch(/neither you nor anyone for you/);
});

test('6: applicants rank nothing in SOAP', () => {
  expect(saying(/rank (the )?programs? realistically|rank list (for|in) SOAP/i)).toEqual([]);
  expect(rule('no_list_needed')?.label).toBe('SOAP needs no rank list');
});

test('7: 45 is a limit, never a number to reach', () => {
  expect(saying(/(send|submit|apply to|use) (all )?(your |of your )?(45|forty-five)\b/i)).toEqual([]);
});

test('8, 9: no thanks by mail and no new experiences in SOAP are asked for', () => {
  const steps = knowledge.plans.flatMap(({ steps: list }) => list);
  const thanks = steps.filter(({ title }) => /thank/i.test(title) && /program|interview/i.test(title));
  expect(thanks.filter(({ contact }) => !contact)).toEqual([]);
  expect(saying(/in SOAP[^.]{0,40}(add|update)[^.]{0,20} experiences?/i)).toEqual([]);
});

test('10: an IMG without the pass has no place in SOAP; a US graduate asks the school', () => {
  const cycles = [cycle(2027, 2)];
  expect(eligibility({ exams: failedCk, cycles }, inSoap)).toContain('img_exam_failed');
  const us = { type: 'us_md', pathway: 'unknown', exams: failedCk, cycles };
  expect(eligibility(us, inSoap)).toEqual(
    expect.arrayContaining(['school_verifies', 'school_and_failed_exam']),
  );
  expect(eligibility(us, inSoap)).not.toContain('img_exam_failed');
});

test('11: programs that have the file are told about a fail', () => {
  const cycles = [cycle(2027, 2, { outcome: 'applying' })];
  expect(eligibility({ exams: failedCk, cycles })).toContain('tell_programs');
  expect(rule('tell_programs')?.source.from).toBe('nrmp_duty');
});

test('12: there is no round in April', () => {
  const april = Temporal.Instant.from('2027-04-10T16:00:00Z');
  expect(assess({ ...solid, cycles: [cycle(2027, 2)] }, knowledge, april).mode).toBe('after_soap');
  expect(saying(/match(ed)? in April|April (round|match)/i)).toEqual([]);
});

test('13: 235 is shown as a rule of thumb, beside what was published', () => {
  const { label, note } = knowledge.assessment.criteria.find(({ id }) => id === 'step2_score') ?? {};
  expect(label).toMatch(/about 235/);
  expect(note).toMatch(/rule of thumb.*2026, non-US IMGs.*230 in Family Medicine.*240 in Internal Medicine/);
});

test('14: tiers are opinion with a source, psychiatry and emergency medicine as the article has them', () => {
  const tier = (id: string) => knowledge.specialties.specialties.find((one) => one.id === id)?.tier;
  expect([tier('psychiatry'), tier('emergency'), tier('dermatology')]).toEqual([
    'open',
    'competitive',
    'off_table',
  ]);
  expect(new Set(knowledge.specialties.tiers.map(({ source }) => source.from))).toEqual(
    new Set(['article_b', 'house']),
  );
});

test('15: the percentages of the charts are never mentioned', () => {
  expect(saying(/\b(40|30|25|20|15|10) ?(%|percent)/i)).toEqual([]);
});

test('16: no length of a residency is given, least of all four years for Internal Medicine', () => {
  expect(saying(/(four|4) years[^.]{0,30}(internal|IM\b)|(internal|IM\b)[^.]{0,30}(four|4) years/i)).toEqual(
    [],
  );
});

test('17: no sentence contains an application year', () => {
  expect(saying(/applied (to residency )?in 20\d\d/i)).toEqual([]);
});

test('18: time is counted from today to the next season within reach', () => {
  const august = Temporal.Instant.from('2027-08-10T12:00:00Z');
  expect(monthsLeft(solid, { path: 'reapply_now' }, knowledge, NOW)).toBe(9);
  expect(monthsLeft(solid, { path: 'reapply_now' }, knowledge, august)).toBe(1);
  // Who has to rebuild is not sent into a season that begins in six weeks.
  expect(monthsLeft(solid, { path: 'delay' }, knowledge, august)).toBe(13);
});

test('19: the tests of the article are a checklist with its thresholds, each with a source, and no odds', () => {
  // Five conditions, one of them in two forms: an exam of USMLE, or of COMLEX.
  const conditions = knowledge.assessment.criteria.filter(({ group }) => group === 'reapply');
  expect(conditions.map(({ source }) => source.from)).toEqual(Array(6).fill('article_r'));
  expect(knowledge.assessment.rules).toMatchObject({ most: 4, borderline: 3 });
  expect(
    saying(/\b(your|the) (odds|chances?|probability|likelihood) (is|are|of (a )?match|to match)/i),
  ).toEqual([]);
});

test('20, 21: nothing invites people to compare or to share in a group', () => {
  expect(saying(/leader ?board|compare yourself|share your score/i)).toEqual([]);
});

test('23: complete before programs look, not early', () => {
  expect(saying(/\b(submit|apply|send it) (as )?early\b/i)).toEqual([]);
});

test('24: no rule comes from the pages of the publisher', () => {
  const pages = Object.entries(knowledge.sources).filter(([, { address }]) =>
    address?.includes('residencyadvisor'),
  );
  expect(pages.map(([id]) => id).toSorted()).toEqual(['article_b', 'article_r']);
  const articles = knowledge.assessment.eligibility.filter(({ source }) => source.from.startsWith('article'));
  expect(articles).toEqual([]);
});

test('the facts that knowledge compares contain no odds', () => {
  const facts = verdictFacts(solid, assess(solid, knowledge, NOW), knowledge, NOW);
  expect(Object.keys(facts).filter((name) => /chance|odds|probab|likel/i.test(name))).toEqual([]);
});
