import { practisedOf } from '#core/interview/schedule.ts';
import type { AboutOf, Reminder } from '#core/record/reminder.ts';
import { type Kind, ORDINARY, PRACTICE_ANSWERS } from '#core/reminders/kinds/kind.ts';
import { todayIn, wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

export type PracticeReminder = Reminder & { readonly about: AboutOf<'practice'> };

export function isPractice(reminder: Reminder): reminder is PracticeReminder {
  return reminder.about.kind === 'practice';
}

/** Interview questions that are due again. */
export function practice({ on }: AboutOf<'practice'>): Kind {
  return {
    words: ({ person, knowledge, now, say }) => {
      const today = todayIn(now, zoneOf(person.settings)).toString();
      const [, until = today] = [on, today].toSorted();
      const due = practisedOf(person, knowledge.interviewRules, now).filter((one) => one.due <= until);
      const count = due.length;
      const why = count === 0 ? '' : say.plain('interview.due.practice.why', { count });
      return { title: say.plain('interview.due.practice.title'), why, how: '', source: '', owner: 'you' };
    },
    screen: null,
    action: () => null,
    answers: PRACTICE_ANSWERS,
    inDigest: 'reminder',
    ...ORDINARY,
    needsQuietNote: false,
    isForToday: ({ state, at, snoozedTo }, { person, now }) =>
      state.kind !== 'waiting' || (snoozedTo ?? at) <= wallOf(now, zoneOf(person.settings)),
    ownWords: null,
  };
}
