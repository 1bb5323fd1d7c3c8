import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { CREATE, SAVE } from '#store/document-scripts.ts';
import type { KeyRing } from '#store/key-ring.ts';
import { type Migration, migrate, NewerRecordError } from '#store/migrations.ts';
import { createOneByOne } from '#store/one-by-one.ts';
import type { RedisClient } from '#store/redis.ts';
import { DamagedValueError, newKey, open, seal, WrongKeyError } from '#store/seal.ts';

/** What is kept in one way: people's records are one kind, the settings of a community another. */
export interface DocumentKind<T> {
  /** What its values are sealed as, so that none of another kind can stand in for one. */
  readonly purpose: 'record' | 'community';
  /** The document as it is now, `schema` its version among it. */
  readonly schema: z.ZodType<T>;
  /** The same for what is read, where that is to be more patient. */
  readonly storedSchema?: z.ZodType<T>;
  readonly migrations: readonly Migration[];
  keyOf(id: string): string;
  /** What no change may touch, as text: what the document is found by. */
  fixed(value: T): string;
}

/** A document as it was read, with what it takes to save the next one. */
export interface Kept<T> {
  readonly value: T;
  readonly version: number;
  readonly dataKey: Uint8Array;
}

/** What follows a save hook: `undo` when the save did not happen, `settle` when it did. */
export interface SaveEffects {
  undo(): Promise<void>;
  settle(): Promise<void>;
}

/** Sealed values beside a document that are saved with it in one step. */
export interface Attached<T> {
  readonly key: string;
  /** Names of what stays; everything else under `key` goes. */
  keep(value: T): readonly string[];
  /** What is new, sealed with the document's data key. */
  readonly put?: { readonly name: string; seal(dataKey: Uint8Array): Buffer };
}

export interface UpdateOptions<T> {
  /** What an update gave back just now: it is not read again unless somebody else was faster. */
  readonly from?: T | undefined;
  /** The change is the one that may touch what is fixed. */
  readonly mayMove?: boolean;
  readonly attached?: Attached<T>;
}

/** Sealed, versioned documents of one kind, each under a data key of its own. */
export interface Documents<T> {
  /** @throws {WrongKeyError | DamagedValueError | NewerRecordError | InvalidRecordError} see `isUnreadable` */
  read(id: string): Promise<Kept<T> | null>;
  /** The same without what it takes to seal; an update may begin with it. */
  load(id: string): Promise<T | null>;
  /** Makes one where there is none; null where there is one. `marks` stand beside it in clear. */
  create(id: string, value: T, marks: string): Promise<T | null>;
  /**
   * Changes one so that no other change is lost. `change` is pure and may run again; when it returns the object that it
   * was given, nothing is saved. What it throws is passed on and nothing is saved.
   * @returns null when there is no such document
   * @throws {InvalidChangeError | TooManyTriesError} and what `read` throws
   */
  update(id: string, change: (value: T) => T, options?: UpdateOptions<T>): Promise<T | null>;
  /** Runs work after every change of the document that this process has begun, and before the next one. */
  oneByOne<R>(id: string, work: () => Promise<R>): Promise<R>;
}

export interface DocumentOptions<T> {
  readonly redis: RedisClient;
  readonly keys: KeyRing;
  /** Awaited before a change is saved; it must not update the same document. */
  readonly beforeSave?: ((before: T, after: T) => Promise<SaveEffects>) | undefined;
  /** What every change ends with. Pure, and returns the object that it was given when nothing had to change. */
  readonly finish?: ((value: T) => T) | undefined;
  /** Told when only the marks are left, so that a removal that was cut can go on. */
  readonly onBuried?: (id: string, marks: string) => Promise<void>;
}

/** A stored document does not fit its schema. The message names places, never values. */
export class InvalidRecordError extends Error {
  override readonly name = 'InvalidRecordError';
}

/** A change would not fit the schema or the index: our own bug. What is kept is sound and stays. No values. */
export class InvalidChangeError extends Error {
  override readonly name = 'InvalidChangeError';
}

/** Others were faster too many times in a row. Nothing was changed. */
export class TooManyTriesError extends Error {
  override readonly name = 'TooManyTriesError';
}

/** Whether the stored document itself cannot be read, now or ever. A change that failed says nothing about it. */
export function isUnreadable(error: unknown): boolean {
  return [WrongKeyError, DamagedValueError, NewerRecordError, InvalidRecordError].some(
    (kind) => error instanceof kind,
  );
}

/** Somebody else was faster: read again and try again. */
export const LOST = Symbol('lost');

/** In one process changes wait their turn, so tries are spent on other processes only. */
const MAX_TRIES = 100;
const MAX_PAUSE_MS = 50;

const NO_EFFECTS: SaveEffects = { undo: async () => undefined, settle: async () => undefined };
/** An alarm that could not be removed is void; a save that happened must not look as if it had not. */
const leaveVoid = () => undefined;

