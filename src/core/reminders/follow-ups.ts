import { Temporal } from 'temporal-polyfill';
import type { NewId } from '#core/id.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { type FollowUp, followUpsOf } from '#core/outreach/follow-up.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { waitingFor } from '#core/reminders/change.ts';
import { type FollowUpReminder, isFollowUp } from '#core/reminders/kinds/follow-up.ts';
import { capped, isSettled, newReminder } from '#core/reminders/schedule.ts';
import { wakeAt } from '#core/reminders/wake.ts';
import { isOfficeDay } from '#core/season/office.ts';
import { MORNING, wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** The most that are open at a time, the soonest first: plan and Match Week must keep their room in the record. */
export const MOST_FOLLOW_UPS = 60;

/**
 * Syncs the follow-ups with the log of each contact and with etiquette: one for everybody who has not answered, moved when a
 * date or the log changes, let go once nothing is left to say. What is due, on its way or said already is asked about again
 * as of now: what may no longer be written waits for the next day on which it may. Idempotent: returns the same object when
 * nothing changes.
 */
export function withFollowUps(
  person: Applicant,
  knowledge: Knowledge,
  now: Temporal.Instant,
  newId: NewId,
): Applicant {
  const old = person.reminders.filter(isFollowUp);
  if (old.length === 0 && person.people.length === 0) return person;
  const wanted = followUpsOf(person, knowledge, now);
  const kept = old.flatMap((reminder): FollowUpReminder[] => {
    const isKnown = person.people.some(({ id }) => id === reminder.about.contact);
    if (isSettled(reminder) || !isKnown) return isKnown ? [reminder] : [];
    const match = wanted.find((one) => isOf(reminder, one));
    if (!match) return [{ ...reminder, state: { kind: 'skipped', at: now.toString() } }];
    return [followed(reminder, match, { person, knowledge, now, newId })];
  });
  const open = kept.filter((reminder) => !isSettled(reminder));
  const added = wanted
    .filter((one) => !open.some((reminder) => isOf(reminder, one)))
    .flatMap((one) => armed(one, newId))
    .slice(0, Math.max(0, MOST_FOLLOW_UPS - open.length));
  const isSame =
    added.length === 0 && kept.length === old.length && kept.every((one, index) => one === old[index]);
  if (isSame) return person;
  const others = person.reminders.filter((reminder) => !isFollowUp(reminder));
  return { ...person, reminders: capped([...others, ...kept, ...added]) };
}

/** The reminder that waits for one contact's answer. */
export function followUpReminderOf(person: Applicant, contact: string): FollowUpReminder | undefined {
  return person.reminders.filter(isFollowUp).find((one) => one.about.contact === contact && !isSettled(one));
}

function isOf({ about }: FollowUpReminder, { contact, what, after }: FollowUp): boolean {
  return about.contact === contact.id && about.what === what && about.after === after;
}

function armed(one: FollowUp, newId: NewId): FollowUpReminder[] {
  if (one.morning === null) return [];
  const about = {
    kind: 'followup',
    contact: one.contact.id,
    what: one.what,
    after: one.after,
    on: one.on,
  } as const;
  return [{ ...newReminder(about, `${one.morning}T${MORNING}`, newId), about }];
}

interface Scene {
  readonly person: Applicant;
  readonly knowledge: Knowledge;
  readonly now: Temporal.Instant;
  readonly newId: NewId;
}

/** One reminder, brought up to date. Where no morning is left for it, it stays as it is while it may be written. */
function followed(
  reminder: FollowUpReminder,
  { on, may, morning }: FollowUp,
  scene: Scene,
): FollowUpReminder {
  const isMoved = reminder.about.on !== on;
  const about = { ...reminder.about, on };
  const isWaiting = reminder.state.kind === 'waiting';
  const hasToWait = isWaiting ? isMoved || (isDue(reminder, scene) && !(may && isOpenToday(scene))) : !may;
  if (hasToWait && morning !== null)
    return waitingFor({ ...reminder, about }, { at: `${morning}T${MORNING}`, snoozedTo: null }, scene.newId);
  return isMoved ? { ...reminder, about } : reminder;
}

function isDue(reminder: FollowUpReminder, { person, now }: Scene): boolean {
  return Temporal.Instant.compare(wakeAt(reminder, person.settings), now) <= 0;
}

function isOpenToday({ person, knowledge, now }: Scene): boolean {
  const today = wallOf(now, zoneOf(person.settings)).slice(0, 10);
  return isOfficeDay(today, knowledge.etiquette);
}
