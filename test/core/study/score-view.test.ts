import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { newApplicant } from '#core/record/applicant.ts';
import type { Practice } from '#core/record/story.ts';
import { chartOf, seriesOf } from '#core/study/score-view.ts';
import { say } from '../../say.ts';
import { knowledge } from '../assessment/people.ts';

const TODAY = Temporal.PlainDate.from('2026-11-28');
const NOBODY = newApplicant(
  'applicant1',
  { platform: 'discord', user: '1', address: null },
  '2026-11-28T00:00:00Z',
);
const ck = (score: number, on: string, form = 'NBME 12'): Practice => ({ exam: 'step2ck', form, score, on });

function chart(practice: readonly Practice[], booked: string | null = null) {
  const exams = [{ exam: 'step2ck', on: booked, outcome: 'scheduled', score: null }] as const;
  const person = { ...NOBODY, practice: [...practice], profile: { ...NOBODY.profile, exams: [...exams] } };
  const series = seriesOf(person, 'step2ck', knowledge, TODAY);
  if (!series) throw new Error('nothing to draw');
  return { series, chart: chartOf(person, 'step2ck', series, knowledge, TODAY, say) };
}

describe('what a picture of practice scores is made of', () => {
  test('scores of unlike scales never stand in one trend', () => {
    const { series, chart: drawn } = chart([
      ck(210, '2026-10-01'),
      ck(70, '2026-10-08', 'Free 120'),
      ck(221, '2026-10-15', 'UWSA 1'),
      ck(74, '2026-10-20', 'Free 120'),
    ]);
    expect(drawn.scores.map(({ label }) => label)).toEqual(['210', '221']);
    expect(series.others).toHaveLength(2);
    expect(drawn.trend).toBeNull();
  });

  test('percentages by themselves are drawn without a pass mark', () => {
    const { chart: drawn } = chart([ck(70, '2026-10-08', 'Free 120')]);
    expect(drawn.mark).toBeNull();
    expect(drawn.scores.map(({ label }) => label)).toEqual(['70%']);
  });

  test('the mark is the one in force on the day of the exam, or today where that is not known', () => {
    expect(chart([ck(210, '2026-10-01')]).chart).toMatchObject({
      mark: { value: 218 },
      notes: expect.arrayContaining(["The mark is today's, because I don't know the exam day."]),
    });
    const { notes } = chart([ck(210, '2026-10-01')], '2027-01-20').chart;
    expect(notes.at(-1)).toBe('The mark is the one in force on Wed, Jan 20.');
  });

  test('the trend says how sure it is, never how the exam will go, and few days are called few', () => {
    const three = chart([ck(210, '2026-10-01'), ck(217, '2026-10-08'), ck(226, '2026-10-15')]).chart;
    expect(three.trend?.says).toBe('Up, about 8 points a week. Between 7 and 9 fits too.');
    expect(three.notes.join(' ')).toContain('at least 41% sure');
    expect(three.notes).toContain('Scores from 3 days are few, so this is a first impression.');
    const flat = chart([ck(220, '2026-10-01'), ck(211, '2026-10-08'), ck(226, '2026-10-15')]).chart;
    expect(flat.trend?.says).toBe('No clear direction yet.');
  });
});
