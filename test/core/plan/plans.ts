import { Temporal } from 'temporal-polyfill';
import { assess } from '#core/assessment/assess.ts';
import { buildPlan } from '#core/plan/build.ts';
import type { Plan } from '#core/record/plan.ts';
import type { Profile } from '#core/record/profile.ts';
import { sample } from '../../depth.ts';
import { ck, cycle, knowledge, NOW, person, solid, step1 } from '../assessment/people.ts';

let count = 0;
export const newId = () => `t${(++count).toString(36).padStart(9, '0')}`;

export function planOf(profile: Profile, now = NOW, zone = 'America/New_York'): Plan {
  return buildPlan({ profile, assessment: assess(profile, knowledge, now), knowledge, now, zone, newId });
}
export const keys = (plan: Plan) => plan.steps.map(({ key }) => key);
export const dayIn = (plan: Plan, key: string) => plan.steps.find((step) => step.key === key)?.on;
export const days = (from: string, to: string) => Temporal.PlainDate.from(from).until(to).days;

export const applying = (interviews: number | null) => [
  cycle(2027, interviews, { outcome: 'applying' as const }),
];
export const again = (interviews: number | null) => [...applying(interviews), cycle(2026, 3)];

export const PEOPLE: Readonly<Record<string, Profile>> = {
  'reapplies, next season': solid,
  'reapplies, in this season': { ...solid, cycles: again(3) },
  'in a first Match': { ...solid, cycles: applying(3) },
  'no interviews, in this season': { ...solid, cycles: [...applying(0), cycle(2026, 3)], registered: 'no' },
  'failed CK, IMG': {
    ...solid,
    exams: [step1, ck('fail', 206, '2026-09')],
    cycles: again(0),
    pathway: 'unknown',
  },
  'failed CK, US MD': {
    ...solid,
    type: 'us_md',
    graduated: 2027,
    exams: [step1, ck('fail', 206, '2026-09')],
    cycles: again(4),
  },
  'failed CK, seven years near': {
    ...solid,
    exams: [{ ...step1, on: '2020-06' }, ck('fail', 206, '2026-09')],
  },
  'three attempts at CK': {
    ...solid,
    exams: [step1, ...['2025-01', '2025-08', '2026-08'].map((on) => ck('fail', 1, on))],
  },
  'four attempts at CK': {
    ...solid,
    exams: [step1, ...['2024-01', '2024-08', '2025-02', '2026-02'].map((on) => ck('fail', 1, on))],
  },
  'no US experience': { ...solid, usMonths: 0, usRealistic: 'no', graduated: 2015, recentClinical: 'no' },
  'wants dermatology': { ...solid, target: 'dermatology', acceptable: ['family'] },
  'at the stop line': {
    ...solid,
    cycles: [cycle(2024, 0), cycle(2025, 0, { changed: 'yes' }), cycle(2026, 0, { changed: 'yes' })],
  },
  'nothing known': person(),
};
export const YEAR = Array.from({ length: 366 }, (_, index) => NOW.add({ hours: 24 * index }));

/** Every tenth day, for each of them others; in a deep run every day. */
export const daysFor = (name: string) => {
  const offset = Object.keys(PEOPLE).indexOf(name);
  return sample(YEAR.slice(offset % 10), 10);
};
