import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { type Applicant, newApplicant } from '#core/record/applicant.ts';
import type { Practice } from '#core/record/story.ts';
import type { Agreement } from '#core/record/study.ts';
import { inStep } from '#core/reminders/in-step.ts';
import { isAgreement } from '#core/reminders/kinds/agreement.ts';
import { kindOf } from '#core/reminders/kinds.ts';
import { agreementsOf, applied, proposed, whyNoDeal } from '#core/study/agreement.ts';
import { withEntry } from '#core/study/log.ts';
import { withMovedExam } from '#core/study/moved-exam.ts';
import { withoutScore, withScore } from '#core/study/score-log.ts';
import { cases } from '../../depth.ts';
import { say } from '../../say.ts';
import { knowledge } from '../assessment/people.ts';

const START = '2026-11-01T12:00:00Z';
const SITS = Temporal.PlainDate.from('2026-12-20');
const NOBODY: Applicant = {
  ...newApplicant('applicant1', { platform: 'discord', user: '1', address: null }, START),
  settings: { zone: 'America/New_York', quiet: null, country: null, paused: false },
};
let count = 0;
const newId = (): string => {
  count += 1;
  return `agreedid${String(count).padStart(4, '0')}`;
};
const at = (day: string, hour = '15:00') => Temporal.Instant.from(`2026-${day}T${hour}:00Z`);
const today = (day: string) => Temporal.PlainDate.from(`2026-${day}`);
const ck = (score: number, day: string, form = 'NBME 12'): Practice => ({
  exam: 'step2ck',
  form,
  score,
  on: `2026-${day}`,
});
const withScores = (person: Applicant, ...scores: readonly Practice[]): Applicant =>
  scores.reduce((one, score) => withScore(one, score, null, at('11-01'), newId), person);

function rule(person: Applicant = NOBODY): Agreement {
  const found = proposed(person, 'step2ck', SITS, knowledge);
  if (!found) throw new Error('no rule for Step 2 CK');
  return found;
}
const agreed = (agreement = rule()): Applicant =>
  withEntry(NOBODY, { kind: 'agreement', agreement }, Temporal.Instant.from(START), newId);

