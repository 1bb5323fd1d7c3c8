import type { AboutOf, KindName, Reminder } from '#core/record/reminder.ts';
import { agreementReminder } from '#core/reminders/kinds/agreement.ts';
import { evening } from '#core/reminders/kinds/evening.ts';
import { followUp } from '#core/reminders/kinds/follow-up.ts';
import { interview } from '#core/reminders/kinds/interview.ts';
import type { Kind } from '#core/reminders/kinds/kind.ts';
import { moment } from '#core/reminders/kinds/moment.ts';
import { own } from '#core/reminders/kinds/own.ts';
import { practice } from '#core/reminders/kinds/practice.ts';
import { step } from '#core/reminders/kinds/step.ts';
import { studyCheck } from '#core/reminders/kinds/study-check.ts';
import { studyWeekReminder } from '#core/reminders/kinds/study-week.ts';

/** Every kind of reminder. To add one, add an entry here and in `aboutSchema`. All other code asks `kindOf`. */
const KINDS: { readonly [K in KindName]: (about: AboutOf<K>) => Kind } = {
  step,
  soap: moment,
  evening,
  own,
  followup: followUp,
  check: studyCheck,
  studyweek: studyWeekReminder,
  interview,
  practice,
  agreement: agreementReminder,
};

export function kindOf({ about }: Pick<Reminder, 'about'>): Kind {
  return entry(about.kind, about);
}

function entry<K extends KindName>(name: K, about: AboutOf<K>): Kind {
  return KINDS[name](about);
}
