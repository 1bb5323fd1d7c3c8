import { z } from 'zod';
import { idSchema } from '#core/id.ts';

/** Wakes the code that reads a person's record again. */
export const alarmSchema = z.object({
  person: idSchema,
  /** The revision of the reminder that set it, and the name of the delivery that it claims. */
  revision: idSchema,
  early: z.boolean(),
  /** True once it has waited for its turn to open a chat with a stranger. */
  mayOpen: z.boolean().optional(),
});
export type Alarm = z.infer<typeof alarmSchema>;

/** What jobs carry, by name: only ids, nothing personal. */
export interface Payloads {
  readonly alarm: Alarm;
}
export type JobName = keyof Payloads;

/** A job to add to a queue. SOAP deadlines go first; `delayMs` 0 means now. */
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
  /** The job's id. BullMQ does not add a second job with the same id. */
  readonly idOf: (data: Data) => string;
}

/** Every kind of job. To add one, add an entry here and a handler in the worker; the compiler asks for both. */
export const JOBS: { readonly [N in JobName]: Entry<Payloads[N]> } = {
  alarm: { schema: alarmSchema, idOf: ({ revision }) => revision },
};

export function idOf<N extends JobName>({ name, data }: QueuedJob<N>): string {
  return JOBS[name].idOf(data);
}

/** False for a job that a newer version of Rematch added. */
export function isJobName(name: string): name is JobName {
  return Object.hasOwn(JOBS, name);
}

/** An alarm, ready to be queued. */
export function alarmJob(alarm: Alarm, urgency: Urgency, delayMs = 0): QueuedJob {
  return { name: 'alarm', data: alarm, urgency, delayMs };
}
