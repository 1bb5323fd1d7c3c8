import { z } from 'zod';
import { idSchema } from '#core/id.ts';
import { instantSchema } from '#core/time/instant.ts';

/** A program in the person's own words; never a line from an official list. */
export const programSchema = z.string().trim().min(1).max(60);

/** The service an application goes through; each has its own limit. */
export const serviceSchema = z.enum(['eras', 'residencycas', 'other']);
export type Service = z.infer<typeof serviceSchema>;

export const clusterSchema = z.enum(['a', 'b', 'c']);
export type Cluster = z.infer<typeof clusterSchema>;

export const SOAP_LIMITS = { targets: 150, contacts: 100, offers: 40, sent: 150, done: 60 } as const;

export const targetSchema = z.object({
  id: idSchema,
  program: programSchema,
  cluster: clusterSchema,
  service: serviceSchema,
});
export type Target = z.infer<typeof targetSchema>;

/** A program that wrote or called first. Only this makes a reply allowed. */
export const contactSchema = z.object({
  id: idSchema,
  program: programSchema,
  at: instantSchema,
  how: z.enum(['call', 'mail', 'message', 'other']),
  /** Whether the person had applied there. A contact without an application must be reported, not answered. */
  applied: z.boolean(),
});
export type Contact = z.infer<typeof contactSchema>;

export const offerSchema = z.object({
  id: idSchema,
  program: programSchema,
  /** When it was told; it lasts until the end of the round it falls into. */
  at: instantSchema,
  state: z.enum(['open', 'accepted', 'declined', 'expired']),
});
export type Offer = z.infer<typeof offerSchema>;

/** One person's SOAP: what they did themselves, in their own words. */
export const soapSchema = z.object({
  /** The year of the Match for which SOAP mode is on. */
  on: z.int().nullable(),
  targets: z.array(targetSchema).max(SOAP_LIMITS.targets),
  /** The private order in which offers would be accepted, best first: ids of targets. It is never sent anywhere. */
  order: z.array(idSchema).max(SOAP_LIMITS.targets),
  /** Applications sent, as the person counted them. */
  sent: z
    .array(z.object({ service: serviceSchema, count: z.int().min(1).max(200), at: instantSchema }))
    .max(SOAP_LIMITS.sent),
  contacts: z.array(contactSchema).max(SOAP_LIMITS.contacts),
  offers: z.array(offerSchema).max(SOAP_LIMITS.offers),
  /** Ticked items of the readiness lists. */
  done: z.array(z.string().max(40)).max(SOAP_LIMITS.done),
});
export type Soap = z.infer<typeof soapSchema>;

export const EMPTY_SOAP: Soap = {
  on: null,
  targets: [],
  order: [],
  sent: [],
  contacts: [],
  offers: [],
  done: [],
};
