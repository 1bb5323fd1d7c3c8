import type { NewId } from '#core/id.ts';
import type { Platform } from '#core/platform.ts';
import {
  type Applicant,
  applicantSchema,
  type NewIdentity,
  newApplicant,
  storedApplicantSchema,
} from '#core/record/applicant.ts';
import { compact } from '#core/record/compact.ts';
import {
  createDocuments,
  type DocumentKind,
  InvalidChangeError,
  isUnreadable,
  LOST,
  persist,
  type SaveEffects,
} from '#store/document.ts';
import type { KeyRing } from '#store/key-ring.ts';
import { identityKey, personIn, personKey } from '#store/layout.ts';
import { RECORD_MIGRATIONS } from '#store/migrations.ts';
import { NoSuchPersonError } from '#store/no-such-person.ts';
import { createPapers, type Papers } from '#store/papers.ts';
import { CLAIM, NOTE } from '#store/person-scripts.ts';
import { masters, type RedisClient } from '#store/redis.ts';
import { createRemoval, release } from '#store/removal.ts';
import { DamagedValueError } from '#store/seal.ts';

/** People's records. They are known by id: only functions that take an identity know who is who on a platform. */
export interface People {
  /**
   * The record of the person asking, or null if we keep nothing about them. A record that does not list this identity is
   * someone else's, whatever the index says, and counts as damaged.
   * @throws what `load` throws
   */
  find(platform: Platform, user: string): Promise<Applicant | null>;
  /** Creates a record, or returns the one this identity already has. `now` is an ISO 8601 instant. */
  create(identity: NewIdentity, now: string): Promise<Applicant>;
  /** The ids of all people, a batch at a time; may miss someone who comes or goes in the meantime. */
  everyone(): AsyncIterable<readonly string[]>;
  /** @throws {WrongKeyError | DamagedValueError | NewerRecordError | InvalidRecordError} see `isUnreadable` */
  load(id: string): Promise<Applicant | null>;
  /**
   * Changes a record without losing any other change. `change` is pure and may run again; when it returns the object
   * it was given, nothing is saved. If it throws, the error is passed on and nothing is saved.
   * @param from what `find` or `update` just returned: it is not read again unless another change came first
   * @throws {NoSuchPersonError | InvalidChangeError | TooManyTriesError} and what `load` throws
   */
  update(id: string, change: (person: Applicant) => Applicant, from?: Applicant): Promise<Applicant>;
  /**
   * Links an identity on another platform to this person. If it is already linked, nothing changes. `now` as in `create`.
   * @throws {NoSuchPersonError | IdentityTakenError | InvalidChangeError} the last when the platform is already linked
   */
  link(id: string, identity: NewIdentity, now: string): Promise<Applicant>;
  /** The whole record with its papers as JSON, for the person only. @throws {NoSuchPersonError}, what `load` throws */
  export(id: string): Promise<string>;
  /** Removes record, key, session and papers in one step, then index and due time, even if the record is unreadable. */
  delete(id: string): Promise<void>;
  /**
   * The same for the person asking. If the index leads to someone else's sound record, only the index entry is removed.
   */
  forget(platform: Platform, user: string): Promise<void>;
  readonly papers: Papers;
}

export type SaveHook = (before: Applicant, after: Applicant) => Promise<SaveEffects>;

export interface PeopleOptions {
  readonly redis: RedisClient;
  readonly keys: KeyRing;
  readonly newId: NewId;
  /**
   * Sets the alarms a change needs, before it is saved: a crash in between leaves an alarm that finds no
   * matching revision, never a reminder without an alarm. It must not call `update` for the same person. It is not called
   * for a new person, who has no alarms yet.
   */
  readonly beforeSave?: SaveHook;
  /**
   * Runs at the end of every update and brings the record in line with the calendar and the rules. Pure; returns the object
   * it was given when nothing had to change.
   */
  readonly keep?: (person: Applicant) => Applicant;
  /** Called after each deletion. */
  readonly onDeleted?: () => void;
}

/** Another record has this identity. */
export class IdentityTakenError extends Error {
  override readonly name = 'IdentityTakenError';
}

/** After this many tries, about 100 ms, a process that claimed an identity without saving its record is assumed dead. */
const PATIENCE = 10;
const SCAN_BATCH = 500;

/** Changes nothing, so that only `keep` is applied to what is read. */
export const unchanged = (person: Applicant): Applicant => person;

const RECORDS: DocumentKind<Applicant> = {
  purpose: 'record',
  schema: applicantSchema,
  storedSchema: storedApplicantSchema,
  compact,
  migrations: RECORD_MIGRATIONS,
  keyOf: personKey,
  fixed: ({ id, identities }) =>
    JSON.stringify([id, identities.map(({ platform, user }) => [platform, user])]),
};

