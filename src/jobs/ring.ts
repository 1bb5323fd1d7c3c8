import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Temporal } from 'temporal-polyfill';
import type { NewId } from '#core/id.ts';
import { BusyError, type NextTurn, type Sender } from '#core/platform.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { carried, claim, decide, openDeliveries, stepBack } from '#core/reminders/delivery.ts';
import { identityOn } from '#core/reminders/reach.ts';
import type { Reply } from '#core/reply.ts';
import type { HeldJob } from '#jobs/hold.ts';
import type { Metrics } from '#jobs/metrics.ts';
import { type Alarm, alarmJob } from '#jobs/payloads.ts';
import type { Queues } from '#jobs/queues.ts';
import type { PlatformRate } from '#jobs/rates.ts';
import { marked, type Outcome, send } from '#jobs/send.ts';
import { ignoreGone } from '#store/no-such-person.ts';
import type { People } from '#store/people.ts';

/** Together with the time a command waits for Redis, these tries must take less time than the lock lasts. */
const MARK_TRIES = 8;
const MARK_PAUSE_MS = 500;

/** What a ringing alarm needs. */
export interface Bell {
  readonly queues: Queues;
  readonly sender: Sender;
  readonly rate: PlatformRate;
  readonly people: People;
  /** Puts reminders into words at the moment of sending, so that they are never out of date. */
  readonly compose: (person: Applicant, reminders: readonly Reminder[]) => Reply;
  readonly newId: NewId;
  readonly now: () => Temporal.Instant;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/**
 * Reads the record again, claims what is due, sends it and marks it as sent. A void alarm just ends. One that rings too
 * soon (quiet hours, a clock that jumped) waits again. After a crash between sending and marking, the message is sent
 * again under the same name. A final refusal passes it to the other platform; anything unanswered is retried.
 */
export async function ring(alarm: Alarm, job: HeldJob<Alarm>, bell: Bell): Promise<void> {
  const { revision, early } = alarm;
  const now = bell.now();
  const claimed = (current: Applicant): Applicant =>
    claim(stepBack(current, revision, now, bell.newId), { revision, now, early });
  const person = await bell.people.update(alarm.person, claimed).catch(ignoreGone);
  if (!person) return;
  const decision = decide(person, revision, now, early);
  if (decision.kind === 'later') return job.later(decision.at.epochMilliseconds - now.epochMilliseconds);
  const after = await deliver(person, alarm, job, bell);
  if (after) await handOver(after, alarm, bell);
}

/** @returns the person afterwards, or undefined when the record is gone */
async function deliver(
  person: Applicant,
  alarm: Alarm,
  job: HeldJob<Alarm>,
  bell: Bell,
): Promise<Applicant | undefined> {
  const { platform } = bell.sender;
  const reminders = carried(person, alarm.revision, platform);
  if (reminders.length === 0) return person;
  const to = identityOn(person, platform) ?? null;
  if (to?.address === null && !alarm.mayOpen) await waitToOpen(alarm, job, bell);
  const outcome = await inTurn(to?.address ?? person.id, job, bell, (nextTurn) => {
    const compose = (): Reply => bell.compose(person, reminders);
    return send({ name: alarm.revision, to, compose, nextTurn }, bell);
  });
  const after = await mark(person, alarm.revision, outcome, bell);
  if (after && outcome.kind === 'sent') countLateness(after, reminders, bell);
  return after;
}

/** Chats with strangers are opened at a pace of their own, without holding up other alarms. */
async function waitToOpen(alarm: Alarm, job: HeldJob<Alarm>, { rate }: Bell): Promise<void> {
  const waitMs = await rate.firstContact();
  if (waitMs === 0) return;
  await job.change({ ...alarm, mayOpen: true });
  await job.later(waitMs);
}

/**
 * Sends when the platform has room for it, and only while no other worker has the job.
 * @param chat a stable name for the chat
 */
async function inTurn(
  chat: string,
  job: HeldJob<Alarm>,
  bell: Bell,
  work: (nextTurn: NextTurn) => Promise<Outcome>,
): Promise<Outcome> {
  const turns = bell.rate.turns();
  const waitMs = await turns.next(true);
  if (waitMs > 0) await job.restAll(waitMs);
  return job
    .keep()
    .then(() => work(() => turns.next(false).then(job.keep)))
    .finally(turns.end)
    .catch((error: unknown) => waitAsAsked(error, chat, job, bell));
}

/** If only one chat is busy, all others go on. */
async function waitAsAsked(
  error: unknown,
  chat: string,
  job: HeldJob<Alarm>,
  { rate }: Bell,
): Promise<never> {
  if (!(error instanceof BusyError)) throw error;
  const { retryAfterMs } = error;
  const scope = await rate.busy(chat, error);
  return scope === 'chat' ? job.later(retryAfterMs) : job.restAll(retryAfterMs);
}

/** Retries while Redis is away, so that the message is not sent again. */
async function mark(
  person: Applicant,
  delivery: string,
  outcome: Outcome,
  { people, sender }: Bell,
): Promise<Applicant | undefined> {
  const change = (current: Applicant): Applicant => marked(current, delivery, sender.platform, outcome);
  for (let tries = 1; ; tries += 1) {
    try {
      return await people.update(person.id, change, person).catch(ignoreGone);
    } catch (error) {
      if (tries === MARK_TRIES) throw error;
      await pause(MARK_PAUSE_MS);
    }
  }
}

/** Called after the update, since the change itself may run more than once. */
function countLateness(
  after: Applicant,
  reminders: readonly Reminder[],
  { metrics, sender: { platform } }: Bell,
): void {
  const sent = new Set(reminders.map(({ id }) => id));
  for (const { id, state } of after.reminders) {
    if (sent.has(id) && state.kind === 'sent') metrics.late(platform, state.lateMs);
  }
}

/** If another platform takes over the delivery, queues an alarm there. */
async function handOver(
  person: Applicant,
  { revision, early }: Alarm,
  { queues, sender }: Bell,
): Promise<void> {
  const open = openDeliveries(person).find(({ delivery }) => delivery === revision);
  if (!open || open.platform === sender.platform) return;
  const alarm: Alarm = { person: person.id, revision, early };
  await queues.add(open.platform, [alarmJob(alarm, open.soap ? 'soap' : 'normal')]);
}
