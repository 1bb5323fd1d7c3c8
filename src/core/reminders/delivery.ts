import { Temporal } from 'temporal-polyfill';
import type { NewId } from '#core/id.ts';
import type { Platform, Refusal } from '#core/platform.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder, ReminderState } from '#core/record/reminder.ts';
import { withReminders } from '#core/reminders/change.ts';
import { kindOf } from '#core/reminders/kinds.ts';
import { isStuck, lateMs } from '#core/reminders/late.ts';
import { reachablePlatform, refusedOn, withIdentity } from '#core/reminders/reach.ts';
import { wakeAt } from '#core/reminders/wake.ts';

/** How long a claimed delivery may go unanswered before the sweep queues it again. */
export const CLAIM_PATIENCE_MS = 60_000;

/** What an alarm decides after reading the record again. */
export type Decision =
  | { readonly kind: 'drop' }
  | { readonly kind: 'later'; readonly at: Temporal.Instant }
  | { readonly kind: 'send' };

/**
 * Decides what the alarm for one revision should do. `early` ignores the planned time: the person asked for it now.
 * An alarm is void when its revision is gone or its reminder is no longer waiting.
 */
export function decide(person: Applicant, revision: string, now: Temporal.Instant, early: boolean): Decision {
  const reminder = person.reminders.find((candidate) => candidate.revision === revision);
  if (reminder?.state.kind !== 'waiting') return { kind: 'drop' };
  if (early) return { kind: 'send' };
  if (person.settings.paused) return { kind: 'drop' };
  const at = wakeAt(reminder, person.settings);
  return Temporal.Instant.compare(at, now) > 0 ? { kind: 'later', at } : { kind: 'send' };
}

/**
 * Claims everything that is due for one delivery, including what its kind allows to join early. With `early` it claims
 * only the reminder of `revision`. The delivery is named after the alarm, so a second ring resumes it. If no platform is
 * reachable, the reminders are held for the next visit. Returns the same object when the alarm is void, or when a stuck
 * delivery will take the reminder along.
 */
export function claim(
  person: Applicant,
  options: {
    readonly revision: string;
    readonly now: Temporal.Instant;
    readonly early: boolean;
  },
): Applicant {
  const { revision, now, early } = options;
  if (decide(person, revision, now, early).kind !== 'send') return person;
  if (!early && hasToWait(person, revision, now)) return person;
  const platform = reachablePlatform(person);
  const at = now.toString();
  const state: ReminderState = platform
    ? { kind: 'claimed', delivery: revision, platform, at, early }
    : { kind: 'held', at };
  const isClaimed = (one: Reminder): boolean => {
    if (one.revision === revision) return true;
    const until = now.add(kindOf(one).joinsWithin);
    return !early && decide(person, one.revision, until, false).kind === 'send';
  };
  return withReminders(person, (reminder) => (isClaimed(reminder) ? { ...reminder, state } : reminder));
}

/** Waits behind a stuck delivery, so that an outage ends with one message. SOAP overtakes everything else. */
function hasToWait({ reminders }: Applicant, revision: string, now: Temporal.Instant): boolean {
  const isSoap = reminders.some((one) => one.revision === revision && one.urgency === 'soap');
  return reminders.some((one) => isStuck(one, now) && (one.urgency === 'soap' || !isSoap));
}

/**
 * Withdraws a stuck delivery when something else is due or stuck too. The next alarm then claims all of it as one
 * delivery under a new name, since the platform may already know the old one. Otherwise returns the same object.
 */
export function stepBack(
  person: Applicant,
  delivery: string,
  now: Temporal.Instant,
  newId: NewId,
): Applicant {
  const isOurs = (one: Reminder): boolean =>
    isStuck(one, now) && one.state.kind === 'claimed' && one.state.delivery === delivery;
  const isMore = (one: Reminder): boolean =>
    isStuck(one, now) || decide(person, one.revision, now, false).kind === 'send';
  const { reminders } = person;
  if (!reminders.some(isOurs) || !reminders.some((one) => isMore(one) && !isOurs(one))) return person;
  return withReminders(person, (one) =>
    isOurs(one) ? { ...one, revision: newId(), state: { kind: 'waiting' } } : one,
  );
}

/** The reminders that a delivery brings to one platform. Empty when the delivery is void. */
export function carried(person: Applicant, delivery: string, platform: Platform): readonly Reminder[] {
  return person.reminders.filter(
    ({ state }) => state.kind === 'claimed' && state.delivery === delivery && state.platform === platform,
  );
}

/** Marks a delivery as sent, records how late each reminder was, and keeps the address that worked. */
export function markSent(
  person: Applicant,
  delivery: string,
  platform: Platform,
  sent: { readonly now: Temporal.Instant; readonly address: string },
): Applicant {
  const ids = new Set(carried(person, delivery, platform).map((reminder) => reminder.id));
  if (ids.size === 0) return person;
  const marked = withReminders(person, (reminder) => {
    if (!ids.has(reminder.id)) return reminder;
    const late = lateMs(reminder, person.settings, sent.now);
    return { ...reminder, state: { kind: 'sent', platform, at: sent.now.toString(), lateMs: late } };
  });
  return withIdentity(marked, platform, { address: sent.address, refusal: null });
}

/** Records a final refusal. The other platform takes over; without one, the reminders wait for the next visit. */
export function markRefused(
  person: Applicant,
  delivery: string,
  platform: Platform,
  refused: { readonly now: Temporal.Instant; readonly refusal: Refusal },
): Applicant {
  const at = refused.now.toString();
  const closed = refusedOn(person, platform, refused.refusal, at);
  const next = reachablePlatform(closed);
  return withReminders(closed, (reminder) => {
    const { state } = reminder;
    if (state.kind !== 'claimed' || state.delivery !== delivery || state.platform !== platform)
      return reminder;
    return { ...reminder, state: next ? { ...state, platform: next, at } : { kind: 'held', at } };
  });
}

export interface OpenDelivery {
  readonly delivery: string;
  readonly platform: Platform;
  /** True when one of its reminders is about a SOAP deadline. */
  readonly soap: boolean;
}

/** Deliveries that are claimed but not answered yet, one entry each. */
export function openDeliveries(person: Applicant): readonly OpenDelivery[] {
  const open = new Map<string, OpenDelivery>();
  for (const { state, urgency } of person.reminders) {
    if (state.kind !== 'claimed') continue;
    const soap = urgency === 'soap' || open.get(state.delivery)?.soap === true;
    open.set(state.delivery, { delivery: state.delivery, platform: state.platform, soap });
  }
  return [...open.values()];
}

/** When the record must be read next, in epoch milliseconds; null when nothing is coming. */
export function nextWake(person: Applicant): number | null {
  const wakes = person.reminders.flatMap((reminder) => {
    if (reminder.state.kind === 'waiting') {
      return person.settings.paused ? [] : [wakeAt(reminder, person.settings).epochMilliseconds];
    }
    if (reminder.state.kind !== 'claimed') return [];
    return [Temporal.Instant.from(reminder.state.at).epochMilliseconds + CLAIM_PATIENCE_MS];
  });
  return wakes.length === 0 ? null : Math.min(...wakes);
}

/** Holds the reminders of a delivery for the next visit, because the platform will never accept this message. */
export function markHeld(person: Applicant, delivery: string, now: Temporal.Instant): Applicant {
  return withReminders(person, (reminder) =>
    reminder.state.kind === 'claimed' && reminder.state.delivery === delivery
      ? { ...reminder, state: { kind: 'held', at: now.toString() } }
      : reminder,
  );
}
