import { z } from 'zod';
import { recordSchema } from '#app/adviser/record.ts';
import type { Verb } from '#app/adviser/verb.ts';

/** Prints the JSON Schema of a record: what `assess` reads. */
export const schema: Verb = {
  usage: 'schema',
  takes: [],
  wants: 'no file',
  run: () => ({ kind: 'one', value: z.toJSONSchema(recordSchema, { io: 'input' }) }),
};
