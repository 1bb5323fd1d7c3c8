import { setTimeout as pause } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { type Applicant, applicantSchema, type NewIdentity, newApplicant } from '#core/applicant.ts';
import type { Platform } from '#core/delivery.ts';
import type { NewId } from '#core/reminders/reminder.ts';
import { createIdentityMac, unwrapDataKey, wrapDataKey } from '#store/keys.ts';
import { DUE_KEY, identityKey, personKey, sessionKey } from '#store/layout.ts';
import { migrate } from '#store/migrations.ts';
import { DamagedValueError, newKey, open, seal } from '#store/seal.ts';
import { createTurns } from '#store/turns.ts';

/** The records of people. Ids, never names: only `find` and `create` know who is who on a platform. */
export interface People {
  /** The person's id, or null for somebody we keep nothing about. */
  find(platform: Platform, user: string): Promise<string | null>;
  /** Makes a record, or returns the one that this identity has already. `now` is an ISO 8601 instant. */
  create(identity: NewIdentity, now: string): Promise<Applicant>;
  /** The ids of all people, a batch at a time; somebody who comes or goes meanwhile may be missed. */
  everyone(): AsyncIterable<readonly string[]>;
  /** @throws {WrongKeyError | DamagedValueError | NewerRecordError | InvalidRecordError} */
  load(id: string): Promise<Applicant | null>;
  /**
   * Changes a record so that no other change is lost. `change` is pure and may run again; when it returns the object
   * that it was given, nothing is saved. What it throws is passed on and nothing is saved.
   * @throws {NoSuchPersonError | InvalidRecordError | TooManyTriesError} and what `load` throws
   */
  update(id: string, change: (person: Applicant) => Applicant): Promise<Applicant>;
  /**
   * Lets somebody on another platform be the same person. Linked already, it changes nothing. `now` as in `create`.
   * @throws {NoSuchPersonError | IdentityTakenError | InvalidRecordError} the last when the platform is linked already
   */
  link(id: string, identity: NewIdentity, now: string): Promise<Applicant>;
  /** The whole record as JSON for the person's own eyes. @throws {NoSuchPersonError} and what `load` throws */
  export(id: string): Promise<string>;
  /** Removes record, key, index, session and due time in one step; nothing happens when they are gone already. */
  delete(id: string): Promise<void>;
}

/** What follows a save hook: `undo` when the save did not happen, `settle` when it did. */
export interface SaveEffects {
  undo(): Promise<void>;
  settle(): Promise<void>;
}
export type SaveHook = (before: Applicant | null, after: Applicant) => Promise<SaveEffects>;
/** An alarm that could not be removed is void; a save that happened must not look as if it had not. */
const leaveVoid = () => undefined;
const NO_EFFECTS: SaveEffects = { undo: async () => undefined, settle: async () => undefined };

