import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { laterDay } from '#core/people/later-day.ts';

const TODAY = Temporal.PlainDate.from('2026-11-28');

test.each([
  ['in May', '2027-05-01'],
  ['May', '2027-05-01'],
  ['they want to hear again in may 2027', '2027-05-01'],
  ['after 10 May', '2027-05-10'],
  ['2027-01-15', '2027-01-15'],
  ['in two weeks', '2026-12-12'],
  ['December', '2026-12-01'],
  ['next month', '2026-12-01'],
])('"%s" is %s', (typed, day) => {
  expect(laterDay(typed, TODAY)).toBe(day);
});

test.each(['some time', '', 'yesterday', '3 May 2020', 'November 2026', 'May 2045'])(
  '"%s" names no day to come',
  (typed) => {
    expect(laterDay(typed, TODAY)).toBeNull();
  },
);
