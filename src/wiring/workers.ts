import { newId } from '#app/ids.ts';
import type { House } from '#app/wiring/house.ts';
import type { Sender } from '#core/platform.ts';
import { reminderMessage } from '#core/reminders/message.ts';
import type { Locks } from '#jobs/queues.ts';
import { startReminderWorker } from '#jobs/reminder-worker.ts';
import { startSweep } from '#jobs/sweep.ts';
import type { RedisClient } from '#store/redis.ts';

/**
 * Starts the workers that deliver reminders, and the sweep that finds lost ones.
 * @param options.own the senders of this process's fronts
 */
export async function startWorkers(
  house: House,
  options: { readonly connection: RedisClient; readonly own: readonly Sender[]; readonly locks: Locks },
): Promise<void> {
  const { clock, log, stops, knowledge, records } = house;
  const { due, people, agenda } = records;
  for (const sender of [...(await sendersOf(house)), ...options.own]) startReminders(house, sender, options);
  const sweep = startSweep({ due, people, agenda, now: () => clock().epochMilliseconds, log });
  stops.add('sweep', () => sweep.stop());
  // A corrected date moves reminders at once, even if it was corrected while nothing was running.
  knowledge.follow(sweep.runAll);
  void sweep.runAll();
}

async function sendersOf({ settings: { discord, telegram }, log }: House): Promise<Sender[]> {
  const senders: Sender[] = [];
  if (discord) {
    const { createDiscordSender } = await import('#bots/discord/sender.ts');
    senders.push(createDiscordSender({ ...discord, log }));
  }
  if (telegram) {
    const { createTelegramSender } = await import('#bots/telegram/sender.ts');
    senders.push(createTelegramSender({ ...telegram, log }));
  }
  return senders;
}

function startReminders(
  house: House,
  sender: Sender,
  { connection, locks }: { readonly connection: RedisClient; readonly locks: Locks },
): void {
  const { clock, log, stops, knowledge, say, metrics, records, rates } = house;
  const rate = rates.get(sender.platform);
  if (!rate) return;
  const { queues, people } = records;
  const worker = startReminderWorker({
    connection,
    locks,
    queues,
    sender,
    rate,
    people,
    compose: (person, reminders) =>
      reminderMessage({ person, reminders, now: clock() }, knowledge.now(say.language), say),
    newId,
    now: clock,
    metrics,
    log,
  });
  stops.add(`${sender.platform} worker`, () => worker.close());
}
