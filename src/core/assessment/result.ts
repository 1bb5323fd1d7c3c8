import { z } from 'zod';

export const assessmentSchema = z.object({ at: z.iso.datetime() });
export type Assessment = z.infer<typeof assessmentSchema>;
