import { fold } from '#core/language/fold.ts';
import { isShortened } from '#core/language/sentences.ts';

/** Longer texts are read to here. */
const LONGEST = 28_000;
const LONGEST_SENTENCE = 120;
const LONGEST_WORD = 40;
/** A line that goes on in the next one is at least this long. */
const WRAPPED = 55;

/** A word as patterns know it (lower case, no accents, contractions apart), and its position in the text. */
export interface Token {
  readonly word: string;
  readonly from: number;
  readonly to: number;
  readonly isQuoted: boolean;
}

/** One sentence; `,` stands between clauses. */
export interface Sentence {
  readonly tokens: readonly Token[];
  readonly words: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly asks: boolean;
}

const PIECE =
  /(?<dotted>\b(?:\p{L}\.){2,})|(?<word>[\p{L}\p{N}]+(?:['’ʼ`´]\p{L}+)*(?:[.,]\p{N}+)*%?)|(?<end>[!?。؟]+|\.(?=[\s"”’»)\]]|$)|\.{2,}|…)|(?<comma>[,;:()[\]{}–—•·|]|(?<=\s)-+(?=\s))|(?<line>\n[^\S\n]*(?:\n\s*)?)|(?<sign>\p{Extended_Pictographic})/gu;
const QUOTES =
  /"[^"\n]{1,400}"|“[^”\n]{1,400}”|«[^»\n]{1,400}»|(?<=^|[\s(])['‘](?:[^'‘’\n]|(?<=\p{L})['’](?=\p{L})){1,300}['’](?=[\s.,;:!?)]|$)|^[^\S\n]*>.*$/gmu;
const LETTERS: Readonly<Record<string, string>> = { us: 'usa', usa: 'usa', uk: 'uk' };
const SUBJECTS = /^(?:he|she|it|that|there|what|who|where|here|how|this|when|why|everything|nothing)$/;
const ENDINGS: Readonly<Record<string, string>> = {
  m: 'am',
  re: 'are',
  ve: 'have',
  ll: 'will',
  d: 'would',
};
/** Contractions without their apostrophe. */
const BARE: Readonly<Record<string, string>> = {
  im: 'i am',
  ive: 'i have',
  dont: 'do not',
  didnt: 'did not',
  doesnt: 'does not',
  cant: 'can not',
  cannot: 'can not',
  wont: 'will not',
  wasnt: 'was not',
  isnt: 'is not',
  arent: 'are not',
  werent: 'were not',
  havent: 'have not',
  hasnt: 'has not',
  hadnt: 'had not',
  couldnt: 'could not',
  wouldnt: 'would not',
  shouldnt: 'should not',
  thats: 'that is',
  youre: 'you are',
  theyre: 'they are',
  gonna: 'going to',
  wanna: 'want to',
  gotta: 'got to',
  pls: 'please',
  plz: 'please',
  u: 'you',
  ur: 'your',
};
const NOT: Readonly<Record<string, string>> = { ca: 'can', wo: 'will', sha: 'shall', ai: 'is' };

/** A text as sentences of words, each with its place in it. Bounded, and linear in the length of the text. */
export function sentencesOf(text: string): readonly Sentence[] {
  const told = text.slice(0, LONGEST);
  const quotes = Array.from(
    told.matchAll(QUOTES),
    ({ 0: one, index }) => [index, index + one.length] as const,
  );
  const sentences: Sentence[] = [];
  let tokens: Token[] = [];
  let quote = 0;
  let lineFrom = 0;
  const close = (asks: boolean) => {
    const [first] = tokens;
    const last = tokens.at(-1);
    if (first && last && tokens.some(({ word }) => word !== ',')) {
      sentences.push({ tokens, words: tokens.map(({ word }) => word), from: first.from, to: last.to, asks });
    }
    tokens = [];
  };
  for (const { 0: piece, index, groups = {} } of told.matchAll(PIECE)) {
    while ((quotes[quote]?.[1] ?? Number.POSITIVE_INFINITY) <= index) quote += 1;
    const isQuoted = (quotes[quote]?.[0] ?? Number.POSITIVE_INFINITY) <= index;
    const push = (word: string) =>
      tokens.push({ word: word.slice(0, LONGEST_WORD), from: index, to: index + piece.length, isQuoted });
    if (groups.word !== undefined) for (const word of wordsOf(piece)) push(word);
    else if (groups.dotted !== undefined) push(dotted(piece));
    else if (groups.comma !== undefined) push(',');
    else if (groups.sign !== undefined) push(piece);
    else if (groups.line !== undefined) {
      if (!goesOn(told, lineFrom, index, index + piece.length, piece)) close(false);
      lineFrom = index + piece.length;
    } else if (isEnd(piece, told, index)) close(/[?؟]/.test(piece));
    else push(',');
    if (tokens.length >= LONGEST_SENTENCE) close(false);
  }
  close(false);
  return sentences;
}

function wordsOf(piece: string): readonly string[] {
  const plain = fold(piece.replace(/['’ʼ`´]/g, "'"));
  const bare = BARE[plain];
  if (bare !== undefined) return bare.split(' ');
  const at = plain.lastIndexOf("'");
  if (at < 0) return piece === 'US' || piece === 'USA' ? ['usa'] : [plain];
  const [stem, end] = [plain.slice(0, at).replaceAll("'", ''), plain.slice(at + 1)];
  if (end === 't' && stem.endsWith('n')) {
    const verb = stem.slice(0, -1);
    return [NOT[verb] ?? (stem === 'can' ? 'can' : verb), 'not'];
  }
  if (end === 's') return stem === 'let' ? ['let', 'us'] : SUBJECTS.test(stem) ? [stem, 'is'] : [stem];
  const known = ENDINGS[end];
  return known === undefined ? [stem + end] : [stem, known];
}

function dotted(piece: string): string {
  const letters = fold(piece).replaceAll('.', '');
  return LETTERS[letters] ?? letters;
}

/** A dot after a title or an initial ends nothing, and neither do three dots in the middle of a thought. */
function isEnd(piece: string, text: string, index: number): boolean {
  if (piece === '.') return !isShortened(text, piece, index);
  if (!/^(?:\.{2,}|…)$/.test(piece)) return true;
  return /^\s*(?:\p{Lu}|$)/u.test(text.slice(index + piece.length, index + piece.length + 8));
}

/** Whether a line was only broken by its length. */
function goesOn(text: string, lineFrom: number, lineTo: number, next: number, breaks: string): boolean {
  if (breaks.indexOf('\n') !== breaks.lastIndexOf('\n')) return false;
  const follows = text.charAt(next);
  if (/[\p{Ll}]/u.test(follows)) return true;
  return (
    lineTo - lineFrom >= WRAPPED && !/[,.!?:]\s*$/.test(text.slice(Math.max(lineFrom, lineTo - 3), lineTo))
  );
}
