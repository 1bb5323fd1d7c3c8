import type { Redis } from 'ioredis';
import { z } from 'zod';

const answersSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

export const sessionSchema = z.object({
  id: z.string().regex(/^[a-z0-9]{8}$/),
  form: z.string(),
  version: z.int(),
  answers: answersSchema,
  at: z.string(),
  known: answersSchema,
});
export type Session = z.infer<typeof sessionSchema>;

export interface Sessions {
  load(person: string): Promise<Session | null>;
  save(person: string, session: Session, expected: Session | null): Promise<boolean>;
  drop(person: string): Promise<void>;
}
export declare function createSessions(options: {
  readonly redis: Redis;
  readonly masterKey: Uint8Array;
}): Sessions;
