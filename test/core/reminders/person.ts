import { type Applicant, newApplicant } from '#core/record/applicant.ts';
import type { Step } from '#core/record/plan.ts';
import type { Reminder } from '#core/record/reminder.ts';

const CREATED = '2026-11-22T10:00:00Z';

/** Ids in order: `id000001`, `id000002`, … */
export function countingIds(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `id${String(count).padStart(6, '0')}`;
  };
}

/** A person in Karachi on Discord, with nothing planned. */
export function somebody(change: Partial<Applicant> = {}): Applicant {
  const person = newApplicant('person0001', { platform: 'discord', user: '1', address: null }, CREATED);
  return { ...person, settings: { ...person.settings, zone: 'Asia/Karachi' }, ...change };
}

export function reminder(change: Partial<Reminder> = {}): Reminder {
  return {
    id: 'reminder01',
    revision: 'revision01',
    about: { kind: 'step', step: 'steppppp01' },
    at: '2026-11-23T09:00',
    snoozedTo: null,
    urgency: 'normal',
    state: { kind: 'waiting' },
    ...change,
  };
}

export function step(change: Partial<Step> = {}): Step {
  return {
    id: 'steppppp01',
    key: 'some.step',
    on: '2026-11-23',
    provisional: false,
    state: 'open',
    time: '09:00',
    moved: false,
    revision: 0,
    ...change,
  };
}
