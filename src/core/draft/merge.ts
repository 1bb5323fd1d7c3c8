import { diff3Merge } from 'node-diff3';

/** Where an edit and a new fact concern the same words. Offsets in the merged text, in UTF-16 units. */
export interface Conflict {
  readonly from: number;
  readonly to: number;
  /** What the text says there: the person's own words. */
  readonly mine: string;
  /** What both started from, and what the template produces now. Either may be empty. */
  readonly base: string;
  readonly fresh: string;
}

export interface Merged {
  readonly text: string;
  readonly conflicts: readonly Conflict[];
}

/**
 * Brings an edited draft up to date: edits are kept, and what changed elsewhere in the record is merged in, word by
 * word. If both changed the same words, the person's words stay and the conflict is reported.
 * @param mine the edited text
 * @param base what the template had produced when it was edited
 * @param fresh what the template produces now
 */
export function merge(mine: string, base: string, fresh: string): Merged {
  let text = '';
  const conflicts: Conflict[] = [];
  for (const { ok, conflict } of diff3Merge(wordsOf(mine), wordsOf(base), wordsOf(fresh))) {
    if (ok) text += ok.join('');
    if (!conflict) continue;
    const own = conflict.a.join('');
    const from = text.length;
    text += own;
    const to = from + own.trimEnd().length;
    const [base_, fresh_] = [conflict.o.join('').trim(), conflict.b.join('').trim()];
    conflicts.push({ from, to, mine: own.trim(), base: base_, fresh: fresh_ });
  }
  return { text, conflicts };
}

/** The merged text after one conflict was resolved with what the template produces now. */
export function takeFresh({ text, conflicts }: Merged, index: number): Merged {
  const taken = conflicts[index];
  if (!taken) return { text, conflicts };
  const shift = taken.fresh.length - (taken.to - taken.from);
  const others = conflicts.flatMap((one, at) => {
    if (at === index) return [];
    return at < index ? [one] : [{ ...one, from: one.from + shift, to: one.to + shift }];
  });
  return { text: text.slice(0, taken.from) + taken.fresh + text.slice(taken.to), conflicts: others };
}

/** Words with the white space after them, so that joining them gives the text back. */
function wordsOf(text: string): string[] {
  return text.match(/^\s+|\S+\s*/g) ?? [];
}
