import { toString as flatten } from 'mdast-util-to-string';
import { describe, expect, test } from 'vitest';
import { readDay } from '#core/etiquette/days.ts';
import { applicantSchema } from '#core/record/applicant.ts';
import { correspondentSchema } from '#core/record/correspondent.ts';
import { interviewingSchema } from '#core/record/interview.ts';
import { isCheck } from '#core/reminders/kinds/study-check.ts';
import { withStudy } from '#core/reminders/study.ts';
import type { Reply } from '#core/reply.ts';
import { inARow, studyDays } from '#core/study/days.ts';
import { firstBroken } from '#core/study/log.ts';
import { knowledge } from '../assessment/people.ts';
import { Walker } from './walker.ts';

const ZONE = 'America/New_York';
/** A Monday morning, with checks on Monday, Wednesday and Friday at eight in the evening. */
const MONDAY = '2026-11-30T10:00';
function walker(wanted = {}): Walker {
  const one = new Walker(ZONE, MONDAY);
  one.agree(wanted);
  return one;
}
const wordsOf = (reply: Reply): string =>
  reply
    .map((part) => {
      switch (part.kind) {
        case 'text':
          return part.body.map((node) => flatten(node)).join(' ');
        case 'list':
          return [part.title, ...part.items]
            .map((line) => line.map((node) => flatten(node)).join(''))
            .join('; ');
        case 'buttons':
          return `[${part.buttons.map(({ label }) => label).join('] [')}]`;
        default:
          return part.kind;
      }
    })
    .join(' ');
const asked = ({ sent }: Walker) => sent.filter(({ kind }) => kind === 'check').map(({ on }) => on);
const last = ({ sent }: Walker): string => wordsOf(sent.at(-1)?.reply ?? []);
const answers = ({ person }: Walker) =>
  person.study.log.flatMap(({ what }) =>
    what.kind === 'check' ? [`${what.check.on} ${what.check.answer}`] : [],
  );

describe('a check', () => {
  test('comes on each study day at its hour, once, and the record can be kept', () => {
    const one = walker();
    one.to('2026-12-07T12:00');
    expect(asked(one)).toEqual(['2026-11-30', '2026-12-02', '2026-12-04']);
    expect(one.sent[0]?.at.toZonedDateTimeISO(ZONE).toPlainTime().toString()).toBe('20:00:00');
    expect(withStudy(one.person, knowledge, one.now, one.newId)).toBe(one.person);
    expect(applicantSchema.parse(one.person)).toEqual(one.person);
    expect(firstBroken(one.person.study)).toBeNull();
  });

  test('does not come for a day that is answered, let go or away', () => {
    const one = walker();
    one.answer('2026-11-30', 'done');
    one.answer('2026-12-02', 'excused');
    one.change((person) => ({
      ...person,
      study: { ...person.study, away: [{ from: '2026-12-04', until: '2026-12-06' }] },
    }));
    one.to('2026-12-08T12:00');
    expect(asked(one)).toEqual(['2026-12-07']);
  });

  test('that was sent is taken back when the person is away that day after all, and is not missed', () => {
    const one = walker();
    one.to('2026-11-30T21:00');
    one.change((person) => ({
      ...person,
      study: { ...person.study, away: [{ from: '2026-11-30', until: '2026-12-01' }] },
    }));
    expect(one.person.reminders.filter(isCheck).map(({ state }) => state.kind)).toContain('skipped');
    one.to('2026-12-02T21:00');
    expect(answers(one)).toEqual([]);
    expect(last(one)).not.toContain('heard nothing');
  });

  test('comes before quiet hours rather than the next morning', () => {
    const one = new Walker(ZONE, MONDAY, { quiet: { from: '22:00', to: '07:00' } });
    one.agree({ time: '23:00' });
    one.to('2026-12-01T12:00');
    expect(one.sent[0]?.at.toZonedDateTimeISO(ZONE).toPlainTime().toString()).toBe('21:30:00');
  });

  test('asks about the last day alone when several came due in an outage', () => {
    const one = walker({ days: [1, 2, 3, 4, 5] });
    one.down(one.now.add({ hours: 24 * 3 + 12 }));
    one.to('2026-12-04T12:00');
    expect(asked(one)).toEqual(['2026-12-03']);
    expect(answers(one)).toEqual([]);
  });

  test('says nothing about days in a pause, and none of them is missed', () => {
    const one = walker({ days: [1, 2, 3, 4, 5] });
    one.to('2026-11-30T21:00');
    one.answer('2026-11-30', 'done');
    one.set({ paused: true });
    one.to('2026-12-03T12:00');
    one.set({ paused: false, resumedAt: one.now.toString() });
    one.to('2026-12-03T21:00');
    expect(asked(one)).toEqual(['2026-11-30', '2026-12-03']);
    expect(answers(one)).toEqual(['2026-11-30 done']);
  });

  test('that was sent before a pause is not missed either', () => {
    const one = walker({ days: [1, 2, 3, 4, 5] });
    one.to('2026-11-30T21:00');
    one.set({ pausedUntil: '2026-12-03' });
    one.to('2026-12-03T21:00');
    expect(asked(one)).toEqual(['2026-11-30', '2026-12-03']);
    expect(answers(one)).toEqual([]);
    expect(last(one)).not.toContain('heard nothing');
  });

  test('ends with the day of the exam, and with a pass', () => {
    const one = walker();
    const scheduled = { exam: 'step2ck', on: '2026-12-04', outcome: 'scheduled', score: null } as const;
    one.change((person) => ({ ...person, profile: { ...person.profile, exams: [scheduled] } }));
    one.to('2026-12-20T12:00');
    expect(asked(one)).toEqual(['2026-11-30', '2026-12-02']);
  });

  test('is there for records from before study was kept, and from before its answers had this shape', () => {
    const { study: _, ...old } = walker().person;
    expect(applicantSchema.parse(old).study.log).toEqual([]);
    const early = { ...walker().person.study, lighterOfferedAt: null };
    expect(applicantSchema.parse({ ...old, study: early }).study).toEqual(walker().person.study);
  });

  test('of a log that is full goes on, with the routine written down once more', () => {
    const one = walker({ days: [1, 2, 3, 4, 5, 6, 7] });
    for (let index = 0; index < 700; index += 1)
      one.log({ kind: 'oversight', on: '2026-11-29', who: 'Dr. Lee', what: `looked ${index}` });
    one.to('2026-12-02T21:00');
    expect(asked(one)).toEqual(['2026-11-30', '2026-12-01', '2026-12-02']);
    expect(firstBroken(one.person.study)).toBeNull();
  });
});

