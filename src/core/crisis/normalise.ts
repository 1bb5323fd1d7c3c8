import { fold } from '#core/language/fold.ts';

/** Longer texts keep their beginning and their end: what somebody says about themselves mostly stands there. */
const LONGEST = 6000;
const TAIL = 2000;
const MOST_SENTENCES = 150;
const LONGEST_SENTENCE = 160;
const LONGEST_WORD = 40;

/** One sentence: its words, lower case and without accents; `,` between clauses; and which words were quoted. */
export interface Sentence {
  readonly words: readonly string[];
  readonly quoted: readonly boolean[];
  readonly asks: boolean;
}

/** What spelling is mended with. All words are in the form that `fold` gives. */
export interface Spelling {
  /** One word for another, or for several: `wanna: want to`. */
  readonly short: ReadonlyMap<string, string>;
  /** Words that one slip of the key is mended towards. */
  readonly slips: ReadonlyMap<string, string>;
  /** Words that are right as they are, though one slip away from another. */
  readonly isKnown: (word: string) => boolean;
  /** Words that are also written apart: `my self`. */
  readonly joined: ReadonlySet<string>;
  readonly fillers: ReadonlySet<string>;
}

/** A text as sentences of mended words. Bounded, and linear in the length of the text. */
export function sentencesOf(text: string, spelling: Spelling): readonly Sentence[] {
  const bounded = text.length > LONGEST ? `${text.slice(0, LONGEST - TAIL)}\n${text.slice(-TAIL)}` : text;
  return split(tokensOf(bounded)).flatMap((tokens) => mend(tokens, spelling));
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

/** `k i l l` becomes `kill`: three letters that stand alone or more. */
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

function mendWord(word: string, spelling: Spelling): string {
  const { short, isKnown } = spelling;
  const right = (one: string) => short.get(one) ?? (isKnown(one) ? one : undefined);
  const once = word.replace(/(\p{L})\1{2,}/gu, '$1');
  const twice = word.replace(/(\p{L})\1{2,}/gu, '$1$1');
  const plain = decode(once);
  return (
    right(word) ??
    right(once) ??
    right(twice) ??
    right(plain) ??
    bySlip(plain, spelling) ??
    bySlip(twice, spelling) ??
    once
  );
}

const DIGITS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '*': 'i',
};

/** Digits and signs that stand for letters; a word of digits alone stays. */
function decode(word: string): string {
  return /\p{L}/u.test(word) ? word.replace(/[013457@$!*]/g, (sign) => DIGITS[sign] ?? sign) : word;
}

/** A word one slip of the key away. Short words only by swapped, doubled or dropped letters. */
function bySlip(word: string, { slips }: Spelling): string | undefined {
  if (word.length < 3 || word.length > 14) return undefined;
  for (const form of erasures(word)) {
    const target = slips.get(form);
    if (target !== undefined && isNear(word, target)) return target;
  }
  return undefined;
}

/** The word, and the word with one letter left out: two words one slip apart share one of these. */
export function erasures(word: string): readonly string[] {
  return [word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))];
}

function isNear(word: string, target: string): boolean {
  if (word[0] !== target[0] && word[1] !== target[0]) return false;
  const difference = word.length - target.length;
  if (Math.abs(difference) > 1) return false;
  const at = Array.from(target).findIndex((letter, index) => word[index] !== letter);
  if (at < 0) return difference !== 0 && target.length >= 5;
  const swapped = target.slice(0, at) + (target[at + 1] ?? '') + target[at] + target.slice(at + 2);
  if (word === swapped) return true;
  if (at === 0) return false;
  if (difference === 0) return target.length >= 6 && word.slice(at + 1) === target.slice(at + 1);
  if (difference > 0) {
    const extra = word[at] === word[at - 1] || target.length >= 6;
    return extra && word.slice(at + 1) === target.slice(at);
  }
  const doubled = target[at] === target[at - 1] || target[at] === target[at + 1];
  return (
    (doubled || target.length >= 5 || (target.length >= 4 && /[aeiou]/.test(target[at] ?? ''))) &&
    word.slice(at) === target.slice(at + 1)
  );
}
