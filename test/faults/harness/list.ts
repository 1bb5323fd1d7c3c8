import { killBeforeSend } from '../kill-before-send.ts';
import { killMarked } from '../kill-marked.ts';
import { killUnmarked } from '../kill-unmarked.ts';
import type { Fault } from './fault.ts';

/** By the name that the command line knows, in the order of the table. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'kill-before-send': killBeforeSend,
  'kill-unmarked': killUnmarked,
  'kill-marked': killMarked,
};
