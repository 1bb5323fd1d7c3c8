import { z } from 'zod';

/** What a person has said about their own words, where they sound like a contact with a program and are none. */
export const allowedSchema = z.enum(['reply', 'no_program']);
export type Allowed = z.infer<typeof allowedSchema>;
