import { peopleWeekParts } from '#core/outreach/week.ts';
import type { AboutOf, Reminder } from '#core/record/reminder.ts';
import { type Kind, ORDINARY, type Scene } from '#core/reminders/kinds/kind.ts';
import type { Reply } from '#core/reply.ts';
import { weekButtons, weekParts } from '#core/study/week-parts.ts';

export type WeekReminder = Reminder & { readonly about: AboutOf<'studyweek'> };

export function isStudyWeek(reminder: Reminder): reminder is WeekReminder {
  return reminder.about.kind === 'studyweek';
}

/** The look back on a week of study, with whom to write to in the next one. */
export function studyWeekReminder({ on }: AboutOf<'studyweek'>): Kind {
  return {
    words: ({ say }) => ({
      title: say.plain('studychecks.lookback.reminder'),
      why: '',
      how: '',
      source: '',
      owner: 'you',
    }),
    screen: (_, scene) => weekScreen(scene, on),
    action: () => null,
    answers: [],
    inDigest: 'reminder',
    ...ORDINARY,
    needsQuietNote: false,
    // It asks for nothing.
    isForToday: () => false,
    ownWords: null,
  };
}

/** @param on the last day of the week, `YYYY-MM-DD` */
export function weekScreen(scene: Scene, on: string): Reply {
  const { person, knowledge, now, say } = scene;
  return [
    ...weekParts(scene, on),
    ...peopleWeekParts(person, knowledge, now, say),
    { kind: 'buttons', buttons: weekButtons(scene, on) },
  ];
}
