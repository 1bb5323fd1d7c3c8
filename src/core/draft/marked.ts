/** Marks around the value of a slot, so that the finished text still says where each of its words came from. */
const OPEN = '\uE000';
const BODY = '\uE001';
const CLOSE = '\uE002';
/** Private use includes our marks; tabs and line ends are kept because they are visible. */
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Co}\p{Bidi_Control}]|\u200B|\uFEFF/gu;

/** `index` says whose words they are: an entry of the list passed to `readMarked`. */
export function mark(index: number, text: string): string {
  return `${OPEN}${index}${BODY}${text}${CLOSE}`;
}

/** The index of a marked text; null for any other. */
export function markOf(text: string): number | null {
  const end = text.indexOf(BODY);
  return text.startsWith(OPEN) && end > 0 ? Number(text.slice(1, end)) : null;
}

/** The same with a capital at the beginning, marked or not. */
export function capitalized(text: string): string {
  const at = text.indexOf(BODY) + 1;
  return text.slice(0, at) + text.charAt(at).toUpperCase() + text.slice(at + 1);
}

/** What a person typed, without our marks and without invisible characters. */
export function withoutMarks(text: string): string {
  return text.normalize('NFC').replace(UNSEEN, '');
}

/** A text without its marks and, for each of its UTF-16 units, the indexes of the marks around it. */
export interface Marked {
  readonly text: string;
  readonly owners: readonly (readonly number[])[];
}

export function readMarked(source: string): Marked {
  let text = '';
  const owners: (readonly number[])[] = [];
  let around: readonly number[] = [];
  for (let at = 0; at < source.length; at++) {
    const unit = source.charAt(at);
    if (unit === OPEN) {
      const end = source.indexOf(BODY, at);
      around = [...around, Number(source.slice(at + 1, end))];
      at = end;
    } else if (unit === CLOSE) {
      around = around.slice(0, -1);
    } else {
      text += unit;
      owners.push(around);
    }
  }
  return { text, owners };
}

/** The same without whatever matches, and without the owners of what was removed. */
export function without({ text, owners }: Marked, what: RegExp): Marked {
  const gone = [...text.matchAll(what)].map(({ index, 0: found }) => ({
    from: index,
    to: index + found.length,
  }));
  const kept: Marked[] = [];
  let from = 0;
  for (const each of [...gone, { from: text.length, to: text.length }]) {
    kept.push({ text: text.slice(from, each.from), owners: owners.slice(from, each.from) });
    from = each.to;
  }
  return { text: kept.map((one) => one.text).join(''), owners: kept.flatMap((one) => one.owners) };
}