describe('a missed one', () => {
  test('is spoken of once, kindly, in the next check, and can still be answered', () => {
    const one = walker();
    one.to('2026-12-02T21:00');
    expect(answers(one)).toEqual(['2026-11-30 missed']);
    expect(last(one)).toContain("I heard nothing about Monday, Nov 30. That's all right.");
    one.answer('2026-12-02', 'done');
    one.answer('2026-11-30', 'partly');
    one.to('2026-12-04T21:00');
    expect(last(one)).not.toContain('heard nothing');
    expect(inARow(studyDays(one.person), readDay('2026-12-04'), 'kept')).toBe(2);
  });

  test('twice in a row brings an offer of a lighter week, and then not again for a while', () => {
    const one = walker();
    one.to('2026-12-04T21:00');
    expect(last(one)).toContain('2 hard days in a row');
    expect(last(one)).toContain(
      'Lighter: Monday and Friday, 8 hours a week. It would begin on Friday, Dec 11',
    );
    one.to('2026-12-20T12:00');
    expect(one.sent.filter(({ reply }) => wordsOf(reply).includes('hard days')).map(({ on }) => on)).toEqual([
      '2026-12-04',
    ]);
  });

  test('is not followed by an offer when a lighter week is agreed on already', () => {
    const one = walker();
    one.to('2026-12-02T21:00');
    expect(one.agree({ days: [1, 3], hours: 8 })).toBe('easier');
    one.to('2026-12-04T21:00');
    expect(last(one)).toContain('heard nothing');
    expect(last(one)).not.toContain('hard days');
  });

  test('does not lie between days that were let go', () => {
    const one = walker();
    one.to('2026-11-30T21:00');
    one.answer('2026-12-02', 'excused');
    one.to('2026-12-04T21:00');
    expect(answers(one)).toEqual(['2026-12-02 excused', '2026-11-30 missed']);
    expect(last(one)).toContain('heard nothing about Monday');
  });
});

describe('a change of the week', () => {
  test('that makes it easier begins seven days later, and one that makes it harder today', () => {
    const one = walker();
    one.to('2026-11-30T21:00');
    expect(one.agree({ days: [1, 3] })).toBe('easier');
    one.to('2026-12-08T12:00');
    expect(asked(one)).toEqual(['2026-11-30', '2026-12-02', '2026-12-04', '2026-12-07']);
    one.to('2026-12-15T12:00');
    expect(asked(one)).not.toContain('2026-12-11');
    expect(one.agree({ days: [1, 2, 3, 4] })).toBe('changed');
    one.to('2026-12-16T12:00');
    expect(asked(one).at(-1)).toBe('2026-12-15');
  });

  test('may be taken back until it begins', () => {
    const one = walker();
    one.to('2026-11-30T21:00');
    one.agree({ days: [1] });
    expect(one.agree({})).toBe('kept');
    one.to('2026-12-12T12:00');
    expect(asked(one)).toContain('2026-12-11');
  });

  test('is free as long as no check has come', () => {
    const one = walker();
    expect(one.agree({ days: [3], hours: 2 })).toBe('begun');
    one.to('2026-12-05T12:00');
    expect(asked(one)).toEqual(['2026-12-02']);
  });

  test('to another hour that is over today begins tomorrow, and today is still asked about', () => {
    const one = walker({ days: [1, 2, 3] });
    one.to('2026-12-01T19:00');
    one.agree({ days: [1, 2, 3], time: '18:00' });
    one.to('2026-12-02T18:30');
    expect(
      one.sent.slice(1).map(({ at }) => at.toZonedDateTimeISO(ZONE).toPlainDateTime().toString()),
    ).toEqual(['2026-12-01T20:00:00', '2026-12-02T18:00:00']);
  });

  test('to nothing ends the checks seven days later', () => {
    const one = walker();
    one.to('2026-11-30T21:00');
    expect(one.agree({ days: [] })).toBe('easier');
    one.to('2027-01-10T12:00');
    expect(asked(one).at(-1)).toBe('2026-12-04');
    expect(one.agree({})).toBe('begun');
  });
});

