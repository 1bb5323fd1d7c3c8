import { z } from 'zod';
import { idSchema } from '#core/id.ts';

/** Wakes the code that reads one person's record again. */
export const alarmSchema = z.object({
  person: idSchema,
  /** Of the reminder that set it; also the name of the delivery that it claims. */
  revision: idSchema,
  early: z.boolean(),
  /** Its turn to open a stranger's chat has been reserved, and it has waited for it. */
  mayOpen: z.boolean().optional(),
});
export type Alarm = z.infer<typeof alarmSchema>;

/** What the jobs of each name carry: ids only, nothing personal. */
export interface Payloads {
  readonly alarm: Alarm;
}
export type JobName = keyof Payloads;

/** A job to be queued. SOAP deadlines go before everything else; `delayMs` 0: now. */
export type QueuedJob<N extends JobName = JobName> = {
  readonly [P in N]: {
    readonly name: P;
    readonly data: Payloads[P];
    readonly urgency: Urgency;
    readonly delayMs: number;
  };
}[N];
export type Urgency = 'soap' | 'normal';

interface Entry<Data> {
  readonly schema: z.ZodType<Data>;
  /** The job's id: a second job of the same id is not added. */
  readonly idOf: (data: Data) => string;
}

/** Every job there is. A new one is an entry here and a handler in the worker; the compiler asks for both. */
export const JOBS: { readonly [N in JobName]: Entry<Payloads[N]> } = {
  alarm: { schema: alarmSchema, idOf: ({ revision }) => revision },
};

export function idOf<N extends JobName>({ name, data }: QueuedJob<N>): string {
  return JOBS[name].idOf(data);
}

/** False for a job that a later Rematch has added. */
export function isJobName(name: string): name is JobName {
  return Object.hasOwn(JOBS, name);
}

/** An alarm as it is queued. */
export function alarmJob(alarm: Alarm, urgency: Urgency, delayMs = 0): QueuedJob {
  return { name: 'alarm', data: alarm, urgency, delayMs };
}
