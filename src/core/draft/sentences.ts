/** A piece of a text, in UTF-16 units. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A full stop behind one of these ends no sentence. */
const SHORT =
  /(?:^|[\s(])(?:Dr|Drs|Mr|Mrs|Ms|Prof|St|Mt|Ft|Jr|Sr|No|vs|approx|e\.g|i\.e|a\.m|p\.m|U\.S|[A-Z])\.$/;
const END = /[.!?]["”’)\]]*(?=\s)/g;

/** The sentences of a text. A line of its own, such as a list item or a greeting, is one as well. */
export function sentencesOf(text: string): readonly Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    spans.push(...sentencesIn(line).map(({ from, to }) => ({ from: from + start, to: to + start })));
    start += line.length + 1;
  }
  return spans;
}

function sentencesIn(line: string): readonly Span[] {
  const ends = [...line.matchAll(END)]
    .map(({ index, 0: mark }) => index + mark.length)
    .filter((end) => !SHORT.test(line.slice(Math.max(0, end - 8), end)));
  const spans: Span[] = [];
  let from = 0;
  for (const end of [...ends, line.length]) {
    const piece = line.slice(from, end);
    const lead = piece.length - piece.trimStart().length;
    if (piece.trim() !== '') spans.push({ from: from + lead, to: from + piece.trimEnd().length });
    from = end;
  }
  return spans;
}
