import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Clock } from '#app/clock.ts';
import { languagesIn, loadKnowledge, loadKnowledgeFor } from '#app/load-knowledge.ts';
import { KnowledgeError } from '#app/sheet.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { type Correction, withCorrections } from '#core/season/corrections.ts';
import { createOneByOne } from '#store/one-by-one.ts';

/** What Rematch knows. Anything that lives longer than one visit asks again each time, so a corrected date applies at once. */
export interface CurrentKnowledge {
  /** In English, or in another language that has words for it; what that language lacks stays English. */
  readonly now: (language?: string) => Knowledge;
  /**
   * Reads the files again. If they have a mistake, the log says where and everything stays as it was.
   * @returns whether they were accepted
   */
  reload(): Promise<boolean>;
  /**
   * Applies these corrections to the seasons in the files, replacing earlier ones. They survive a reload of the files.
   * @throws {CorrectionError} when they do not fit, and then nothing changes
   */
  correct(corrections: readonly Correction[]): Promise<void>;
  /** Awaits `work` after each change, such as the sweep that moves reminders. */
  follow(work: () => Promise<unknown>): void;
}

/** The knowledge as written, and in each language that has words for it. */
interface Spoken {
  readonly english: Knowledge;
  readonly others: ReadonlyMap<string, Knowledge>;
}

/** Where the knowledge and its words are: `config/knowledge` and `config/locales`. */
export interface KnowledgeFolders {
  readonly knowledge: string;
  readonly locales: string;
}

/** @throws {KnowledgeError | SeasonMissingError | SyntaxError} */
export async function openKnowledge(
  folders: KnowledgeFolders,
  clock: Clock,
  log: Logger,
): Promise<CurrentKnowledge> {
  const followers: (() => Promise<unknown>)[] = [];
  const oneByOne = createOneByOne();
  let files = await read(folders, clock, log);
  let corrections: readonly Correction[] = [];
  let current = files;

  async function take(newFiles: Spoken, newCorrections: readonly Correction[]): Promise<void> {
    current = corrected(newFiles, newCorrections);
    files = newFiles;
    corrections = newCorrections;
    for (const work of followers) await work();
  }

  async function reload(): Promise<boolean> {
    try {
      await take(await read(folders, clock, log), corrections);
      log.info('config/knowledge was read again');
      return true;
    } catch (error) {
      const why = error instanceof KnowledgeError ? { problems: error.problems } : { err: error };
      log.error(why, 'config/knowledge was not accepted; the earlier knowledge stays');
      return false;
    }
  }

  return {
    now: (language = 'en') => current.others.get(language) ?? current.english,
    reload: () => oneByOne('change', reload),
    correct: (wanted) => oneByOne('change', () => take(files, wanted)),
    follow: (work) => void followers.push(work),
  };
}

async function read({ knowledge, locales }: KnowledgeFolders, clock: Clock, log: Logger): Promise<Spoken> {
  const english = await loadKnowledgeFor(clock(), knowledge, log);
  const others = new Map<string, Knowledge>();
  for (const language of languagesIn(locales))
    others.set(language, await loadKnowledge(knowledge, join(locales, language, 'knowledge')));
  return { english, others };
}

/** @throws {CorrectionError} */
function corrected({ english, others }: Spoken, corrections: readonly Correction[]): Spoken {
  const seasons = withCorrections(english.seasons, corrections);
  const inAll = [...others].map(([language, one]) => [language, { ...one, seasons }] as const);
  return { english: { ...english, seasons }, others: new Map(inAll) };
}
