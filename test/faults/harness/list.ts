import { busyChat } from '../busy-chat.ts';
import { clockJump } from '../clock-jump.ts';
import { crowd } from '../crowd.ts';
import { daylightSaving } from '../daylight-saving.ts';
import { diskFull } from '../disk-full.ts';
import { flooder } from '../flooder.ts';
import { killAfterDeletion } from '../kill-after-deletion.ts';
import { killBeforeSend } from '../kill-before-send.ts';
import { killMarked } from '../kill-marked.ts';
import { killUnmarked } from '../kill-unmarked.ts';
import { networkCut } from '../network-cut.ts';
import { passingErrors } from '../passing-errors.ts';
import { redisKilled } from '../redis-killed.ts';
import { redisPaused } from '../redis-paused.ts';
import { redisEmptied, redisFull, redisReadOnly } from '../redis-states.ts';
import { stalledWorker } from '../stalled-worker.ts';
import { serverErrors, tooManyRequests } from '../storms.ts';
import type { Fault } from './fault.ts';

/** By the name used on the command line, in the order of the table. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'kill-before-send': killBeforeSend,
  'kill-unmarked': killUnmarked,
  'kill-marked': killMarked,
  'kill-after-deletion': killAfterDeletion,
  'redis-killed': redisKilled,
  'redis-paused': redisPaused,
  'redis-full': redisFull,
  'redis-read-only': redisReadOnly,
  'redis-emptied': redisEmptied,
  'network-cut': networkCut,
  'too-many-requests': tooManyRequests,
  'server-errors': serverErrors,
  'stalled-worker': stalledWorker,
  'clock-jump': clockJump,
  'daylight-saving': daylightSaving,
  'disk-full': diskFull,
  'busy-chat': busyChat,
  flooder,
  crowd,
  'passing-errors': passingErrors,
};
