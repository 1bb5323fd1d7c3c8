import { Temporal } from 'temporal-polyfill';

/**
 * What time it is for the people we answer: their plans, alarms and deliveries. One clock is given to the whole app, so a
 * test can choose the day. Spans (locks, leases, time-outs, how long an answer took) are measured by the process itself.
 */
export type Clock = () => Temporal.Instant;

export const systemClock: Clock = () => Temporal.Now.instant();
