import { actionOfWords } from '#core/gate/own-words.ts';
import type { AboutOf } from '#core/record/reminder.ts';
import { EVERY_ANSWER, type Kind, ORDINARY } from '#core/reminders/kinds/kind.ts';

/** A reminder in the person's own words. */
export function own({ text, allowed }: AboutOf<'own'>): Kind {
  return {
    words: () => ({ title: text, why: '', how: '', source: '', owner: 'you' }),
    screen: null,
    action: ({ knowledge }) => (allowed ? null : actionOfWords(text, knowledge.gate.own_words)),
    answers: EVERY_ANSWER,
    inDigest: 'done',
    ...ORDINARY,
    isForToday: () => true,
    ownWords: text,
  };
}
