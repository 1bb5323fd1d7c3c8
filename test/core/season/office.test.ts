import { expect, test } from 'vitest';
import { isOfficeDay, officeDay } from '#core/season/office.ts';
import { knowledge } from '../assessment/people.ts';

const { etiquette } = knowledge;

/** The days of the week on which offices are closed, in a year. */
function closedWeekdays(year: number): readonly string[] {
  return Array.from({ length: 366 }, (_, index) =>
    new Date(Date.UTC(year, 0, 1 + index)).toISOString().slice(0, 10),
  ).filter((day) => {
    const weekday = new Date(day).getUTCDay();
    return day.startsWith(String(year)) && weekday > 0 && weekday < 6 && !isOfficeDay(day, etiquette);
  });
}

// As the Office of Personnel Management publishes them.
test.each([
  [2021, '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31'],
  [2026, '01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25'],
  [2027, '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31'],
  [2028, '01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25'],
])('in %i offices are closed on the holidays, as they are kept', (year, days) => {
  expect(closedWeekdays(year)).toEqual(days.split(' ').map((day) => `${year}-${day}`));
});

test('what waits for an office day waits for the first one', () => {
  expect(officeDay('2026-11-25', etiquette)).toBe('2026-11-25');
  expect(officeDay('2026-11-26', etiquette)).toBe('2026-11-27');
  expect(officeDay('2026-07-03', etiquette)).toBe('2026-07-06');
  expect(officeDay('2027-12-31', etiquette)).toBe('2028-01-03');
});
