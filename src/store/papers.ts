import type { z } from 'zod';
import type { NewId } from '#core/id.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { PAPER_LIMITS, type Paper } from '#core/record/paper.ts';
import { type Attached, type Documents, InvalidRecordError } from '#store/document.ts';
import { papersKey } from '#store/layout.ts';
import { NoSuchPersonError } from '#store/no-such-person.ts';
import type { RedisClient } from '#store/redis.ts';
import { DamagedValueError, open, seal } from '#store/seal.ts';

/** What each kind of paper holds, by its name in the record. */
export interface PaperKind<T> {
  readonly name: string;
  readonly schema: z.ZodType<T>;
}

/** A paper with its content. Pass it back to `save`, so that no change is lost. */
export interface OpenPaper<T> {
  readonly paper: Paper;
  readonly content: T;
}

/**
 * Texts too long for the record: drafts, statements, tables. Each is a sealed value of its own
 * under the person's key; the record lists them. Both are saved in one step, and deleted in one step with the person.
 */
export interface Papers {
  /** Reads one paper; null when the person has none of this id and kind. @throws what `People.load` throws */
  load<T>(person: string, id: string, kind: PaperKind<T>): Promise<OpenPaper<T> | null>;
  /**
   * Adds a paper. `now` is an ISO 8601 instant.
   * @throws {NoSuchPersonError | TooManyPapersError | PaperTooLargeError} and nothing was changed
   */
  add<T>(person: string, kind: PaperKind<T>, title: string, content: T, now: string): Promise<OpenPaper<T>>;
  /**
   * Replaces the title and the content of a paper.
   * @param from what was loaded or saved last
   * @throws {NoSuchPersonError | PaperChangedError | PaperTooLargeError} and nothing was changed
   */
  save<T>(
    person: string,
    kind: PaperKind<T>,
    from: OpenPaper<T>,
    to: { readonly title: string; readonly content: T },
    now: string,
  ): Promise<OpenPaper<T>>;
  /** Removes a paper; it is no error if it is already gone. @throws {NoSuchPersonError} */
  remove(person: string, id: string): Promise<void>;
  /** The contents of these papers, by id, for an export. @throws what `load` throws */
  contents(person: Applicant, dataKey: Uint8Array): Promise<Readonly<Record<string, unknown>>>;
}

/** The person already has as many papers as we keep. Nothing was changed; they can remove one. */
export class TooManyPapersError extends Error {
  override readonly name = 'TooManyPapersError';
}

/** The paper is longer than we allow. Nothing was changed. */
export class PaperTooLargeError extends Error {
  override readonly name = 'PaperTooLargeError';
  /** Its size in bytes. */
  readonly size: number;
  readonly most = PAPER_LIMITS.bytes;
  constructor(size: number) {
    super(`a paper has ${size} bytes, the most are ${PAPER_LIMITS.bytes}`);
    this.size = size;
  }
}

/** The paper was saved or removed since it was loaded. Nothing was changed; load it again. */
export class PaperChangedError extends Error {
  override readonly name = 'PaperChangedError';
}

export function createPapers(options: {
  readonly redis: RedisClient;
  readonly documents: Documents<Applicant>;
  readonly newId: NewId;
}): Papers {
  const { redis, documents, newId } = options;

  async function contentOf(person: string, dataKey: Uint8Array, { id, revision }: Paper): Promise<unknown> {
    const value = await redis.hgetBuffer(papersKey(person), revision);
    if (!value) throw new DamagedValueError('a paper is missing');
    return JSON.parse(open(dataKey, ['paper', person, id, revision], value).toString());
  }

  /** Saves the list of papers and new content in one step; papers no longer listed are deleted with it. */
  async function change(
    person: string,
    papers: (before: readonly Paper[]) => readonly Paper[],
    written?: { readonly paper: Paper; readonly plain: Buffer },
  ): Promise<void> {
    const attached: Attached<Applicant> = {
      key: papersKey(person),
      keep: (record) => record.papers.map(({ revision }) => revision),
      ...(written && { put: sealing(person, written) }),
    };
    const update = (record: Applicant): Applicant => ({ ...record, papers: [...papers(record.papers)] });
    if (!(await documents.update(person, update, { attached }))) throw new NoSuchPersonError();
  }

  return {
    async load(person, id, { name, schema }) {
      const kept = await documents.read(person);
      const paper = kept?.value.papers.find((one) => one.id === id && one.kind === name);
      if (!kept || !paper) return null;
      const parsed = schema.safeParse(await contentOf(person, kept.dataKey, paper));
      if (!parsed.success) throw new InvalidRecordError('a paper does not fit its schema');
      return { paper, content: parsed.data };
    },
    async add(person, kind, title, content, now) {
      const plain = bytesOf(content);
      const paper: Paper = {
        id: newId(),
        revision: newId(),
        kind: kind.name,
        title,
        size: plain.length,
        updatedAt: now,
      };
      const withIt = (before: readonly Paper[]): readonly Paper[] => {
        if (before.length >= PAPER_LIMITS.count)
          throw new TooManyPapersError(`the most papers are ${PAPER_LIMITS.count}`);
        return [...before, paper];
      };
      await change(person, withIt, { paper, plain });
      return { paper, content };
    },
    async save(person, kind, from, { title, content }, now) {
      const plain = bytesOf(content);
      const { id, revision } = from.paper;
      const next = { id, kind: kind.name, title, size: plain.length, updatedAt: now };
      const paper: Paper = { ...next, revision: newId() };
      const replaced = (before: readonly Paper[]): readonly Paper[] => {
        if (!before.some((one) => one.id === id && one.revision === revision))
          throw new PaperChangedError('the paper was changed or removed meanwhile');
        return before.map((one) => (one.id === id ? paper : one));
      };
      await change(person, replaced, { paper, plain });
      return { paper, content };
    },
    remove: (person, id) => change(person, (before) => before.filter((one) => one.id !== id)),
    async contents({ id: person, papers }, dataKey) {
      const read = papers.map(async (paper) => [paper.id, await contentOf(person, dataKey, paper)] as const);
      return Object.fromEntries(await Promise.all(read));
    },
  };
}

function sealing(
  person: string,
  { paper: { id, revision }, plain }: { readonly paper: Paper; readonly plain: Buffer },
): NonNullable<Attached<Applicant>['put']> {
  return { name: revision, seal: (dataKey) => seal(dataKey, ['paper', person, id, revision], plain) };
}

/** @throws {PaperTooLargeError} */
function bytesOf(content: unknown): Buffer {
  const plain = Buffer.from(JSON.stringify(content));
  if (plain.length > PAPER_LIMITS.bytes) throw new PaperTooLargeError(plain.length);
  return plain;
}
