import type { ToneChecks } from '#core/knowledge/tone-checks.ts';
import type { Found } from '#core/tone/found.ts';
import type { Sentence } from '#core/tone/sentences.ts';

/** What was left to be filled in: `[Program]`, `{{name}}`, XXX. */
export function blanksIn(text: string, { blanks }: ToneChecks): readonly Found[] {
  const not = blanks.are_not.map((pattern) => new RegExp(`^(?:${pattern})$`, 'iu'));
  const found = blanks.are.flatMap((pattern) =>
    Array.from(text.matchAll(new RegExp(pattern, 'gu')), ({ 0: words, index }) => ({ words, index })),
  );
  return found
    .filter(({ words }) => !not.some((pattern) => pattern.test(words)))
    .map(({ words, index }) => ({ check: 'blank' as const, from: index, to: index + words.length }));
}

/** Words of a text, without its marks. */
export function wordCount(sentences: readonly Sentence[]): number {
  const places = sentences.flatMap(({ tokens }) =>
    tokens.flatMap(({ word, from }) => (word === ',' ? [] : from)),
  );
  return new Set(places).size;
}

/** A text of more words than its kind may have: from where it is too long. */
export function tooLong(sentences: readonly Sentence[], most: number): readonly Found[] {
  const count = wordCount(sentences);
  const last = sentences.at(-1);
  if (count <= most || !last) return [];
  const from = startOfWord(sentences, most);
  return [{ check: 'too_long', from, to: last.to, values: { count: String(count), most: String(most) } }];
}

function startOfWord(sentences: readonly Sentence[], index: number): number {
  let count = 0;
  let before = -1;
  for (const { word, from } of sentences.flatMap(({ tokens }) => tokens)) {
    if (word === ',' || from === before) continue;
    if (count === index) return from;
    count += 1;
    before = from;
  }
  return 0;
}