export function createPeople(options: PeopleOptions): People {
  const { redis, keys, newId } = options;
  const removal = createRemoval(redis);
  const documents = createDocuments(RECORDS, {
    redis,
    keys,
    onBuried: removal.finish,
    beforeSave: options.beforeSave,
    finish: options.keep,
  });
  const papers = createPapers({ redis, documents, newId });

  const mac = ({ platform, user }: Pick<NewIdentity, 'platform' | 'user'>): string =>
    keys.mac(platform, user);
  const ownerId = (code: string): Promise<string | null> => redis.get(identityKey(code));

  /**
   * The record an index entry leads to. If it does not list the identity yet, it may be about to be linked.
   * @throws {DamagedValueError} when it is someone else's
   */
  async function readAs(id: string, code: string, tries: number): Promise<Applicant | null | typeof LOST> {
    const person = await documents.load(id);
    if (!person || lists(person, code)) return person;
    if (tries <= PATIENCE) return LOST;
    throw new DamagedValueError("the index leads to someone else's record");
  }

  const lists = (person: Applicant, code: string): boolean =>
    person.identities.some((identity) => mac(identity) === code);

  /** The identity is claimed before there is a record, so that of several processes only one creates it. */
  async function tryCreate(
    identity: NewIdentity,
    now: string,
    tries: number,
  ): Promise<Applicant | typeof LOST> {
    const id = newId();
    if ((await redis.exists(personKey(id))) === 1) return LOST;
    const code = mac(identity);
    const owner = String(await CLAIM(redis, [identityKey(code)], id));
    if (owner !== id) return ownerOf(owner, code, tries);

    const person = await documents.create(id, newApplicant(id, identity, now), code);
    if (!person) return LOST;
    if ((await ownerId(code)) === id) return person;
    // The claim is gone, so the record could not be found.
    await removal.remove(id);
    return LOST;
  }

  /** The person who claimed an identity, once their record exists. A dead process's claim is free the next time. */
  async function ownerOf(id: string, code: string, tries: number): Promise<Applicant | typeof LOST> {
    const person = await readAs(id, code, tries);
    if (!person && tries > PATIENCE) await removal.abandon(id, code);
    return person ?? LOST;
  }

  async function tryClaim(id: string, code: string, tries: number): Promise<true | typeof LOST> {
    if ((await NOTE(redis, [personKey(id)], code)) === 'gone') throw new NoSuchPersonError();
    const owner = String(await CLAIM(redis, [identityKey(code)], id));
    if (owner === id) return true;
    if ((await ownerOf(owner, code, tries)) === LOST) return LOST;
    throw new IdentityTakenError('this identity belongs to another record');
  }

  /** The identity is claimed before it is in the record, and released if it does not get there. */
  async function link(id: string, identity: NewIdentity, now: string): Promise<Applicant> {
    const join = (person: Applicant): Applicant => withIdentity(person, identity, now);
    const before = await documents.load(id);
    if (before && join(before) === before) return before;
    const code = mac(identity);
    await persist((tries) => tryClaim(id, code, tries));
    try {
      return (await documents.update(id, join, { mayMove: true })) ?? gone();
    } catch (error) {
      const after = await documents.load(id);
      if (!after || !lists(after, code)) await release(redis, code, id);
      throw error;
    }
  }

  async function* everyone(): AsyncGenerator<readonly string[]> {
    for (const server of await masters(redis)) {
      const found = server.scanStream({ match: personKey('*'), count: SCAN_BATCH });
      for await (const batch of found as AsyncIterable<readonly string[]>) {
        // A scan may return a key twice, within a batch or across two: reading it again does no harm.
        if (batch.length > 0) yield [...new Set(batch)].map(personIn);
      }
    }
  }

  async function remove(id: string): Promise<void> {
    await documents.oneByOne(id, () => removal.remove(id));
    options.onDeleted?.();
  }

  return {
    papers,
    everyone,
    load: documents.load,
    delete: remove,
    find: (platform, user) => {
      const code = keys.mac(platform, user);
      return persist(async (tries) => {
        const id = await ownerId(code);
        return id === null ? null : readAs(id, code, tries);
      });
    },
    create: (identity, now) => persist((tries) => tryCreate(identity, now, tries)),
    link,
    update: async (id, change, from) => (await documents.update(id, change, { from })) ?? gone(),
    async forget(platform, user) {
      const code = keys.mac(platform, user);
      const id = await ownerId(code);
      if (id === null) return;
      const person = await documents.load(id).catch((error: unknown) => {
        if (!isUnreadable(error)) throw error;
        return null;
      });
      if (person && !lists(person, code)) await release(redis, code, id);
      else await remove(id);
    },
    async export(id) {
      const kept = await documents.read(id);
      if (!kept) throw new NoSuchPersonError();
      const contents = await papers.contents(kept.value, kept.dataKey);
      const listed = kept.value.papers.map((paper) => ({ ...paper, content: contents[paper.id] }));
      return JSON.stringify({ ...kept.value, papers: listed }, null, 2);
    },
  };
}

function gone(): never {
  throw new NoSuchPersonError();
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
