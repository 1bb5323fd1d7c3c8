import { z } from 'zod';

/** What a person has said about their own words, when those sound like contact with a program and are not. */
export const allowedSchema = z.enum(['reply', 'no_program']);
export type Allowed = z.infer<typeof allowedSchema>;
