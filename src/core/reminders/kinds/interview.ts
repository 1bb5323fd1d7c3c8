import type { Temporal } from 'temporal-polyfill';
import { startOf } from '#core/interview/planned.ts';
import { whenWords } from '#core/interview/words.ts';
import type { PlannedInterview } from '#core/record/interview.ts';
import type { AboutOf, Reminder } from '#core/record/reminder.ts';
import {
  INTERVIEW_ANSWERS,
  type Kind,
  ORDINARY,
  type Scene,
  WENT_ANSWERS,
} from '#core/reminders/kinds/kind.ts';
import { wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

export type InterviewReminder = Reminder & { readonly about: AboutOf<'interview'> };

export function isInterview(reminder: Reminder): reminder is InterviewReminder {
  return reminder.about.kind === 'interview';
}

/** Before an interview, what to prepare; an hour before, that it is near; and after it, how it was. */
export function interview(about: AboutOf<'interview'>): Kind {
  const { interview: id, what } = about;
  return {
    words: (scene) => {
      const found = scene.person.interviewing.planned.find((one) => one.id === id);
      const title = scene.say.plain(`interview.due.${what}.title`, { program: found?.program ?? '' });
      const why = found ? whyOf(found, what, scene) : '';
      return { title, why, how: '', source: '', owner: 'you' };
    },
    screen: null,
    // Nobody is written to because of it.
    action: () => null,
    answers: what === 'after' ? WENT_ANSWERS : INTERVIEW_ANSWERS,
    inDigest: 'reminder',
    ...ORDINARY,
    needsQuietNote: false,
    isDeadline: () => what === 'hour_before',
    timing: (_, { person, now, say }) => {
      const found = person.interviewing.planned.find((one) => one.id === id);
      const start = found && startOf(found);
      if (what !== 'hour_before' || !found || !start) return null;
      const when = whenWords(found, person.settings.zone, now, say);
      return { kind: isPast(start, now) ? 'passed' : 'deadline', when };
    },
    isForToday: ({ state, at, snoozedTo }, { person, now }) =>
      state.kind !== 'waiting' || (snoozedTo ?? at) <= wallOf(now, zoneOf(person.settings)),
    ownWords: null,
  };
}

function isPast(start: Temporal.Instant, now: Temporal.Instant): boolean {
  return start.epochMilliseconds <= now.epochMilliseconds;
}

function whyOf(
  found: PlannedInterview,
  what: AboutOf<'interview'>['what'],
  { person, knowledge: { interviewRules: rules }, now, say }: Scene,
): string {
  const when = whenWords(found, person.settings.zone, now, say);
  switch (what) {
    case 'day_before': {
      const { always } = rules.prepare;
      const list = found.format ? [...always, ...rules.prepare[found.format]] : always;
      return say.plain('interview.due.day_before.why', { when, list: list.join(' ') });
    }
    case 'hour_before':
      return rules.last_hour;
    case 'after':
      return say.plain('interview.due.after.why');
    default:
      return what satisfies never;
  }
}
