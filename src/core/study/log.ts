import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Temporal } from 'temporal-polyfill';
import type { NewId } from '#core/id.ts';
import { type Applicant, LIMITS } from '#core/record/applicant.ts';
import { type Entry, type Happened, SEAL_LENGTH, STUDY_LIMITS, type Study } from '#core/record/study.ts';

/** The seal before the first entry. */
export const START = '';

/**
 * The record with one more entry in the log of study, sealed with the one before it. A score also joins the practice
 * scores, and one that is withdrawn leaves them. If the log is full, the oldest entry goes.
 */
export function withEntry(person: Applicant, what: Happened, now: Temporal.Instant, newId: NewId): Applicant {
  const { study } = person;
  const before = study.log.at(-1)?.seal ?? study.root ?? START;
  const entry = { id: newId(), at: now.toString(), what };
  const log = [...study.log, { ...entry, seal: sealAfter(before, digestOf(entry)) }];
  const over = Math.max(0, log.length - STUDY_LIMITS.log);
  const root = over > 0 ? (log[over - 1]?.seal ?? null) : study.root;
  return {
    ...person,
    practice: practiceAfter(person, what),
    study: { ...study, log: log.slice(over), root },
  };
}

/** What counts: every entry that was not withdrawn, and no withdrawal. Oldest first. */
export function countingEntries({ log }: Study): readonly Entry[] {
  const withdrawn = new Set(log.flatMap(({ what }) => (what.kind === 'withdrawn' ? [what.entry] : [])));
  return log.filter(({ id, what }) => what.kind !== 'withdrawn' && !withdrawn.has(id));
}

/** The first entry that is not what was once written, or whose forerunner is missing; null: the chain holds. */
export function firstBroken({ log, root }: Study): Entry | null {
  let before = root ?? START;
  for (const entry of log) {
    if (entry.seal !== sealAfter(before, digestOf(entry))) return entry;
    before = entry.seal;
  }
  return null;
}

/**
 * What the seal of an entry covers, in hex. It stands for an entry that is not shown; the random id in it keeps anybody from
 * guessing what it says.
 */
export function digestOf({ id, at, what }: Omit<Entry, 'seal'>): string {
  return hashOf(canonical([id, at, what]));
}

/** The seal that follows from the one before and from an entry's digest. */
export function sealAfter(before: string, digest: string): string {
  return hashOf(`${before}:${digest}`);
}

/** Half of a SHA-256, in hex: short enough to store hundreds. */
function hashOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, SEAL_LENGTH);
}

/** JSON with keys in order and without nulls, so that a field added later breaks no old seal. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    one === null || typeof one !== 'object' || Array.isArray(one)
      ? one
      : Object.fromEntries(
          Object.entries(one)
            .filter(([, field]) => field !== null)
            .toSorted(([a], [b]) => (a < b ? -1 : 1)),
        ),
  );
}

function practiceAfter({ practice, study }: Applicant, what: Happened): Applicant['practice'] {
  if (what.kind === 'score') return [...practice, what.score].slice(-LIMITS.practice);
  if (what.kind !== 'withdrawn') return practice;
  const wrong = study.log.find(({ id }) => id === what.entry)?.what;
  if (wrong?.kind !== 'score') return practice;
  const index = practice.findLastIndex((one) => canonical(one) === canonical(wrong.score));
  return index < 0 ? practice : practice.toSpliced(index, 1);
}
