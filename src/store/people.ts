import type { Redis } from 'ioredis';
import type { Applicant } from '#core/applicant.ts';
import type { Platform } from '#core/delivery.ts';
import type { NewId } from '#core/reminders/reminder.ts';

export interface People {
  find(platform: Platform, user: string): Promise<string | null>;
  create(identity: NewIdentity, now: string): Promise<Applicant>;
  load(id: string): Promise<Applicant | null>;
  update(id: string, change: (person: Applicant) => Applicant): Promise<Applicant>;
  export(id: string): Promise<string>;
  delete(id: string): Promise<void>;
}
export interface NewIdentity {
  readonly platform: Platform;
  readonly user: string;
  readonly address: string | null;
}
export type Undo = () => Promise<void>;
export interface PeopleOptions {
  readonly redis: Redis;
  readonly masterKey: Uint8Array;
  readonly newId: NewId;
  readonly beforeSave?: (before: Applicant | null, after: Applicant) => Promise<Undo>;
}
export declare class NoSuchPersonError extends Error {}
export declare class InvalidRecordError extends Error {}
export declare class TooManyTriesError extends Error {}
export declare function createPeople(options: PeopleOptions): People;
