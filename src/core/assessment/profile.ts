import { z } from 'zod';

export const profileSchema = z.object({});
export type Profile = z.infer<typeof profileSchema>;
export const EMPTY_PROFILE: Profile = {};
