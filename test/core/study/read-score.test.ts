import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Exam } from '#core/record/profile.ts';
import { readScore } from '#core/study/read-score.ts';
import { cases } from '../../depth.ts';
import { knowledge } from '../assessment/people.ts';

const TODAY = Temporal.PlainDate.from('2026-11-28');
const read = (line: string, likely: Exam | null = 'step2ck') =>
  readScore(line, knowledge.practice, TODAY, likely);

describe('a practice score in one line', () => {
  test.each([
    ['NBME 12 221 yesterday', 'step2ck', 'NBME 12', 221, '2026-11-27', null],
    ['nbme12: 221', 'step2ck', 'NBME 12', 221, null, null],
    ['NBME form 13, scored 231 on Nov 20', 'step2ck', 'NBME 13', 231, '2026-11-20', null],
    ['UWSA2 245 11/14', 'step2ck', 'UWSA 2', 245, '2026-11-14', null],
    ['uwsa 1 - 238 last saturday, timed', 'step2ck', 'UWSA 1', 238, '2026-11-21', true],
    ['Free 120 74% today', 'step2ck', 'Free 120', 74, '2026-11-28', null],
    ['free120 81 percent, untimed', 'step2ck', 'Free 120', 81, null, false],
    ['AMBOSS 240 on 2026-11-02 under exam conditions', 'step2ck', 'AMBOSS', 240, '2026-11-02', true],
    ['ccssa 10 229', 'step2ck', 'NBME 10', 229, null, null],
    ['CBSSA 10 229', 'step2ck', 'NBME 10', 229, null, null],
    ['step 1 nbme 31 72%', 'step1', 'NBME 31', 72, null, null],
    ['COMSAE phase 2 110 455 yesterday', 'level2ce', 'COMSAE 110', 455, '2026-11-27', null],
    ['Kaplan 68% yesterday', 'step2ck', 'Kaplan', 68, '2026-11-27', null],
    ['221', 'step2ck', null, 221, null, null],
    ['nbme 12', 'step2ck', 'NBME 12', null, null, null],
    ['nbme 72', null, 'NBME', 72, null, null],
  ] as const)('%s', (line, exam, form, score, on, asExam) => {
    expect(read(line)).toEqual({ exam, form, score, on, asExam });
  });

  test('the exam is asked for where a name fits several and nothing says which', () => {
    expect(read('UWSA 2 245', null).exam).toBeNull();
    expect(read('NBME 31 72%', null).exam).toBe('step1');
    expect(read('CCSSA 12 221', null).exam).toBe('step2ck');
    // A percentage from somebody who studies for Step 2 CK: of Step 1, or mistyped.
    expect(read('UWSA 2 74').exam).toBeNull();
    expect(read('COMSAE 110 455', 'step2ck').exam).toBeNull();
  });

  test('whatever is typed, a reading is small and of the past', () => {
    const pieces = fc.constantFrom(
      'NBME',
      'uwsa',
      '12',
      '221',
      '74%',
      'yesterday',
      '5/3',
      'step',
      '2',
      'may',
      ',',
      '9999',
      '1e9',
      '٣',
      '💙',
      '-',
      'in two days',
    );
    const typed = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.array(pieces, { maxLength: 10 }).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(typed, (line) => {
        const { form, score, on } = read(line);
        if (form !== null) expect(form.length).toBeLessThanOrEqual(40);
        if (score !== null) expect(score).toBeLessThanOrEqual(999);
        if (on !== null) expect(on <= TODAY.toString()).toBe(true);
      }),
      cases(300),
    );
  });
});
