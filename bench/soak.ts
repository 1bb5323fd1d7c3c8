import { loadavg } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { percentile, tell } from './house.ts';
import { LOOK_MS, openSoak } from './soak/house.ts';

/**
 * How Rematch gets through a long day: 36 people talk, ask for pictures and get reminders every minute, while one
 * person on each platform sends a hundred things a second. It is a real process on its own Redis, against fakes that
 * refuse what the platforms refuse. Not part of `npm run bench`: `npm run soak -- --minutes 15`.
 */
const TARGET = {
  mb: 600,
  discordMs: 100,
  telegramMs: 1500,
  /** Painting alone takes a tenth of a second of CPU; after a second, an answer goes without its picture. */
  picturesMs: 1500,
  lateMs: 2000,
  growthMb: 60,
} as const;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '15' } } });
const minutes = Number(values.minutes);
if (!(minutes >= 1)) throw new Error('--minutes takes a number from 1 on');

const soak = await openSoak();
// The people and the platforms live in this process, so time spent waiting for it is not time spent waiting for
// Rematch.
const lag = monitorEventLoopDelay({ resolution: 10 });
lag.enable();
const end = performance.now() + minutes * 60_000;
const over = AbortSignal.timeout(minutes * 60_000);
const work = soak.live(over);
const memory: number[] = [];
while (performance.now() < end) {
  await pause(Math.min(LOOK_MS, Math.max(end - performance.now(), 0)));
  const { mainMb, othersMb } = await soak.usage();
  memory.push(mainMb + othersMb);
  soak.forget();
  const { discord, telegram, pictures, silent } = soak.said();
  const at = (minutes * 60 - (end - performance.now()) / 1000).toFixed(0);
  process.stdout.write(
    `${at} s: ${mainMb} MB and ${othersMb} MB of painting; p99 ${p99(discord)} ms on Discord, ${p99(telegram)} ms on Telegram, ${p99(pictures)} ms with a picture; ${discord.length + telegram.length + pictures.length} answers, ${silent} silences\n`,
  );
}
await work;
const { cpuS } = await soak.usage();
const load = loadavg().map((one) => one.toFixed(1));
process.stdout.write(
  `Rematch had ${cpuS} s of CPU in ${minutes} minutes; load ${load.join(' ')}; p99 of our own delay ${(lag.percentile(99) / 1e6).toFixed(0)} ms\n`,
);
const lateness = await soak.lateness();
const { discord, telegram, pictures, silent } = soak.said();
await soak.stop();

// The first quarter of the time is for warming up.
const warm = memory.slice(Math.floor(memory.length / 4));
const most = Math.max(...memory);
const half = Math.ceil(warm.length / 2);
const growth = mean(warm.slice(half)) - mean(warm.slice(0, half));
const late = Math.max(...lateness, 0);
tell({
  what: `soak: ${minutes} minutes, 36 people with pictures, a flooder of 100 a second on each platform`,
  ours: `at most ${most} MB, ${growth.toFixed(0)} MB more in the later half; p99 ${p99(discord)} ms on Discord, ${p99(telegram)} ms on Telegram, ${p99(pictures)} ms with a picture; ${lateness.length} reminders, at most ${late} ms late; ${silent} of ${discord.length + telegram.length + pictures.length + silent} unanswered`,
  against: `${TARGET.mb} MB`,
  ratio: most / TARGET.mb,
  target: `under ${TARGET.mb} MB and flat; p99 under ${TARGET.discordMs} ms on Discord, ${TARGET.telegramMs} ms on Telegram, ${TARGET.picturesMs} ms with a picture; reminders less than ${TARGET.lateMs} ms late; nobody unanswered`,
  isMet:
    most < TARGET.mb &&
    growth < TARGET.growthMb &&
    p99(discord) < TARGET.discordMs &&
    p99(telegram) < TARGET.telegramMs &&
    p99(pictures) < TARGET.picturesMs &&
    lateness.length > 0 &&
    late < TARGET.lateMs &&
    silent === 0,
});

function p99(waits: readonly number[]): number {
  return Math.round(percentile(waits, 0.99));
}

function mean(all: readonly number[]): number {
  return all.reduce((sum, one) => sum + one, 0) / Math.max(all.length, 1);
}
