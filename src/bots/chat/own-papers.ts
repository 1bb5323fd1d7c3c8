import { Refused } from '#bots/chat/refused.ts';
import { PAPER_LIMITS } from '#core/record/paper.ts';
import type { OpenPaper, PaperKind, Papers } from '#store/papers.ts';
import { PaperChangedError, PaperTooLargeError, TooManyPapersError } from '#store/papers.ts';

/** The papers of the person who acts. If there is no room, or a paper has changed in the meantime, a sentence says so. */
export interface OwnPapers {
  /** Null when the person has none of this id and kind. */
  load<T>(id: string, kind: PaperKind<T>): Promise<OpenPaper<T> | null>;
  /** @throws {Refused} */
  add<T>(kind: PaperKind<T>, title: string, content: T): Promise<OpenPaper<T>>;
  /** @throws {Refused} */
  save<T>(
    kind: PaperKind<T>,
    from: OpenPaper<T>,
    to: { readonly title: string; readonly content: T },
  ): Promise<OpenPaper<T>>;
  /** It is no error if it is already gone. */
  remove(id: string): Promise<void>;
}

/** `changed` is called after each change, since the record lists the papers. `now` returns an ISO 8601 instant. */
export function createOwnPapers(options: {
  readonly papers: Papers;
  /** The person's id; null if we keep nothing about them. */
  readonly id: () => string | null;
  readonly ensureId: () => Promise<string>;
  readonly changed: (id: string) => Promise<void>;
  readonly now: () => string;
}): OwnPapers {
  const { papers, id, ensureId, changed, now } = options;

  async function change<R>(work: (person: string) => Promise<R>): Promise<R> {
    const person = await ensureId();
    const done = await work(person).catch((error: unknown) => {
      throw inWords(error);
    });
    await changed(person);
    return done;
  }

  return {
    load: async (paper, kind) => {
      const person = id();
      return person ? papers.load(person, paper, kind) : null;
    },
    add: (kind, title, content) => change((person) => papers.add(person, kind, title, content, now())),
    save: (kind, from, to) => change((person) => papers.save(person, kind, from, to, now())),
    remove: (paper) => change((person) => papers.remove(person, paper)),
  };
}

function inWords(error: unknown): unknown {
  if (error instanceof TooManyPapersError)
    return new Refused('chat.papers_full', { most: PAPER_LIMITS.count });
  if (error instanceof PaperTooLargeError) return new Refused('chat.paper_too_large');
  if (error instanceof PaperChangedError) return new Refused('chat.paper_changed');
  return error;
}
