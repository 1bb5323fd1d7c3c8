import type { Applicant } from '#core/record/applicant.ts';
import type { AboutOf, Reminder } from '#core/record/reminder.ts';
import { type Kind, ORDINARY } from '#core/reminders/kinds/kind.ts';
import type { Agreed } from '#core/study/agreement.ts';
import { agreementTitle, aheadParts, dayParts } from '#core/study/agreement-parts.ts';
import { wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

export type AgreementReminder = Reminder & { readonly about: AboutOf<'agreement'> };

export function isAgreement(reminder: Reminder): reminder is AgreementReminder {
  return reminder.about.kind === 'agreement';
}

/** The rule for sitting or moving an exam: on its day, or a week ahead if there are too few scores. */
export function agreementReminder({ entry, stage }: AboutOf<'agreement'>): Kind {
  return {
    words: (scene) => {
      const agreed = agreedIn(scene.person, entry);
      const title = agreed ? agreementTitle(agreed, stage, scene) : '';
      return { title, why: '', how: '', source: '', owner: 'you' };
    },
    screen: (reminder, scene) => {
      const agreed = agreedIn(scene.person, entry);
      if (!agreed) return [];
      return stage === 'ahead' ? aheadParts(agreed, reminder, scene) : dayParts(agreed, reminder, scene);
    },
    action: () => null,
    answers: [],
    inDigest: 'reminder',
    ...ORDINARY,
    // Neither sitting nor moving an exam is ever forbidden.
    needsQuietNote: false,
    isForToday: ({ state, at }, { person, now }) =>
      state.kind !== 'waiting' || at <= wallOf(now, zoneOf(person.settings)),
    ownWords: null,
  };
}

/** An agreement by its entry; undefined if the log no longer has it. */
export function agreedIn({ study }: Pick<Applicant, 'study'>, entry: string): Agreed | undefined {
  const found = study.log.find(({ id }) => id === entry);
  return found?.what.kind === 'agreement'
    ? { entry, at: found.at, agreement: found.what.agreement }
    : undefined;
}
