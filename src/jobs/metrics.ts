import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { type Platform, platformSchema, refusalSchema } from '#core/platform.ts';

const OUTCOMES = ['sent', 'busy', 'unavailable', 'rejected', ...refusalSchema.options] as const;
export type DeliveryOutcome = (typeof OUTCOMES)[number];

export interface Metrics {
  readonly registry: Registry;
  /** An answer to a person: how it went and how long it took, but never who or what. */
  answered(platform: string, kind: string, outcome: 'said' | 'refused' | 'failed', ms: number): void;
  delivered(platform: Platform, outcome: DeliveryOutcome): void;
  late(platform: string, ms: number): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const answers = new Histogram({
    name: 'rematch_answer_seconds',
    help: 'Time from an event to its answer',
    labelNames: ['platform', 'kind', 'outcome'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 3],
    registers: [registry],
  });
  const deliveries = new Counter({
    name: 'rematch_deliveries_total',
    help: 'Deliveries by platform and outcome',
    labelNames: ['platform', 'outcome'],
    registers: [registry],
  });
  // There from the start, so that an alert on a rate sees the first one.
  for (const platform of platformSchema.options)
    for (const outcome of OUTCOMES) deliveries.inc({ platform, outcome }, 0);
  const lateness = new Histogram({
    name: 'rematch_lateness_seconds',
    help: 'How late a reminder was sent',
    labelNames: ['platform'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 5, 30, 120, 600, 7200],
    registers: [registry],
  });
  return {
    registry,
    answered: (platform, kind, outcome, ms) => answers.observe({ platform, kind, outcome }, ms / 1000),
    delivered: (platform, outcome) => deliveries.inc({ platform, outcome }),
    late: (platform, ms) => lateness.observe({ platform }, ms / 1000),
  };
}
