import { z } from 'zod';

const line = (max: number) => z.string().trim().min(1).max(max).nullable().default(null);

/** How the person signs: told once and used under every draft. */
export const letterheadSchema = z.object({
  name: line(80),
  /** "MD", "DO", "MBBS". */
  degree: line(20),
  school: line(100),
  /** Where that school is. */
  country: line(60),
  aamcId: z
    .string()
    .regex(/^\d{8}$/)
    .nullable()
    .default(null),
  phone: line(30),
  mail: line(100),
});
export type Letterhead = z.infer<typeof letterheadSchema>;
export const EMPTY_LETTERHEAD: Letterhead = letterheadSchema.parse({});
