/** What spelling is corrected with. All words are in the form that `fold` gives. */
export interface Spelling {
  /** One word for another, or for several: `wanna: want to`. */
  readonly short: ReadonlyMap<string, string>;
  /** Words that a typo is corrected to, under each form that `slipForms` gives. */
  readonly slips: ReadonlyMap<string, readonly string[]>;
  /** Words that are correct as they are, although one typo away from another. */
  readonly isKnown: (word: string) => boolean;
  /** Words that are also written apart: `my self`. */
  readonly joined: ReadonlySet<string>;
  readonly fillers: ReadonlySet<string>;
  /** Words that only occur in Russian in Latin letters. */
  readonly latinRussian: ReadonlySet<string>;
}

/** The word, or the word or words that it was meant to be. */
export function mendWord(word: string, spelling: Spelling): string {
  const { short, isKnown } = spelling;
  const right = (one: string) => short.get(one) ?? (isKnown(one) ? one : undefined);
  const once = word.replace(/(\p{L})\1{2,}/gu, '$1');
  const twice = word.replace(/(\p{L})\1{2,}/gu, '$1$1');
  const plain = decode(once);
  return (
    right(word) ??
    right(twice) ??
    right(once) ??
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

/** Digits and symbols that stand for letters; a word made only of digits stays. */
function decode(word: string): string {
  return /\p{L}/u.test(word) ? word.replace(/[013457@$!*]/g, (sign) => DIGITS[sign] ?? sign) : word;
}

const FEWEST_LETTERS = 4;
const MOST_LETTERS = 14;

function bySlip(word: string, { slips }: Spelling): string | undefined {
  if (word.length < FEWEST_LETTERS || word.length > MOST_LETTERS) return undefined;
  for (const form of slipForms(word)) {
    const target = slips.get(form)?.find((one) => isOneSlip(word, one));
    if (target !== undefined) return target;
  }
  return undefined;
}

/**
 * The word with doubled letters written once, and that with each letter left out: words one typo apart share one of
 * these.
 */
export function slipForms(word: string): readonly string[] {
  const plain = undoubled(word);
  return [plain, ...Array.from(plain, (_, at) => plain.slice(0, at) + plain.slice(at + 1))];
}

function undoubled(word: string): string {
  return word.replace(/(\p{L})\1+/gu, '$1');
}

/**
 * One letter too many or too few, a different one, or two swapped, apart from doubled letters. Short words only in the
 * safest ways.
 */
function isOneSlip(written: string, target: string): boolean {
  const word = undoubled(written);
  const meant = undoubled(target);
  if (word === meant) return true;
  const difference = word.length - meant.length;
  if (Math.abs(difference) > 1) return false;
  const at = Array.from(meant).findIndex((letter, index) => word[index] !== letter);
  if (at < 0) return meant.length >= 6;
  const swapped = meant.slice(0, at) + (meant[at + 1] ?? '') + meant[at] + meant.slice(at + 2);
  if (word === swapped) return true;
  if (at === 0) return difference === -1 && meant.length >= 7 && word === meant.slice(1);
  if (difference === 0) return meant.length >= 6 && word.slice(at + 1) === meant.slice(at + 1);
  if (difference > 0) return meant.length >= 5 && word.slice(at + 1) === meant.slice(at);
  const isVowel = /[aeiou]/.test(meant[at] ?? '');
  return meant.length >= (isVowel ? 5 : 6) && word.slice(at) === meant.slice(at + 1);
}
