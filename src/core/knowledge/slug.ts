import { z } from 'zod';

/** The name of an entry in knowledge, which other entries use to refer to it. */
export const slugSchema = z.string().regex(/^[a-z0-9_]{1,40}$/);
