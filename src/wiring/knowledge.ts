import type { Logger } from 'pino';
import type { Clock } from '#app/clock.ts';
import { KnowledgeError, loadKnowledgeFor } from '#app/load-knowledge.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { type Correction, withCorrections } from '#core/season/corrections.ts';
import { createOneByOne } from '#store/one-by-one.ts';

/** What the house knows. Anything that lives longer than one visit asks again each time, so that a corrected date holds at once. */
export interface CurrentKnowledge {
  readonly now: () => Knowledge;
  /**
   * Reads the files again. If they have a mistake, the log says where and everything stays as it was.
   * @returns whether they were taken over
   */
  reload(): Promise<boolean>;
  /**
   * Lays these corrections over the seasons of the files, in place of earlier ones. They stay when the files are read again.
   * @throws {CorrectionError} when they do not fit; nothing changes
   */
  correct(corrections: readonly Correction[]): Promise<void>;
  /** Awaits `work` after each change, such as the sweep that moves reminders. */
  follow(work: () => Promise<unknown>): void;
}

/**
 * @param folder what an adviser edits: `config/knowledge`
 * @throws {KnowledgeError | SeasonMissingError}
 */
export async function openKnowledge(folder: string, clock: Clock, log: Logger): Promise<CurrentKnowledge> {
  const read = (): Promise<Knowledge> => loadKnowledgeFor(clock(), folder, log);
  const followers: (() => Promise<unknown>)[] = [];
  const oneByOne = createOneByOne();
  let files = await read();
  let corrections: readonly Correction[] = [];
  let current = files;

  async function take(newFiles: Knowledge, newCorrections: readonly Correction[]): Promise<void> {
    current = { ...newFiles, seasons: withCorrections(newFiles.seasons, newCorrections) };
    files = newFiles;
    corrections = newCorrections;
    for (const work of followers) await work();
  }

  async function reload(): Promise<boolean> {
    try {
      await take(await read(), corrections);
      log.info('config/knowledge was read again');
      return true;
    } catch (error) {
      const why = error instanceof KnowledgeError ? { problems: error.problems } : { err: error };
      log.error(why, 'config/knowledge was not taken over: what was known before stays');
      return false;
    }
  }

  return {
    now: () => current,
    reload: () => oneByOne('change', reload),
    correct: (wanted) => oneByOne('change', () => take(files, wanted)),
    follow: (work) => void followers.push(work),
  };
}
