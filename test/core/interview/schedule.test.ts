import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { withAttempt, withGrade } from '#core/interview/attempts.ts';
import { mockFor, questionsFor } from '#core/interview/choose.ts';
import { comingInterviews, dayOf, isComing, startOf } from '#core/interview/planned.ts';
import { practisedOf } from '#core/interview/schedule.ts';
import { type Applicant, applicantSchema, newApplicant } from '#core/record/applicant.ts';
import {
  type Attempt,
  gradeSchema,
  INTERVIEW_LIMITS,
  type PlannedInterview,
} from '#core/record/interview.ts';
import { inStep } from '#core/reminders/in-step.ts';
import { isInterview } from '#core/reminders/kinds/interview.ts';
import { isPractice } from '#core/reminders/kinds/practice.ts';
import { dueAt } from '#core/reminders/wake.ts';
import { instantOf, todayIn, wallOf } from '#core/time/wall.ts';
import { knowledge } from '../assessment/people.ts';

const NOW = Temporal.Instant.from('2026-11-28T15:00:00Z');
const ZONES = ['America/New_York', 'Asia/Karachi', 'Europe/Berlin', 'Australia/Lord_Howe'] as const;
const rules = knowledge.interviewRules;

let ids = 0;
const newId = (): string => {
  ids += 1;
  return `id${String(ids).padStart(10, '0')}`;
};

function personIn(zone: string, interviewing: Partial<Applicant['interviewing']> = {}): Applicant {
  const person = newApplicant(
    'somebody00',
    { platform: 'telegram', user: '1', address: null },
    NOW.toString(),
  );
  return {
    ...person,
    settings: { ...person.settings, zone },
    interviewing: { ...person.interviewing, ...interviewing },
  };
}

const minutes = fc.integer({ min: -60 * 24 * 60, max: 0 });
const attempt = fc.record({
  question: fc.constantFrom('about_yourself', 'exam', 'why_us', 'conflict'),
  ago: minutes,
  grade: fc.constantFrom(...gradeSchema.options),
});
const attempts = fc.array(attempt, { minLength: 1, maxLength: 25 }).map((all) =>
  all
    .toSorted((a, b) => a.ago - b.ago)
    .map(({ question, ago, grade }): Attempt => {
      const at = NOW.add({ minutes: ago }).toString();
      return {
        id: newId(),
        question,
        at,
        way: 'typed',
        seconds: 60,
        parts: [],
        needs: 3,
        findings: [],
        grade,
      };
    }),
);
const interview = fc
  .record({
    days: fc.integer({ min: -3, max: 30 }),
    hour: fc.option(fc.integer({ min: 6, max: 18 })),
    zone: fc.constantFrom(...ZONES),
  })
  .map(({ days, hour, zone }): PlannedInterview => {
    const on = todayIn(NOW, zone).add({ days }).toString();
    const time = hour === null ? null : `${String(hour).padStart(2, '0')}:00`;
    return { id: newId(), program: 'Mercy IM', contact: null, on, time, zone, format: null, went: null };
  });
const practising = fc.record({
  zone: fc.constantFrom(...ZONES),
  attempts,
  planned: fc.array(interview, { maxLength: 4 }),
  remindAt: fc.option(fc.constantFrom('07:30', '12:00', '18:00', '21:00')),
});