export interface PeopleOptions {
  readonly redis: Redis;
  /** 32 bytes. */
  readonly masterKey: Uint8Array;
  readonly newId: NewId;
  /**
   * Sets the alarms that a change asks for, before it is saved: a crash between the two leaves an alarm that finds no
   * matching revision, never a reminder without an alarm. It must not call `update` for the same person.
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

/** Somebody else's record has this identity. */
export class IdentityTakenError extends Error {
  override readonly name = 'IdentityTakenError';
}

/** A record does not fit its schema. The message names places, never values. */
export class InvalidRecordError extends Error {
  override readonly name = 'InvalidRecordError';
}

/** Others were faster too many times in a row. Nothing was changed. */
export class TooManyTriesError extends Error {
  override readonly name = 'TooManyTriesError';
}

/** In one process changes wait their turn, so tries are spent on other processes only. */
const MAX_TRIES = 100;
const MAX_PAUSE_MS = 50;
const SCAN_BATCH = 500;

/** A change of nothing: what is read has passed through `keep`. */
export const unchanged = (person: Applicant): Applicant => person;

/** Somebody else was faster: read again and try again. */
const LOST = Symbol('lost');

// A command that is sent again after a broken connection finds what it wrote itself and says so.
const SAVE = `
  local version = redis.call('HGET', KEYS[1], 'v')
  if not version then return 'gone' end
  if KEYS[2] then
    local owner = redis.call('GET', KEYS[2])
    if owner and owner ~= ARGV[4] then return 'taken' end
  end
  if version == ARGV[1] then
    redis.call('HSET', KEYS[1], 'v', ARGV[2], 'd', ARGV[3])
    if KEYS[2] then redis.call('SET', KEYS[2], ARGV[4]) end
    return 'saved'
  end
  if version == ARGV[2] and redis.call('HGET', KEYS[1], 'd') == ARGV[3] then return 'saved' end
  return 'lost'`;

const CREATE = `
  local owner = redis.call('GET', KEYS[1])
  if owner then return owner end
  if redis.call('EXISTS', KEYS[2]) == 1 then return false end
  redis.call('HSET', KEYS[2], 'k', ARGV[2], 'v', '1', 'd', ARGV[3])
  redis.call('SET', KEYS[1], ARGV[1])
  return ARGV[1]`;

const DELETE = `
  local version = redis.call('HGET', KEYS[1], 'v')
  if not version then return 'gone' end
  if version ~= ARGV[1] then return 'lost' end
  redis.call('ZREM', KEYS[2], ARGV[2])
  redis.call('DEL', KEYS[1], unpack(KEYS, 3))
  return 'gone'`;

interface Kept {
  readonly person: Applicant;
  readonly version: number;
  readonly dataKey: Uint8Array;
}

export function createPeople(options: PeopleOptions): People {
  const { redis, masterKey, newId, beforeSave = async () => NO_EFFECTS, keep = unchanged } = options;
  const mac = createIdentityMac(masterKey);
  const inTurn = createTurns();

  async function read(id: string): Promise<Kept | null> {
    const { k, v, d } = await redis.hgetallBuffer(personKey(id));
    if (!k && !v && !d) return null;
    if (!k || !v || !d) throw new DamagedValueError('the record is damaged: a part of it is missing');
    const version = Number(v);
    const dataKey = unwrapDataKey(masterKey, id, k);
    const stored: unknown = JSON.parse(open(dataKey, ['record', id, version], d).toString());
    return { person: valid(migrate(stored)), version, dataKey };
  }

  async function find(platform: Platform, user: string): Promise<string | null> {
    return await redis.get(identityKey(mac(platform, user)));
  }

  async function tryCreate(identity: NewIdentity, now: string): Promise<Applicant | typeof LOST> {
    const known = await find(identity.platform, identity.user);
    if (known !== null) return (await read(known))?.person ?? LOST;

    const id = newId();
    const person = valid(newApplicant(id, identity, now));
    const dataKey = newKey();
    const effects = await beforeSave(null, person);
    const index = identityKey(mac(identity.platform, identity.user));
    const wrapped = wrapDataKey(masterKey, id, dataKey);
    const owner = await redis.eval(
      CREATE,
      2,
      index,
      personKey(id),
      id,
      wrapped,
      sealed(dataKey, person, id, 1),
    );
    if (owner !== id) {
      await effects.undo().catch(leaveVoid);
      return LOST;
    }
    await effects.settle().catch(leaveVoid);
    return person;
  }

  async function tryUpdate(
    id: string,
    change: (person: Applicant) => Applicant,
    joining: NewIdentity | null = null,
  ): Promise<Applicant | typeof LOST> {
    const kept = await read(id);
    if (!kept) throw new NoSuchPersonError('there is no such person');
    const changed = keep(change(kept.person));
    if (changed === kept.person) return kept.person;

    const after = valid(changed);
    if (!joining && whoIs(after) !== whoIs(kept.person))
      throw new InvalidRecordError('a change may not touch id or identities: the index would not follow');
    const effects = await beforeSave(kept.person, after);
    const next = kept.version + 1;
    const value = sealed(kept.dataKey, after, id, next);
    // When this throws, nobody knows whether it was saved: the alarm stays, and is void if it was not.
    const keys = [personKey(id), ...(joining ? [identityKey(mac(joining.platform, joining.user))] : [])];
    const outcome = await redis.eval(SAVE, keys.length, ...keys, kept.version, next, value, id);
    if (outcome !== 'saved') {
      await effects.undo().catch(leaveVoid);
      if (outcome === 'taken') throw new IdentityTakenError('this identity belongs to another record');
      return LOST;
    }
    await effects.settle().catch(leaveVoid);
    return after;
  }

  async function tryDelete(id: string): Promise<true | typeof LOST> {
    const kept = await read(id);
    if (!kept) return true;
    const index = kept.person.identities.map(({ platform, user }) => identityKey(mac(platform, user)));
    const keys = [personKey(id), DUE_KEY, sessionKey(id), ...index];
    return (await redis.eval(DELETE, keys.length, ...keys, kept.version, id)) === 'gone' ? true : LOST;
  }

  async function* everyone(): AsyncGenerator<readonly string[]> {
    const prefix = personKey('');
    const found = redis.scanStream({ match: `${prefix}*`, count: SCAN_BATCH });
    for await (const keys of found as AsyncIterable<readonly string[]>) {
      // A scan may name a key twice, within a batch and between two: whoever reads again does no harm.
      if (keys.length > 0) yield [...new Set(keys)].map((key) => key.slice(prefix.length));
    }
  }

  return {
    find,
    everyone,
    create: (identity, now) => persist(() => tryCreate(identity, now)),
    load: async (id) => (await read(id))?.person ?? null,
    link: (id, identity, now) =>
      inTurn(id, () =>
        persist(() => tryUpdate(id, (person) => withIdentity(person, identity, now), identity)),
      ),
    update: (id, change) => inTurn(id, () => persist(() => tryUpdate(id, change))),
    delete: async (id) => void (await inTurn(id, () => persist(() => tryDelete(id)))),
    async export(id) {
      const kept = await read(id);
      if (!kept) throw new NoSuchPersonError('there is no such person');
      return JSON.stringify(kept.person, null, 2);
    },
  };
}

/** Tries until nobody else was faster, with a random pause that grows. */
async function persist<T>(attempt: () => Promise<T | typeof LOST>): Promise<T> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const result = await attempt();
    if (result !== LOST) return result;
    await pause(Math.random() * Math.min(MAX_PAUSE_MS, 2 ** tries));
  }
  throw new TooManyTriesError(`others were faster ${MAX_TRIES} times in a row`);
}

function valid(record: unknown): Applicant {
  const parsed = applicantSchema.safeParse(record);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map(({ path, code }) => `${path.join('.')} (${code})`);
  throw new InvalidRecordError(`the record does not fit its schema: ${where.join(', ')}`);
}

function sealed(dataKey: Uint8Array, person: Applicant, id: string, version: number): Buffer {
  return seal(dataKey, ['record', id, version], Buffer.from(JSON.stringify(person)));
}

function withIdentity(person: Applicant, { platform, user, address }: NewIdentity, now: string): Applicant {
  const known = person.identities.find((identity) => identity.platform === platform);
  if (known?.user === user) return person;
  if (known) throw new InvalidRecordError('this platform is linked to another identity');
  return {
    ...person,
    identities: [...person.identities, { platform, user, address, refusal: null, seenAt: now }],
  };
}

/** What `delete` finds the index by, so no change may move it. */
function whoIs({ id, identities }: Applicant): string {
  return JSON.stringify([id, identities.map(({ platform, user }) => [platform, user])]);
}
