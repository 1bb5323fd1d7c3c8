import { z } from 'zod';

/** The name of an entry of knowledge, by which others point at it. */
export const slugSchema = z.string().regex(/^[a-z0-9_]{1,40}$/);