describe('the look back', () => {
  const weeks = ({ sent }: Walker) => sent.filter(({ kind }) => kind === 'studyweek');

  test('comes an hour after the last check of the week, with what was done against what was agreed', () => {
    const one = walker();
    one.to('2026-12-04T20:30');
    one.answer('2026-12-04', 'done', { hours: 3 });
    one.to('2026-12-05T12:00');
    // The routine began within this week, so its hours are no measure yet.
    expect(last(one)).toContain('Hours: 3 One thing');
    one.answer('2026-12-07', 'done', { hours: 4, blocks: 2, percent: 60 });
    one.answer('2026-12-09', 'partly', { hours: 2.5, blocks: 1, percent: 75 });
    one.log({ kind: 'score', score: { exam: 'step2ck', form: 'NBME 12', score: 221, on: '2026-12-10' } });
    one.to('2026-12-12T12:00');
    const [, week] = weeks(one);
    expect(week?.at.toZonedDateTimeISO(ZONE).toPlainDateTime().toString()).toBe('2026-12-11T21:00:00');
    const text = wordsOf(week?.reply ?? []);
    expect(text).toContain('Your week of study, Dec 5 to Dec 11');
    expect(text).toContain('Studied on 2 of 3 days agreed; one of them in part; one day not answered yet');
    expect(text).toContain('Hours: 6.5 of 12 agreed; 3 blocks of questions, 65% right');
    expect(text).toContain('NBME 12: 221 (Step 2 CK, Dec 10)');
    expect(weeks(one)).toHaveLength(2);
  });

  test('names the people of the week, and interview answers that were practised', () => {
    const one = walker();
    const at = one.now.subtract({ hours: 24 * 20 }).toString();
    const log = [{ at, from: 'me', kind: 'usce-inquiry' }];
    const clinic = correspondentSchema.parse({ id: 'contact001', kind: 'place', name: 'Linden Clinic', log });
    const attempt = {
      question: 'why_us',
      at: one.now.toString(),
      way: 'typed',
      seconds: 70,
      parts: [],
      needs: 3,
    };
    const interviewing = interviewingSchema.parse({
      attempts: [{ id: 'attempt001', ...attempt, grade: 'good' }],
    });
    one.change((person) => ({ ...person, people: [clinic], interviewing }));
    one.answer('2026-11-30', 'done');
    one.to('2026-12-05T12:00');
    expect(last(one)).toContain('This week with people; Linden Clinic');
    expect(last(one)).toContain('One interview answer practised');
  });

  test('says nothing about a week in which nothing happened', () => {
    const one = walker();
    one.to('2026-12-20T12:00');
    expect(weeks(one)).toEqual([]);
  });

  test('comes on Sunday where the last days of the week are away, and never on a day away', () => {
    const one = walker();
    one.answer('2026-11-30', 'done');
    one.change((person) => ({
      ...person,
      study: { ...person.study, away: [{ from: '2026-12-01', until: '2026-12-05' }] },
    }));
    one.to('2026-12-07T12:00');
    expect(weeks(one).map(({ on }) => on)).toEqual(['2026-11-30']);
    const other = walker();
    other.log({ kind: 'score', score: { exam: 'step2ck', form: 'Free 120', score: 71, on: '2026-12-01' } });
    other.change((person) => ({
      ...person,
      study: { ...person.study, away: [{ from: '2026-11-30', until: '2026-12-05' }] },
    }));
    other.to('2026-12-07T12:00');
    expect(weeks(other).map(({ on }) => on)).toEqual(['2026-12-06']);
  });

  test('offers a lighter week after hard days, and the hours that were real after kept ones', () => {
    const hard = walker();
    hard.answer('2026-11-30', 'done');
    hard.answer('2026-12-02', 'not');
    hard.answer('2026-12-04', 'not');
    hard.to('2026-12-05T12:00');
    expect(last(hard)).toContain('One thing to change: this week asked for more');
    const short = walker();
    short.to('2026-12-05T12:00');
    for (const on of ['2026-12-07', '2026-12-09', '2026-12-11']) short.answer(on, 'done', { hours: 2 });
    short.to('2026-12-12T12:00');
    expect(last(short)).toContain('Agree on the hours that are real');
    expect(last(short)).toContain('Monday, Wednesday, and Friday, 6 hours a week');
  });
});
