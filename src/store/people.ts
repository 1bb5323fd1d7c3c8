import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { type Applicant, applicantSchema, type NewIdentity, newApplicant } from '#core/applicant.ts';
import type { NewId } from '#core/id.ts';
import type { Platform } from '#core/platform.ts';
import { createIdentityMac, unwrapDataKey, wrapDataKey } from '#store/keys.ts';
import { identityKey, personIn, personKey } from '#store/layout.ts';
import { migrate, NewerRecordError } from '#store/migrations.ts';
import { CLAIM, CREATE, NOTE, SAVE } from '#store/person-scripts.ts';
import { masters, type RedisClient } from '#store/redis.ts';
import { createRemoval, release } from '#store/removal.ts';
import { DamagedValueError, newKey, open, seal, WrongKeyError } from '#store/seal.ts';
import { createTurns } from '#store/turns.ts';

/** The records of people. Ids, never names: only `find` and `create` know who is who on a platform. */
export interface People {
  /** The person's id, or null for somebody we keep nothing about. */
  find(platform: Platform, user: string): Promise<string | null>;
  /** Makes a record, or returns the one that this identity has already. `now` is an ISO 8601 instant. */
  create(identity: NewIdentity, now: string): Promise<Applicant>;
  /** The ids of all people, a batch at a time; somebody who comes or goes meanwhile may be missed. */
  everyone(): AsyncIterable<readonly string[]>;
  /** @throws {WrongKeyError | DamagedValueError | NewerRecordError | InvalidRecordError} see `isUnreadable` */
  load(id: string): Promise<Applicant | null>;
  /**
   * Changes a record so that no other change is lost. `change` is pure and may run again; when it returns the object
   * that it was given, nothing is saved. What it throws is passed on and nothing is saved.
   * @param from what `update` gave back just now: it is not read again unless somebody else was faster
   * @throws {NoSuchPersonError | InvalidChangeError | TooManyTriesError} and what `load` throws
   */
  update(id: string, change: (person: Applicant) => Applicant, from?: Applicant): Promise<Applicant>;
  /**
   * Lets somebody on another platform be the same person. Linked already, it changes nothing. `now` as in `create`.
   * @throws {NoSuchPersonError | IdentityTakenError | InvalidChangeError} the last when the platform is linked already
   */
  link(id: string, identity: NewIdentity, now: string): Promise<Applicant>;
  /** The whole record as JSON for the person's own eyes. @throws {NoSuchPersonError} and what `load` throws */
  export(id: string): Promise<string>;
  /** Removes record, key and session in one step, then index and due time, also of a record that can not be read. */
  delete(id: string): Promise<void>;
}

/** What follows a save hook: `undo` when the save did not happen, `settle` when it did. */
export interface SaveEffects {
  undo(): Promise<void>;
  settle(): Promise<void>;
}
export type SaveHook = (before: Applicant, after: Applicant) => Promise<SaveEffects>;
/** An alarm that could not be removed is void; a save that happened must not look as if it had not. */
const leaveVoid = () => undefined;
const NO_EFFECTS: SaveEffects = { undo: async () => undefined, settle: async () => undefined };

export interface PeopleOptions {
  readonly redis: RedisClient;
  /** 32 bytes. */
  readonly masterKey: Uint8Array;
  readonly newId: NewId;
  /**
   * Sets the alarms that a change asks for, before it is saved: a crash between the two leaves an alarm that finds no
   * matching revision, never a reminder without an alarm. It must not call `update` for the same person. A new person
   * waits for nothing, so it is not asked about one.
   */
  readonly beforeSave?: SaveHook;
  /**
   * What every update ends with: brings a record in step with the calendar and the rules. Pure, and returns the object
   * that it was given when nothing had to change.
   */
  readonly keep?: (person: Applicant) => Applicant;
}

export class NoSuchPersonError extends Error {
  override readonly name = 'NoSuchPersonError';
}

/** Somebody who deleted everything meanwhile is owed nothing: for a `catch` that lets every other error through. */
export function ignoreGone(error: unknown): undefined {
  if (!(error instanceof NoSuchPersonError)) throw error;
}

/** Somebody else's record has this identity. */
export class IdentityTakenError extends Error {
  override readonly name = 'IdentityTakenError';
}

/** A stored record does not fit its schema. The message names places, never values. */
export class InvalidRecordError extends Error {
  override readonly name = 'InvalidRecordError';
}

/** A change would not fit the schema or the index: our own bug. The record is sound and stays as it was. No values. */
export class InvalidChangeError extends Error {
  override readonly name = 'InvalidChangeError';
}

