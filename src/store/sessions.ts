import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { KeyRing } from '#store/key-ring.ts';
import { personKey, sessionKey } from '#store/layout.ts';
import { NoSuchPersonError } from '#store/no-such-person.ts';
import type { RedisClient } from '#store/redis.ts';
import { script } from '#store/script.ts';
import { open, seal } from '#store/seal.ts';

const valueSchema = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
const entrySchema = z.record(z.string(), valueSchema);
const answersSchema = z.record(z.string(), z.union([valueSchema, z.array(entrySchema)]));

const oneSchema = z.object({
  /** Eight base-36 characters; part of each question's token. */
  id: z.string().regex(/^[a-z0-9]{8}$/),
  form: z.string(),
  version: z.int(),
  answers: answersSchema,
  /** The question waiting for an answer. */
  at: z.string(),
  /** What the code passed in when it opened the form. */
  given: z.record(z.string(), z.json()).default({}),
  /** Initial values to edit, by question. */
  initial: answersSchema.default({}),
  /** What is ticked so far, where any number may be chosen. */
  picked: z.array(z.string()).optional(),
  /** The entries so far of the list being filled in. */
  draft: z.array(entrySchema).optional(),
  /** The entry of that list being answered: a new one if `index` is null. */
  entry: z.object({ index: z.int().nullable(), at: z.string(), answers: entrySchema }).optional(),
});

/** The open form, and the one it interrupted, which continues when this one is done. */
export const sessionSchema = z.preprocess(
  renamed,
  oneSchema.extend({ outer: z.preprocess(renamed, oneSchema.nullable().default(null)) }),
);
export type Session = z.infer<typeof sessionSchema>;

/** The version before called `given` values `known`. */
function renamed(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null || !('known' in stored)) return stored;
  const { known, ...session } = stored;
  return { given: known, ...session };
}

/** The stored session is damaged, or was written by another version. The record is sound: drop the session and go on. */
export class UnreadableSessionError extends Error {
  override readonly name = 'UnreadableSessionError';
}

/** One open form for each person, sealed with the person's own key, forgotten seven days after its last answer. */
export interface Sessions {
  /** @throws {UnreadableSessionError}, and {WrongKeyError | DamagedValueError} when it is the person's key */
  load(person: string): Promise<Session | null>;
  /**
   * Saves only if the stored session is still `expected` (null: none), so that of two racing answers one wins.
   * @returns whether it was saved
   * @throws {NoSuchPersonError} and what `load` throws
   */
  save(person: string, session: Session, expected: Session | null): Promise<boolean>;
  drop(person: string): Promise<void>;
}

const LIFE_SECONDS = 7 * 24 * 60 * 60;

// Only for a person who exists: a session saved while its person is being deleted would name them for a week.
const SAVE = script(`
  if redis.call('HEXISTS', KEYS[2], 'k') == 0 then return 'gone' end
  local kept = redis.call('GET', KEYS[1]) or ''
  if kept == ARGV[2] then return 'saved' end
  if kept ~= ARGV[1] then return 'lost' end
  redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
  return 'saved'`);

export function createSessions(options: { readonly redis: RedisClient; readonly keys: KeyRing }): Sessions {
  const { redis, keys } = options;

  async function dataKeyOf(person: string): Promise<Uint8Array | null> {
    const wrapped = await redis.hgetBuffer(personKey(person), 'k');
    return wrapped && keys.unwrap(person, wrapped);
  }

  function unseal(dataKey: Uint8Array, person: string, value: Buffer): Session {
    try {
      return sessionSchema.parse(JSON.parse(open(dataKey, ['session', person], value).toString()));
    } catch (error) {
      const why = error instanceof Error ? error.name : 'unknown';
      throw new UnreadableSessionError(`the kept session cannot be read (${why})`);
    }
  }

  return {
    async load(person) {
      const [dataKey, value] = await Promise.all([dataKeyOf(person), redis.getBuffer(sessionKey(person))]);
      return dataKey && value && unseal(dataKey, person, value);
    },
    async save(person, session, expected) {
      const [dataKey, kept] = await Promise.all([dataKeyOf(person), redis.getBuffer(sessionKey(person))]);
      if (!dataKey) throw new NoSuchPersonError();
      const before = kept && unseal(dataKey, person, kept);
      if (!isDeepStrictEqual(before, expected && sessionSchema.parse(expected))) return false;

      const plain = Buffer.from(JSON.stringify(sessionSchema.parse(session)));
      const value = seal(dataKey, ['session', person], plain);
      const slot = [sessionKey(person), personKey(person)];
      const outcome = await SAVE(redis, slot, kept ?? '', value, LIFE_SECONDS);
      if (outcome === 'gone') throw new NoSuchPersonError();
      return outcome === 'saved';
    },
    async drop(person) {
      await redis.del(sessionKey(person));
    },
  };
}