describe('practice', () => {
  test('is never due twice on a day, never after the next interview, and always again', () => {
    fc.assert(
      fc.property(practising, ({ zone, attempts: all, planned }) => {
        const person = personIn(zone, { attempts: all, planned });
        const days = comingInterviews(person, NOW).map((one) => dayOf(one, zone));
        for (const { last, due } of practisedOf(person, rules, NOW)) {
          expect(due > last).toBe(true);
          const next = days.find((day) => day > last);
          if (next !== undefined) expect(due <= next).toBe(true);
          const apart = Temporal.PlainDate.from(last).until(due).days;
          expect(apart).toBeLessThanOrEqual(rules.practice.most_days);
        }
      }),
    );
  });

  test('that came easily comes later than practice that did not', () => {
    const dueFor = (grade: Attempt['grade']) => {
      const one: Attempt = {
        id: newId(),
        question: 'exam',
        at: NOW.toString(),
        way: 'voice',
        seconds: 60,
        parts: [],
        needs: 4,
        findings: [],
        grade,
      };
      return practisedOf(personIn('Asia/Karachi', { attempts: [one] }), rules, NOW)[0]?.due ?? '';
    };
    expect(dueFor('again') < dueFor('good')).toBe(true);
    expect(dueFor('hard') <= dueFor('good')).toBe(true);
  });

  test('what was felt replaces what was read, and the log keeps its bounds', () => {
    let person = personIn('UTC');
    for (let count = 0; count < 400; count += 1)
      person = withAttempt(
        person,
        {
          id: newId(),
          question: `question${count % 30}`,
          at: NOW.add({ minutes: count }).toString(),
          way: 'typed',
          seconds: 60,
          parts: [],
          needs: 3,
          findings: [],
          grade: 'good',
        },
        false,
      );
    expect(person.interviewing.attempts.length).toBeLessThanOrEqual(INTERVIEW_LIMITS.attempts);
    expect(() => applicantSchema.parse(person)).not.toThrow();
    const last = person.interviewing.attempts.at(-1);
    const changed = withGrade(person, last?.id ?? '', 'again');
    expect(changed.interviewing.attempts.at(-1)?.grade).toBe('again');
    expect(withGrade(changed, 'nobody0000', 'good')).toBe(changed);
  });

  test('a mock has five kinds, the weakest first, and asks only what this person is asked', () => {
    fc.assert(
      fc.property(practising, ({ zone, attempts: all }) => {
        const person = personIn(zone, { attempts: all });
        const mock = mockFor(person, knowledge, NOW);
        expect(mock).toHaveLength(rules.practice.mock);
        expect(new Set(mock.map(({ kind }) => kind)).size).toBe(mock.length);
        expect(mock.map(({ id }) => id)).not.toContain('visa');
        const weak = practisedOf(person, rules, NOW).filter(({ grade }) => grade === 'again');
        const asked = questionsFor(person, knowledge, NOW).map(({ question }) => question.id);
        if (weak.some(({ question }) => asked.includes(question)))
          expect(weak.map(({ question }) => question)).toContain(mock[0]?.id);
      }),
    );
  });
});