describe('a rule for sitting or moving', () => {
  test('is proposed from the rule for "ready", and asks for more after a failed sitting', () => {
    expect(rule()).toMatchObject({ decides: '2026-12-10', latest: 2, line: 228, weeks: 6 });
    const exams = [{ exam: 'step2ck', on: '2026-03', outcome: 'fail', score: 205 }] as const;
    const failed = { ...NOBODY, profile: { ...NOBODY.profile, exams: [...exams] } };
    expect(rule(failed)).toMatchObject({ latest: 3, line: 233 });
    expect(proposed(NOBODY, 'step1', SITS, knowledge)).toBeNull();
  });

  test.each([
    ['a calm day', '11-01', {}, null],
    ['fifteen days before the exam', '12-05', {}, null],
    ['fourteen days before it', '12-06', {}, 'too_close'],
    ['a decision after the exam', '11-01', { decides: '2026-12-21' }, 'decides_when'],
    ['a decision that has passed', '11-01', { decides: '2026-11-01' }, 'decides_when'],
    ['a line below the mark', '11-01', { line: 217 }, 'line_low'],
    ['an exam without a score', '11-01', { exam: 'step1' }, 'no_mark'],
  ] as const)('%s', (_, day, change, why) => {
    expect(whyNoDeal({ ...rule(), ...change }, NOBODY, knowledge, today(day))).toBe(why);
  });

  test('is not changed in the week before its day, even for a later exam', () => {
    const later = { ...rule(), sits: '2027-03-20', decides: '2027-03-10' };
    expect(whyNoDeal(later, agreed(), knowledge, today('12-02'))).toBeNull();
    expect(whyNoDeal(later, agreed(), knowledge, today('12-03'))).toBe('fixed');
    const moved = withMovedExam(agreed(), 'step2ck', null, at('12-09'), newId);
    expect(whyNoDeal(later, moved, knowledge, today('12-09'))).toBeNull();
  });

  test('says what it says whatever is written after its day, and never sit below its line', () => {
    const scores = fc.array(
      fc.record({ score: fc.integer({ min: 200, max: 260 }), day: fc.integer({ min: 1, max: 30 }) }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(scores, fc.integer({ min: 200, max: 260 }), (all, late) => {
        const agreement = rule();
        const taken = all.map(({ score, day }) => ck(score, `11-${String(day).padStart(2, '0')}`));
        const person = { ...NOBODY, practice: taken };
        const found = applied(agreement, person, knowledge, today('12-10'));
        const latest = taken.toSorted((a, b) => a.on.localeCompare(b.on)).slice(-2);
        const isMet = latest.length === 2 && latest.every(({ score }) => score >= 228);
        expect(found.says).toBe(isMet ? 'sit' : 'move');
        const after = { ...person, practice: [...taken, ck(late, '12-11')] };
        expect(applied(agreement, after, knowledge, today('12-15'))).toEqual(found);
      }),
      cases(100),
    );
  });

  test('percentages, old scores and scores from before the last sitting do not count', () => {
    const exams = [{ exam: 'step2ck', on: '2026-11-10', outcome: 'fail', score: 205 }] as const;
    const person = { ...NOBODY, profile: { ...NOBODY.profile, exams: [...exams] } };
    const scored = withScores(person, ck(240, '11-05'), ck(82, '11-20', 'Free 120'), ck(241, '11-21'));
    expect(applied(rule(), scored, knowledge, today('12-10'))).toMatchObject({
      state: 'few',
      missing: 1,
      says: 'move',
    });
    const old = withScores(NOBODY, ck(240, '10-01'), ck(241, '10-08'));
    expect(applied(rule(), old, knowledge, today('12-10'))).toMatchObject({ state: 'few', missing: 2 });
  });
});

describe('its reminders', () => {
  const stepped = (person: Applicant, now: Temporal.Instant): Applicant =>
    inStep(person, knowledge, now, newId);
  const open = (person: Applicant) =>
    person.reminders
      .filter(isAgreement)
      .filter(({ state }) => state.kind === 'waiting')
      .map(({ about, at: when }) => `${about.stage} ${when}`);

  test('come on its day, and a week ahead only while scores are missing', () => {
    const start = stepped(agreed(), at('11-02'));
    expect(open(start)).toEqual(['ahead 2026-12-03T09:00', 'day 2026-12-10T09:00']);
    expect(stepped(start, at('11-03'))).toBe(start);
    const scored = stepped(withScores(start, ck(231, '11-20'), ck(236, '11-25')), at('11-26'));
    expect(open(scored)).toEqual(['day 2026-12-10T09:00']);
  });

  test('a rule agreed on late is not warned about in the past', () => {
    const late = withEntry(NOBODY, { kind: 'agreement', agreement: rule() }, at('12-05'), newId);
    expect(open(stepped(late, at('12-05')))).toEqual(['day 2026-12-10T09:00']);
  });

  test('those of a rule that was replaced, ended or moved are let go', () => {
    const start = stepped(agreed(), at('11-02'));
    const other = withEntry(
      start,
      { kind: 'agreement', agreement: { ...rule(), decides: '2026-12-12' } },
      at('11-03'),
      newId,
    );
    expect(open(stepped(other, at('11-03')))).toEqual(['ahead 2026-12-05T09:00', 'day 2026-12-12T09:00']);
    expect(open(stepped(withMovedExam(start, 'step2ck', null, at('11-04'), newId), at('11-04')))).toEqual([]);
  });

  test.each([
    [
      'sit',
      [ck(231, '11-20'), ck(236, '11-25')],
      /^Step 2 CK: your rule says sit$/,
      ['agreesit', 'agreemove'],
    ],
    [
      'move',
      [ck(231, '11-20'), ck(226, '11-25')],
      /^Step 2 CK: your rule says move$/,
      ['agreemove', 'agreesit'],
    ],
    ['move with one missing', [ck(231, '11-20')], /says move$/, ['agreemove', 'agreesit']],
  ] as const)('on its day it says %s, with both ways prepared', (_, scores, title, verbs) => {
    const person = stepped(withScores(agreed(), ...scores), at('12-10'));
    const reminder = person.reminders.filter(isAgreement).find(({ about }) => about.stage === 'day');
    if (!reminder) throw new Error('no reminder');
    const scene = { person, knowledge, now: at('12-10'), say };
    expect(kindOf(reminder).words(scene).title).toMatch(title);
    const parts = kindOf(reminder).screen?.(reminder.id, scene) ?? [];
    expect(
      parts.flatMap((part) => (part.kind === 'buttons' ? part.buttons.map(({ verb }) => verb) : [])),
    ).toEqual(verbs);
  });
});

describe('the log of scores', () => {
  test('a correction takes the place of what it corrects, and the same score is logged once', () => {
    const once = withScores(NOBODY, ck(221, '11-20'));
    const entry = once.study.log[0]?.id ?? '';
    expect(withScores(once, ck(221, '11-20'))).toEqual(once);
    const fixed = withScore(once, ck(212, '11-20'), entry, at('11-21'), newId);
    expect(fixed.practice).toEqual([ck(212, '11-20')]);
    expect(fixed.study.log.map(({ what }) => what.kind)).toEqual(['score', 'withdrawn', 'score']);
    const gone = withoutScore(fixed, fixed.study.log[2]?.id ?? '', at('11-22'), newId);
    expect(gone.practice).toEqual([]);
    expect(agreementsOf(gone, today('11-22'))).toEqual([]);
  });
});