export function createDocuments<T extends object>(
  kind: DocumentKind<T>,
  options: DocumentOptions<T>,
): Documents<T> {
  const { redis, keys, beforeSave = async () => NO_EFFECTS, finish = (value) => value } = options;
  const oneByOne = createOneByOne();
  const givenBack = new WeakMap<T, Kept<T>>();

  function giveBack(kept: Kept<T>): T {
    givenBack.set(kept.value, kept);
    return kept.value;
  }

  const sealed = (dataKey: Uint8Array, id: string, version: number, value: T): Buffer =>
    seal(dataKey, [kind.purpose, id, version], Buffer.from(JSON.stringify(value)));

  async function read(id: string): Promise<Kept<T> | null> {
    const { k, v, d, i } = await redis.hgetallBuffer(kind.keyOf(id));
    if (!k && !v && !d) {
      if (i) await options.onBuried?.(id, i.toString());
      return null;
    }
    if (!k || !v || !d)
      throw new DamagedValueError(`the ${kind.purpose} is damaged: a part of it is missing`);
    const version = Number(v);
    const dataKey = keys.unwrap(id, k);
    return { value: stored(kind, open(dataKey, [kind.purpose, id, version], d)), version, dataKey };
  }

  async function tryUpdate(
    id: string,
    change: (value: T) => T,
    { attached, mayMove = false }: UpdateOptions<T>,
    from: Kept<T> | undefined,
  ): Promise<T | typeof LOST | null> {
    const kept = from ?? (await read(id));
    if (!kept) return null;
    const { dataKey, version } = kept;
    const changed = finish(change(kept.value));
    if (changed === kept.value) return giveBack(kept);

    const after = valid(kind, changed);
    if (!mayMove && kind.fixed(after) !== kind.fixed(kept.value))
      throw new InvalidChangeError('a change may not touch what the index was made from');
    const effects = await beforeSave(kept.value, after);
    const next = version + 1;
    // When this throws, nobody knows whether it was saved: the alarm stays, and is void if it was not.
    const outcome = await SAVE(
      redis,
      [kind.keyOf(id), ...(attached ? [attached.key] : [])],
      ...[version, next, sealed(dataKey, id, next, after)],
      ...(attached ? attachment(attached, after, dataKey) : []),
    );
    if (outcome !== 'saved') {
      await effects.undo().catch(leaveVoid);
      return LOST;
    }
    await effects.settle().catch(leaveVoid);
    return giveBack({ value: after, version: next, dataKey });
  }

  return {
    read,
    load: async (id) => {
      const kept = await read(id);
      return kept && giveBack(kept);
    },
    oneByOne,
    async create(id, value, marks) {
      const checked = valid(kind, value);
      const dataKey = newKey();
      const key = kind.keyOf(id);
      const outcome = await CREATE(
        redis,
        [key],
        keys.wrap(id, dataKey),
        sealed(dataKey, id, 1, checked),
        marks,
      );
      return outcome === 'saved' ? checked : null;
    },
    update: (id, change, updating = {}) => {
      const known = updating.from && givenBack.get(updating.from);
      return oneByOne(id, () =>
        persist((tries) => tryUpdate(id, change, updating, tries === 0 ? known : undefined)),
      );
    },
  };
}

/** Tries until nobody else was faster, with a random pause that grows. @throws {TooManyTriesError} */
export async function persist<R>(attempt: (tries: number) => Promise<R | typeof LOST>): Promise<R> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const result = await attempt(tries);
    if (result !== LOST) return result;
    await pause(Math.random() * Math.min(MAX_PAUSE_MS, 2 ** tries));
  }
  throw new TooManyTriesError(`others were faster ${MAX_TRIES} times in a row`);
}

function attachment<T>({ keep, put }: Attached<T>, after: T, dataKey: Uint8Array): (string | Buffer)[] {
  return [` ${keep(after).join(' ')} `, ...(put ? [put.name, put.seal(dataKey)] : [])];
}

/** @throws {NewerRecordError | InvalidRecordError} */
function stored<T>(kind: DocumentKind<T>, plain: Buffer): T {
  try {
    return (kind.storedSchema ?? kind.schema).parse(migrate(JSON.parse(plain.toString()), kind.migrations));
  } catch (error) {
    if (error instanceof NewerRecordError) throw error;
    throw new InvalidRecordError(`the ${kind.purpose} does not fit its schema${placesIn(error)}`);
  }
}

/** @throws {InvalidChangeError} */
function valid<T>(kind: DocumentKind<T>, changed: T): T {
  const parsed = kind.schema.safeParse(changed);
  if (parsed.success) return parsed.data;
  throw new InvalidChangeError(
    `a change of the ${kind.purpose} does not fit its schema${placesIn(parsed.error)}`,
  );
}

/** Where a value does not fit, without the value. */
function placesIn(error: unknown): string {
  if (!(error instanceof z.ZodError)) return '';
  return `: ${error.issues.map(({ path, code }) => `${path.join('.')} (${code})`).join(', ')}`;
}