describe('reminders', () => {
  test('of practice come only after a yes, one at a time, on a day when something is due, and before the interview', () => {
    fc.assert(
      fc.property(practising, ({ zone, attempts: all, planned, remindAt }) => {
        const person = inStep(personIn(zone, { attempts: all, planned, remindAt }), knowledge, NOW, newId);
        const waiting = person.reminders.filter(isPractice);
        expect(waiting.length).toBeLessThanOrEqual(remindAt === null ? 0 : 1);
        for (const { at, about } of waiting) {
          expect(at > wallOf(NOW, zone)).toBe(true);
          expect(at.slice(0, 10)).toBe(about.on);
          expect(practisedOf(person, rules, NOW).some(({ due }) => due <= about.on)).toBe(true);
          const start = comingInterviews(person, NOW)
            .map(startOf)
            .find((one) => one !== null);
          if (start) expect(Temporal.Instant.compare(instantOf(at, zone), start)).toBeLessThan(0);
          const today = todayIn(NOW, zone).toString();
          const isToday = all.some(
            (one) => todayIn(Temporal.Instant.from(one.at), zone).toString() === today,
          );
          if (isToday) expect(about.on > today).toBe(true);
        }
        expect(inStep(person, knowledge, NOW, newId)).toBe(person);
      }),
    );
  });

  test('of practice say each due question once: without practice, a week of days brings no second one', () => {
    fc.assert(
      fc.property(practising, ({ zone, attempts: all }) => {
        const said: string[] = [];
        let person = personIn(zone, { attempts: all, remindAt: '12:00' });
        for (let hours = 0; hours <= 24 * 90; hours += 6) {
          const now = NOW.add({ hours });
          person = inStep(person, knowledge, now, newId);
          const due = person.reminders.find(
            (one) =>
              isPractice(one) &&
              one.state.kind === 'waiting' &&
              Temporal.Instant.compare(dueAt(one, person.settings), now) <= 0,
          );
          if (!due || !isPractice(due)) continue;
          said.push(due.about.on);
          const state = { kind: 'sent', platform: 'telegram', at: now.toString(), lateMs: 0 } as const;
          person = {
            ...person,
            reminders: person.reminders.map((one) => (one === due ? { ...one, state } : one)),
          };
        }
        expect(new Set(said).size).toBe(said.length);
        expect(said.length).toBeGreaterThan(0);
        expect(said.length).toBeLessThanOrEqual(new Set(all.map(({ question }) => question)).size);
      }),
      { numRuns: 20 },
    );
  });

  test('of an interview are at most three, ahead, and follow its hour and the zone of the person', () => {
    fc.assert(
      fc.property(practising, fc.constantFrom(...ZONES), ({ zone, planned }, other) => {
        const person = inStep(personIn(zone, { planned }), knowledge, NOW, newId);
        for (const one of planned) {
          const theirs = person.reminders
            .filter(isInterview)
            .filter(({ about }) => about.interview === one.id);
          expect(new Set(theirs.map(({ about }) => about.what)).size).toBe(theirs.length);
          const start = startOf(one);
          for (const reminder of theirs) {
            const at = dueAt(reminder, person.settings);
            expect(Temporal.Instant.compare(at, NOW)).toBeGreaterThan(0);
            if (!start) continue;
            const hours = at.until(start).total('hours');
            if (reminder.about.what === 'hour_before') expect(hours).toBe(1);
            if (reminder.about.what === 'day_before') expect(hours).toBeGreaterThan(0);
            if (reminder.about.what === 'after') expect(hours).toBe(-4);
          }
          if (start && isComing(one, NOW)) expect(theirs.map(({ about }) => about.what)).toContain('after');
        }
        expect(inStep(person, knowledge, NOW, newId)).toBe(person);
        const moved = inStep(
          { ...person, settings: { ...person.settings, zone: other } },
          knowledge,
          NOW,
          newId,
        );
        for (const reminder of moved.reminders.filter(isInterview)) {
          const one = planned.find(({ id }) => id === reminder.about.interview);
          const start = one && startOf(one);
          if (start && reminder.about.what === 'hour_before')
            expect(dueAt(reminder, moved.settings).until(start).total('hours')).toBe(1);
        }
      }),
    );
  });

  test('of an interview that is moved, removed or was told about are gone, and its new hour has its own', () => {
    const one: PlannedInterview = {
      id: newId(),
      program: 'Mercy IM',
      contact: null,
      on: '2026-12-10',
      time: '09:00',
      zone: 'America/New_York',
      format: 'video',
      went: null,
    };
    const of = (person: Applicant) =>
      person.reminders
        .filter(isInterview)
        .filter(({ state }) => state.kind === 'waiting')
        .map(({ about, at }) => `${about.what} ${at}`)
        .toSorted();
    const person = inStep(personIn('Europe/Berlin', { planned: [one] }), knowledge, NOW, newId);
    expect(of(person)).toEqual([
      'after 2026-12-10T19:00',
      'day_before 2026-12-09T18:00',
      'hour_before 2026-12-10T14:00',
    ]);
    const later = { ...one, on: '2026-12-11', time: '10:30' };
    const moved = inStep(
      { ...person, interviewing: { ...person.interviewing, planned: [later] } },
      knowledge,
      NOW,
      newId,
    );
    expect(of(moved)).toEqual([
      'after 2026-12-11T20:30',
      'day_before 2026-12-10T18:00',
      'hour_before 2026-12-11T15:30',
    ]);
    const told = { ...later, went: 'well' as const };
    for (const planned of [[], [told]]) {
      const rest = { ...moved, interviewing: { ...moved.interviewing, planned } };
      expect(of(inStep(rest, knowledge, NOW, newId))).toEqual([]);
    }
  });
});

test('a record of the version before has no interviews, and loads', () => {
  const { interviewing: _, ...old } = personIn('UTC');
  expect(applicantSchema.parse(old).interviewing).toEqual(personIn('UTC').interviewing);
});
