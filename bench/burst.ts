import { setTimeout as pause } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import type { Reminder } from '#core/record/reminder.ts';
import { isQuick, openHouse, reminder, tell } from './house.ts';

/** People on each platform; one in ten has a SOAP deadline. */
const EACH = isQuick ? 300 : 5000;
const RATES = { discord: 50, telegram: 30 } as const;
/** How many people are created a second at the least, to know which minute is far enough ahead. */
const MADE_A_SECOND = 50;

const house = await openHouse(true);
const leadMs = 10_000 + ((2 * EACH) / MADE_A_SECOND) * 1000;
const minute = Math.ceil((Date.now() + leadMs) / 60_000) * 60_000;
const at = Temporal.Instant.fromEpochMilliseconds(minute).toString().slice(0, 16);
const all: Reminder[] = [];
const make = (index: number): readonly Reminder[] => {
  const one = reminder(at, index % 10 === 9 ? 'soap' : 'normal');
  all.push(one);
  return [one];
};
await house.crowd(EACH, 'telegram', make);
await house.crowd(EACH, 'discord', make);
if (Date.now() > minute) throw new Error('this machine was too slow to make everybody before they were due');
house.startWorkers();
await pause(minute - Date.now());
await house.idle();
const { texts, refused, last } = await house.stats();
await house.stop();

// The first second's worth may be sent at once, and each further message at the platform's rate.
const least = Math.max(...Object.values(RATES).map((rate) => (EACH - rate) / rate));
const seconds = (last - minute) / 1000;
const told = new Set(texts);
const soapPlaces = [all.slice(0, EACH), all.slice(EACH)].map(soapPlace);
const lost = all.filter(({ id }) => !told.has(id)).length;
const repeated = texts.length - told.size;
const soap = `the last of ${EACH / 10} SOAP is message ${soapPlaces[0]} on Telegram, ${soapPlaces[1]} on Discord`;
const facts = `429: ${refused}; ${soap}; lost ${lost}, repeated ${repeated}`;
tell({
  what: `burst: ${2 * EACH} people due at one instant`,
  ours: `${seconds.toFixed(1)} s; ${facts}`,
  against: `least possible: ${least.toFixed(1)} s`,
  ratio: seconds / least,
  target: 'at most 1.05, no 429, none lost or repeated',
  isMet: seconds / least <= 1.05 && refused + lost + repeated === 0,
});

/** The place, on its own platform, at which the last SOAP message came. */
function soapPlace(platform: readonly Reminder[]): number {
  const urgency = new Map(platform.map((one) => [one.id, one.urgency]));
  const order = texts.flatMap((id) => urgency.get(id) ?? []);
  return order.lastIndexOf('soap') + 1;
}
