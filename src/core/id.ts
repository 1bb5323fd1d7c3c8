import { z } from 'zod';

/** Ids are short random base-36 words: never all digits, no `:`, unguessable, the same on every platform. */
export const idSchema = z.string().regex(/^[a-z][a-z0-9]{7,24}$/);
export type NewId = () => string;