/** Others were faster too many times in a row. Nothing was changed. */
export class TooManyTriesError extends Error {
  override readonly name = 'TooManyTriesError';
}

/** Whether the stored record itself cannot be read, now or ever. A change that failed says nothing about it. */
export function isUnreadable(error: unknown): boolean {
  return [WrongKeyError, DamagedValueError, NewerRecordError, InvalidRecordError].some(
    (kind) => error instanceof kind,
  );
}

/** In one process changes wait their turn, so tries are spent on other processes only. */
const MAX_TRIES = 100;
const MAX_PAUSE_MS = 50;
/** After so many, some 100 ms, whoever claimed an identity and has no record is thought dead. */
const PATIENCE = 10;
const SCAN_BATCH = 500;

/** A change of nothing: what is read has passed through `keep`. */
export const unchanged = (person: Applicant): Applicant => person;

/** Somebody else was faster: read again and try again. */
const LOST = Symbol('lost');

interface Kept {
  readonly person: Applicant;
  readonly version: number;
  readonly dataKey: Uint8Array;
}

export function createPeople(options: PeopleOptions): People {
  const { redis, masterKey, newId, beforeSave = async () => NO_EFFECTS, keep = unchanged } = options;
  const mac = createIdentityMac(masterKey);
  const inTurn = createTurns();
  const removal = createRemoval(redis);
  const givenBack = new WeakMap<Applicant, Kept>();

  function giveBack(kept: Kept): Applicant {
    givenBack.set(kept.person, kept);
    return kept.person;
  }

  async function read(id: string): Promise<Kept | null> {
    const { k, v, d, i } = await redis.hgetallBuffer(personKey(id));
    if (!k && !v && !d) {
      if (i) await removal.finish(id, i.toString());
      return null;
    }
    if (!k || !v || !d) throw new DamagedValueError('the record is damaged: a part of it is missing');
    const version = Number(v);
    const dataKey = unwrapDataKey(masterKey, id, k);
    return { person: stored(open(dataKey, ['record', id, version], d)), version, dataKey };
  }

  async function find(platform: Platform, user: string): Promise<string | null> {
    return await redis.get(identityKey(mac(platform, user)));
  }

  /** The identity is claimed before there is a record, so that of many who make it at once one does. */
  async function tryCreate(
    identity: NewIdentity,
    now: string,
    tries: number,
  ): Promise<Applicant | typeof LOST> {
    const id = newId();
    if ((await redis.exists(personKey(id))) === 1) return LOST;
    const code = mac(identity.platform, identity.user);
    const owner = String(await CLAIM(redis, [identityKey(code)], id));
    if (owner !== id) return (await ownerOf(owner, code, tries)) ?? LOST;

    const person = valid(newApplicant(id, identity, now));
    const dataKey = newKey();
    const wrapped = wrapDataKey(masterKey, id, dataKey);
    const value = sealed(dataKey, person, id, 1);
    const outcome = await CREATE(redis, [personKey(id)], wrapped, value, code);
    if (outcome !== 'saved') return LOST;
    if ((await find(identity.platform, identity.user)) === id) return person;
    // The claim is gone, so nobody would find the record.
    await removal.remove(id);
    return LOST;
  }

  async function tryUpdate(
    id: string,
    change: (person: Applicant) => Applicant,
    { isJoining = false, from }: { readonly isJoining?: boolean; readonly from?: Kept | undefined } = {},
  ): Promise<Applicant | typeof LOST> {
    const kept = from ?? (await read(id));
    if (!kept) throw new NoSuchPersonError('there is no such person');
    const { dataKey, version } = kept;
    const changed = keep(change(kept.person));
    if (changed === kept.person) return giveBack(kept);

    const after = valid(changed);
    if (!isJoining && whoIs(after) !== whoIs(kept.person))
      throw new InvalidChangeError('a change may not touch id or identities: the index would not follow');
    const effects = await beforeSave(kept.person, after);
    const next = version + 1;
    const value = sealed(dataKey, after, id, next);
    // When this throws, nobody knows whether it was saved: the alarm stays, and is void if it was not.
    const outcome = await SAVE(redis, [personKey(id)], version, next, value);
    if (outcome !== 'saved') {
      await effects.undo().catch(leaveVoid);
      return LOST;
    }
    await effects.settle().catch(leaveVoid);
    return giveBack({ person: after, version: next, dataKey });
  }

  /** Who has claimed an identity; null while they are made. What a dead process has claimed is free the next time. */
  async function ownerOf(id: string, code: string, tries: number): Promise<Applicant | null> {
    const kept = await read(id);
    if (!kept && tries > PATIENCE) await removal.abandon(id, code);
    return kept?.person ?? null;
  }

  async function tryClaim(id: string, code: string, tries: number): Promise<true | typeof LOST> {
    if ((await NOTE(redis, [personKey(id)], code)) === 'gone')
      throw new NoSuchPersonError('there is no such person');
    const owner = String(await CLAIM(redis, [identityKey(code)], id));
    if (owner === id) return true;
    if (await ownerOf(owner, code, tries))
      throw new IdentityTakenError('this identity belongs to another record');
    return LOST;
  }

  /** The identity is claimed before it is in the record, and let go when it does not come there. */
  async function link(id: string, identity: NewIdentity, now: string): Promise<Applicant> {
    const join = (person: Applicant): Applicant => withIdentity(person, identity, now);
    const before = (await read(id))?.person;
    if (before && join(before) === before) return before;
    const code = mac(identity.platform, identity.user);
    await persist((tries) => tryClaim(id, code, tries));
    try {
      return await persist(() => tryUpdate(id, join, { isJoining: true }));
    } catch (error) {
      const after = (await read(id))?.person;
      if (!after?.identities.some(({ platform, user }) => mac(platform, user) === code))
        await release(redis, code, id);
      throw error;
    }
  }

  async function* everyone(): AsyncGenerator<readonly string[]> {
    for (const server of await masters(redis)) {
      const found = server.scanStream({ match: personKey('*'), count: SCAN_BATCH });
      for await (const keys of found as AsyncIterable<readonly string[]>) {
        // A scan may name a key twice, within a batch and between two: whoever reads again does no harm.
        if (keys.length > 0) yield [...new Set(keys)].map(personIn);
      }
    }
  }

  return {
    find,
    everyone,
    create: (identity, now) => persist((tries) => tryCreate(identity, now, tries)),
    load: async (id) => (await read(id))?.person ?? null,
    link: (id, identity, now) => inTurn(id, () => link(id, identity, now)),
    update: (id, change, from) => {
      const known = from && givenBack.get(from);
      const attempt = (tries: number) => tryUpdate(id, change, tries === 0 ? { from: known } : {});
      return inTurn(id, () => persist(attempt));
    },
    delete: (id) => inTurn(id, () => removal.remove(id)),
    async export(id) {
      const kept = await read(id);
      if (!kept) throw new NoSuchPersonError('there is no such person');
      return JSON.stringify(kept.person, null, 2);
    },
  };
}

