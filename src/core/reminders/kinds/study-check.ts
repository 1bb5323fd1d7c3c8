import type { AboutOf, Reminder } from '#core/record/reminder.ts';
import { type Kind, ORDINARY } from '#core/reminders/kinds/kind.ts';
import { checkParts, checkTitle } from '#core/study/check-parts.ts';
import { wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

export type CheckReminder = Reminder & { readonly about: AboutOf<'check'> };

export function isCheck(reminder: Reminder): reminder is CheckReminder {
  return reminder.about.kind === 'check';
}

/** The question how a day of study went. */
export function studyCheck({ on }: AboutOf<'check'>): Kind {
  return {
    words: (scene) => ({ title: checkTitle(scene, on), why: '', how: '', source: '', owner: 'you' }),
    screen: (_, scene) => checkParts(scene, on),
    action: () => null,
    answers: [],
    inDigest: 'reminder',
    ...ORDINARY,
    // Studying is never forbidden.
    needsQuietNote: false,
    isForToday: ({ state, at }, { person, now }) =>
      state.kind !== 'waiting' || at <= wallOf(now, zoneOf(person.settings)),
    ownWords: null,
  };
}
