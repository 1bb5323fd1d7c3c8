import type { Logger } from 'pino';
import type { Clock } from '#app/clock.ts';
import type { Settings } from '#app/settings.ts';
import type { CurrentKnowledge } from '#app/wiring/knowledge.ts';
import type { Limits } from '#app/wiring/limits.ts';
import type { Records } from '#app/wiring/records.ts';
import type { Stops } from '#app/wiring/stops.ts';
import type { Say } from '#core/text.ts';
import type { Metrics } from '#jobs/metrics.ts';
import type { Rates } from '#jobs/rates.ts';

/** What chat, fronts and workers are built from. */
export interface House {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Logger;
  readonly stops: Stops;
  readonly knowledge: CurrentKnowledge;
  readonly say: Say;
  readonly metrics: Metrics;
  readonly records: Records;
  readonly rates: Rates;
  readonly limits: Limits;
}