/** Tries until nobody else was faster, with a random pause that grows. */
async function persist<T>(attempt: (tries: number) => Promise<T | typeof LOST>): Promise<T> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const result = await attempt(tries);
    if (result !== LOST) return result;
    await pause(Math.random() * Math.min(MAX_PAUSE_MS, 2 ** tries));
  }
  throw new TooManyTriesError(`others were faster ${MAX_TRIES} times in a row`);
}

/** @throws {NewerRecordError | InvalidRecordError} */
function stored(plain: Buffer): Applicant {
  try {
    return applicantSchema.parse(migrate(JSON.parse(plain.toString())));
  } catch (error) {
    if (error instanceof NewerRecordError) throw error;
    throw new InvalidRecordError(`the record does not fit its schema${placesIn(error)}`);
  }
}

/** @throws {InvalidChangeError} */
function valid(changed: Applicant): Applicant {
  const parsed = applicantSchema.safeParse(changed);
  if (parsed.success) return parsed.data;
  throw new InvalidChangeError(`a change does not fit the schema${placesIn(parsed.error)}`);
}

/** Where a value does not fit, without the value. */
function placesIn(error: unknown): string {
  if (!(error instanceof z.ZodError)) return '';
  return `: ${error.issues.map(({ path, code }) => `${path.join('.')} (${code})`).join(', ')}`;
}

function sealed(dataKey: Uint8Array, person: Applicant, id: string, version: number): Buffer {
  return seal(dataKey, ['record', id, version], Buffer.from(JSON.stringify(person)));
}

function withIdentity(person: Applicant, { platform, user, address }: NewIdentity, now: string): Applicant {
  const known = person.identities.find((identity) => identity.platform === platform);
  if (known?.user === user) return person;
  if (known) throw new InvalidChangeError('this platform is linked to another identity');
  return {
    ...person,
    identities: [...person.identities, { platform, user, address, refusal: null, seenAt: now }],
  };
}

/** What the index was made from, so no change may move it. */
function whoIs({ id, identities }: Applicant): string {
  return JSON.stringify([id, identities.map(({ platform, user }) => [platform, user])]);
}
