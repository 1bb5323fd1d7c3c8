import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { readInterviewLine } from '#core/interview/line.ts';
import { growth, SHAPES } from '../../growth.ts';
import { knowledge } from '../assessment/people.ts';

const NOW = Temporal.Instant.from('2026-11-28T15:00:00Z');
const read = (line: string) => readInterviewLine(line, knowledge.interviewRules, NOW, 'Asia/Karachi');

test.each([
  ["St. Luke's FM, Jan 15 9am ET", "St. Luke's FM", '2027-01-15', '09:00', 'America/New_York', null],
  ['Mercy IM on Dec 3 at 2', 'Mercy IM', '2026-12-03', '14:00', 'Asia/Karachi', null],
  [
    'interview with Mt. Sinai Psych, 5 December 2026 14:30 CST, zoom',
    'Mt. Sinai Psych',
    '2026-12-05',
    '14:30',
    'America/Chicago',
    'video',
  ],
  [
    'tomorrow 8:30am Pacific time Kaiser FM (phone)',
    'Kaiser FM',
    '2026-11-29',
    '08:30',
    'America/Los_Angeles',
    'phone',
  ],
  ['UPMC next Monday at 10am New York time', 'UPMC', '2026-11-30', '10:00', 'America/New_York', null],
  ['Henry Ford IM Jan 15', 'Henry Ford IM', '2027-01-15', null, 'Asia/Karachi', null],
  ['Lincoln Nov 20 9am', 'Lincoln', '2026-11-20', '09:00', 'Asia/Karachi', null],
  [
    'Mercy IM 12/15/2026 at noon eastern, in person',
    'Mercy IM',
    '2026-12-15',
    '12:00',
    'America/New_York',
    'in_person',
  ],
  [
    "St Mary's FM January 15th, 2027 at 9:00 AM Eastern Standard Time",
    "St Mary's FM",
    '2027-01-15',
    '09:00',
    'America/New_York',
    null,
  ],
  ['Mercy 15.01.2027 9am America/Chicago', 'Mercy', '2027-01-15', '09:00', 'America/Chicago', null],
  [
    "Jan 15 9am ET - St. Luke's Family Medicine - virtual",
    "St. Luke's Family Medicine",
    '2027-01-15',
    '09:00',
    'America/New_York',
    'video',
  ],
] as const)('%s', (line, program, on, time, zone, format) => {
  expect(read(line)).toMatchObject({ kind: 'read', interview: { program, on, time, zone, format } });
});

test.each([
  ['Mercy IM', 'no_day'],
  ['Jan 15 9am ET', 'no_program'],
  ['hello', 'no_day'],
  ['', 'no_day'],
])('%s is not read', (line, why) => {
  expect(read(line)).toEqual({ kind: 'unread', why });
});

test('a program that is known need not be named', () => {
  const told = readInterviewLine('Jan 15 9am ET', knowledge.interviewRules, NOW, 'UTC', 'Mercy IM');
  expect(told).toMatchObject({ kind: 'read', hasZone: true, interview: { program: 'Mercy IM' } });
});

test.each(SHAPES)('reading takes time in proportion to the length: %s', async (_, shape) => {
  expect(await growth(shape, read, 40)).toBeLessThan(30);
});
