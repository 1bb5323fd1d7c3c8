import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { CREATE, SAVE } from '#store/document-scripts.ts';
import type { KeyRing } from '#store/key-ring.ts';
import { type Migration, migrate, NewerRecordError } from '#store/migrations.ts';
import { createOneByOne } from '#store/one-by-one.ts';
import type { RedisClient } from '#store/redis.ts';
import { DamagedValueError, newKey, open, seal, WrongKeyError } from '#store/seal.ts';

/** A kind of document: people's records are one, a community's settings another. */
export interface DocumentKind<T> {
  /** What its values are sealed as, so that a value of another kind cannot replace one. */
  readonly purpose: 'record' | 'community';
  /** The document's current shape; `schema` holds its version. */
  readonly schema: z.ZodType<T>;
  /** The same for reading, if that should be more lenient. */
  readonly storedSchema?: z.ZodType<T>;
  /** The value in fewer bytes, which `storedSchema` reads as the same; left out: as it is. */
  compact?(value: T): unknown;
  readonly migrations: readonly Migration[];
  keyOf(id: string): string;
  /** The part no change may touch, as text: what the document is found by. */
  fixed(value: T): string;
}

/** A document as read, with what is needed to save the next version. */
export interface Kept<T> {
  readonly value: T;
  readonly version: number;
  readonly dataKey: Uint8Array;
}

/** What a save hook returns: `undo` runs if the save failed, `settle` if it succeeded. */
export interface SaveEffects {
  undo(): Promise<void>;
  settle(): Promise<void>;
}

/** Sealed values beside a document, saved with it in one step. */
export interface Attached<T> {
  readonly key: string;
  /** Names to keep; everything else under `key` is removed. */
  keep(value: T): readonly string[];
  /** The new value, sealed with the document's data key. */
  readonly put?: { readonly name: string; seal(dataKey: Uint8Array): Buffer };
}

export interface UpdateOptions<T> {
  /** What an update just returned: it is not read again unless another change came first. */
  readonly from?: T | undefined;
  /** Set for the one change that may touch the fixed part. */
  readonly mayMove?: boolean;
  readonly attached?: Attached<T>;
}

/** Sealed, versioned documents of one kind, each under its own data key. */
export interface Documents<T> {
  /** @throws {WrongKeyError | DamagedValueError | NewerRecordError | InvalidRecordError} see `isUnreadable` */
  read(id: string): Promise<Kept<T> | null>;
  /** The same without the key for sealing; an update may start from it. */
  load(id: string): Promise<T | null>;
  /** Creates one; null if there already is one. `marks` are stored beside it in the clear. */
  create(id: string, value: T, marks: string): Promise<T | null>;
  /**
   * Changes one without losing any other change. `change` is pure and may run again; when it returns the object it
   * was given, nothing is saved. If it throws, the error is passed on and nothing is saved.
   * @returns null when there is no such document
   * @throws {InvalidChangeError | TooManyTriesError} and what `read` throws
   */
  update(id: string, change: (value: T) => T, options?: UpdateOptions<T>): Promise<T | null>;
  /** Runs work after every change this process has begun on the document, and before the next one. */
  oneByOne<R>(id: string, work: () => Promise<R>): Promise<R>;
}

export interface DocumentOptions<T> {
  readonly redis: RedisClient;
  readonly keys: KeyRing;
  /** Awaited before a change is saved; it must not update the same document. */
  readonly beforeSave?: ((before: T, after: T) => Promise<SaveEffects>) | undefined;
  /** Runs at the end of every change. Pure; returns the object it was given when nothing had to change. */
  readonly finish?: ((value: T) => T) | undefined;
  /** Called when only the marks are left, so that an interrupted removal can continue. */
  readonly onBuried?: (id: string, marks: string) => Promise<void>;
}

/** A stored document does not fit its schema. The message names places, never values. */
export class InvalidRecordError extends Error {
  override readonly name = 'InvalidRecordError';
}

/** A change would not fit the schema or the index: our own bug. The stored document is sound and stays. No values. */
export class InvalidChangeError extends Error {
  override readonly name = 'InvalidChangeError';
}

/** Other changes came first too many times in a row. Nothing was changed. */
export class TooManyTriesError extends Error {
  override readonly name = 'TooManyTriesError';
}

/** Whether the stored document itself cannot be read, now or ever. A change that failed says nothing about it. */
export function isUnreadable(error: unknown): boolean {
  return [WrongKeyError, DamagedValueError, NewerRecordError, InvalidRecordError].some(
    (kind) => error instanceof kind,
  );
}

/** Another change came first: read again and try again. */
export const LOST = Symbol('lost');

/** Within one process changes wait their turn, so only other processes use up tries. */
const MAX_TRIES = 100;
const MAX_PAUSE_MS = 50;

const NO_EFFECTS: SaveEffects = { undo: async () => undefined, settle: async () => undefined };
/** An alarm that could not be removed is void; a save that worked must not look as if it had failed. */
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
    seal(dataKey, [kind.purpose, id, version], Buffer.from(JSON.stringify(kind.compact?.(value) ?? value)));

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
    // If this throws, we do not know whether it was saved: the alarm stays, and is void if it was not.
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

/** Retries with growing random pauses until no other change comes first. @throws {TooManyTriesError} */
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
