import { Temporal } from 'temporal-polyfill';
import { nextFor } from '#core/etiquette/next.ts';
import { sourceLine } from '#core/plan/step-words.ts';
import { sentKindSchema } from '#core/record/draft-kind.ts';
import type { AboutOf, Reminder } from '#core/record/reminder.ts';
import { FOLLOW_UP_ANSWERS, type Kind, ORDINARY } from '#core/reminders/kinds/kind.ts';
import { dayWords } from '#core/time/say.ts';
import { wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

export type FollowUpReminder = Reminder & { readonly about: AboutOf<'followup'> };

export function isFollowUp(reminder: Reminder): reminder is FollowUpReminder {
  return reminder.about.kind === 'followup';
}

/** The next message to somebody who has not answered. */
export function followUp({ contact: id, what, after }: AboutOf<'followup'>): Kind {
  return {
    words: ({ person, knowledge, now, say }) => {
      const contact = person.people.find((one) => one.id === id);
      const kind = sentKindSchema.safeParse(what);
      const title = say.plain('followups.title', {
        name: contact?.name ?? '',
        what: knowledge.drafts.kinds[what].title,
      });
      if (!contact || !kind.success) return { title, why: '', how: '', source: '', owner: 'you' };
      const zone = zoneOf(person.settings);
      const on = dayWords(wallOf(Temporal.Instant.from(after), zone).slice(0, 10), say.language);
      const { why: says } = nextFor(person, contact, kind.data, knowledge, now);
      const { source } = knowledge.etiquette.kinds[kind.data];
      return {
        title,
        why: say.plain('followups.why', { on, says }),
        how: '',
        source: sourceLine(knowledge, { source }),
        owner: 'you',
      };
    },
    screen: null,
    // Etiquette and the gate decide whether there is one at all, each time that the record is looked at.
    action: () => null,
    answers: FOLLOW_UP_ANSWERS,
    inDigest: 'reminder',
    ...ORDINARY,
    isForToday: ({ state, at, snoozedTo }, { person, now }) =>
      state.kind !== 'waiting' || (snoozedTo ?? at) <= wallOf(now, zoneOf(person.settings)),
    ownWords: null,
  };
}
