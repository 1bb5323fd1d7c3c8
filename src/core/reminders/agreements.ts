import { Temporal } from 'temporal-polyfill';
import type { NewId } from '#core/id.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { type AgreementReminder, isAgreement } from '#core/reminders/kinds/agreement.ts';
import { capped, isSettled, newReminder } from '#core/reminders/schedule.ts';
import { agreementsOf, applied } from '#core/study/agreement.ts';
import { MORNING, todayIn, wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/**
 * Syncs the reminders of each rule for sitting or moving an exam with the log: one on its day, and one a week ahead while too
 * few scores are in. Those of a rule that was replaced or ended are let go. Idempotent: returns the same object when nothing
 * changes.
 */
export function withAgreements(
  person: Applicant,
  knowledge: Knowledge,
  now: Temporal.Instant,
  newId: NewId,
): Applicant {
  const old = person.reminders.filter(isAgreement);
  const today = todayIn(now, zoneOf(person.settings));
  const held = agreementsOf(person, today);
  if (old.length === 0 && held.length === 0) return person;
  const wanted = held.flatMap(({ entry, agreement }): readonly Wanted[] => {
    const { warns_before } = knowledge.practice.agreement;
    const ahead = Temporal.PlainDate.from(agreement.decides).subtract({ days: warns_before }).toString();
    const isShort = applied(agreement, person, knowledge, today).missing > 0;
    const isToCome = today.toString() < agreement.decides;
    return [
      ...(isShort && isToCome ? [{ entry, stage: 'ahead', on: ahead } as const] : []),
      { entry, stage: 'day', on: agreement.decides },
    ];
  });
  const kept = old.map((reminder): AgreementReminder => {
    const isWanted = isSettled(reminder) || wanted.some((one) => isOf(reminder, one));
    return isWanted ? reminder : { ...reminder, state: { kind: 'skipped', at: now.toString() } };
  });
  const added = wanted
    .filter((one) => !old.some((reminder) => isOf(reminder, one)) && mayArm(one, person, now))
    .map(({ entry, stage, on }) =>
      newReminder({ kind: 'agreement', entry, stage, on }, `${on}T${MORNING}`, newId),
    );
  if (added.length === 0 && kept.every((one, index) => one === old[index])) return person;
  const others = person.reminders.filter((reminder) => !isAgreement(reminder));
  return { ...person, reminders: capped([...others, ...kept, ...added]) };
}

interface Wanted {
  readonly entry: string;
  readonly stage: 'ahead' | 'day';
  readonly on: string;
}

function isOf({ about }: AgreementReminder, { entry, stage }: Wanted): boolean {
  return about.entry === entry && about.stage === stage;
}

/** A warning whose hour has passed is not made up for; the day of the rule always comes. */
function mayArm({ stage, on }: Wanted, { settings }: Applicant, now: Temporal.Instant): boolean {
  return stage === 'day' || `${on}T${MORNING}` > wallOf(now, zoneOf(settings));
}
