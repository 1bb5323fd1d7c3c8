import { fromLatinRussian } from '#core/crisis/latin-russian.ts';
import { mendWord, type Spelling } from '#core/crisis/spelling.ts';
import { fold } from '#core/language/fold.ts';

/** Longer texts keep their beginning and their end, since that is usually where people write about themselves. */
const LONGEST = 6000;
const TAIL = 2000;
const MOST_SENTENCES = 150;
const LONGEST_SENTENCE = 160;
const LONGEST_WORD = 40;

/** One sentence: its words, in lower case and without accents; `,` between clauses; and which words were quoted. */
export interface Sentence {
  readonly words: readonly string[];
  readonly quoted: readonly boolean[];
  readonly asks: boolean;
}

/** A text as sentences of corrected words. Bounded, and linear in the length of the text. */
export function sentencesOf(text: string, spelling: Spelling): readonly Sentence[] {
  const bounded = text.length > LONGEST ? `${text.slice(0, LONGEST - TAIL)}\n${text.slice(-TAIL)}` : text;
  const tokens = tokensOf(bounded);
  const spelt = fromLatinRussian(
    tokens.map(({ word }) => word),
    spelling.latinRussian,
  );
  const said = tokens.map((token, at) => ({ ...token, word: spelt[at] ?? token.word }));
  return split(said).flatMap((one) => mend(one, spelling));
}

type Token = { readonly word: string; readonly quoted: boolean };

const OPENS = /(^|[\s([{:,-])(?:''|['"“”„«‘’‹])(?=\S)/g;
const CLOSES = /(?:''|['"“”»’›])(?=$|[\s.,!?;:)\]}،؟…-])/g;
const OPEN = '\uE000';
const CLOSE = '\uE001';
const END = '\uE002';
const ASKS = '\uE003';
const COMMA = ',';
const PIECE =
  /[\uE000-\uE003]|[\p{L}\p{N}@$]+(?:[!*@$1](?=\p{L})[\p{L}\p{N}@$]+)*|,|\p{Extended_Pictographic}/gu;

function tokensOf(text: string): readonly Token[] {
  const marked = text
    .replace(OPENS, `$1 ${OPEN} `)
    .replace(CLOSES, ` ${CLOSE} `)
    .replace(/\bIM\b/g, 'internal medicine')
    .replace(/\b(ca|wo|sha)n['’´`]t\b/gi, (_, stem: string) => `${STEMS[stem.toLowerCase()]} not`)
    .replace(/n['’´`]t\b/gi, ' not')
    .replace(/\b(i)['’´`]m\b/gi, '$1 am')
    .replace(/['’´`](ve|ll|re)\b/gi, (_, end: string) => ` ${ENDINGS[end.toLowerCase()]}`)
    .replace(/\bi['’´`]d\b/gi, 'i would')
    .replace(/\b([jldmtnc]|qu)['’´`](?=\p{L})/giu, '$1 ')
    .replace(/\b(he|she|it|that|there|what|who|where|here|how)['’´`]s\b/gi, '$1 is')
    .replace(/['’´`ʼ]/g, '')
    .replace(/\.{2,}|…|[:;،؛()[\]{}–—]| - /g, ' , ')
    .replace(/[?؟]+/g, ` ${ASKS} `)
    .replace(/[!.।\n\r]+(?=\s|$|["”»\uE001])|\n/g, ` ${END} `)
    .replace(/[-_/\\|~+]/g, ' ');
  const tokens: Token[] = [];
  let opened = -1;
  for (const [piece] of fold(marked).matchAll(PIECE)) {
    if (piece === OPEN) opened = opened < 0 ? tokens.length : opened;
    else if (piece === CLOSE) {
      if (opened >= 0) for (let at = opened; at < tokens.length; at += 1) quote(tokens, at);
      opened = -1;
    } else tokens.push({ word: piece.slice(0, LONGEST_WORD), quoted: false });
  }
  return tokens;
}

const STEMS: Readonly<Record<string, string>> = { ca: 'can', wo: 'will', sha: 'shall' };
const ENDINGS: Readonly<Record<string, string>> = { ve: 'have', ll: 'will', re: 'are' };

function quote(tokens: Token[], at: number): void {
  const token = tokens[at];
  if (token) tokens[at] = { word: token.word, quoted: true };
}

interface Raw {
  readonly tokens: readonly Token[];
  readonly asks: boolean;
}

function split(tokens: readonly Token[]): readonly Raw[] {
  const sentences: Raw[] = [];
  let current: Token[] = [];
  const close = (asks: boolean) => {
    if (current.some(({ word }) => word !== COMMA)) sentences.push({ tokens: current, asks });
    current = [];
  };
  for (const token of tokens) {
    if (token.word === END || token.word === ASKS) close(token.word === ASKS);
    else current.push(token);
    if (current.length >= LONGEST_SENTENCE) close(false);
  }
  close(false);
  return sentences.length > MOST_SENTENCES
    ? [...sentences.slice(0, MOST_SENTENCES / 2), ...sentences.slice(-MOST_SENTENCES / 2)]
    : sentences;
}

function mend({ tokens, asks }: Raw, spelling: Spelling): readonly Sentence[] {
  const spelt = joinApart(joinLetters(tokens), spelling).flatMap(({ word, quoted }) =>
    mendWord(word, spelling)
      .split(' ')
      .filter((one) => !spelling.fillers.has(one))
      .map((one) => ({ word: one, quoted })),
  );
  const kept = joinApart(spelt, spelling);
  if (kept.length === 0) return [];
  return [{ words: kept.map(({ word }) => word), quoted: kept.map(({ quoted }) => quoted), asks }];
}

/** `k i l l` becomes `kill`: three or more letters that stand alone. */
function joinLetters(tokens: readonly Token[]): readonly Token[] {
  const joined: Token[] = [];
  let letters: Token[] = [];
  const flush = () => {
    const [first] = letters;
    if (first && letters.length >= 3)
      joined.push({
        ...first,
        word: letters
          .map(({ word }) => word)
          .join('')
          .slice(0, LONGEST_WORD),
      });
    else joined.push(...letters);
    letters = [];
  };
  for (const token of tokens) {
    if (/^\p{L}$/u.test(token.word)) letters.push(token);
    else {
      flush();
      joined.push(token);
    }
  }
  flush();
  return joined;
}

function joinApart(tokens: readonly Token[], { joined }: Spelling): readonly Token[] {
  const made: Token[] = [];
  for (const token of tokens) {
    const last = made.at(-1);
    if (last && joined.has(last.word + token.word))
      made[made.length - 1] = { ...last, word: last.word + token.word };
    else made.push(token);
  }
  return made;
}
