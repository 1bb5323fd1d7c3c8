import type { Exam } from '#core/record/profile.ts';
import type { Sentence } from '#core/tone/sentences.ts';

const NUMBERS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const TENS: Readonly<Record<string, number>> = {
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};
const ORDINALS = ['zeroth', 'first', 'second', 'third', 'fourth', 'fifth'];
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** A number as digits or as a word; null: no number. */
export function numberOf(word: string | undefined): number | null {
  if (word === undefined) return null;
  if (/^\d{1,4}(?:\.\d)?$/.test(word)) return Number(word);
  const at = NUMBERS.indexOf(word);
  if (at >= 0) return at;
  const tens = TENS[word];
  if (tens !== undefined) return tens;
  return word === 'once' ? 1 : word === 'twice' ? 2 : word === 'thrice' ? 3 : null;
}

/** 1 for "first" or "1st". */
export function ordinalOf(word: string | undefined): number | null {
  if (word === undefined) return null;
  const digits = /^(\d)(?:st|nd|rd|th)$/.exec(word);
  if (digits) return Number(digits[1]);
  const at = ORDINALS.indexOf(word);
  return at > 0 ? at : null;
}

/** 1 for "January" or "Jan". "May" is a month only where a number or a word of time stands beside it. */
export function monthOf(words: readonly string[], at: number): number | null {
  const word = words[at] ?? '';
  const month = MONTHS.findIndex(
    (name) => name === word || (word.length >= 3 && word.length <= 4 && name.startsWith(word)),
  );
  if (month < 0) return null;
  if (word !== 'may' && word !== 'mar' && word !== 'march') return month + 1;
  const isDated = /^(?:in|on|since|until|by|last|this|of|for|early|late|mid|from|to|before|after)$/.test(
    words[at - 1] ?? '',
  );
  return isDated || /^\d/.test(words[at + 1] ?? '') || /^\d/.test(words[at - 1] ?? '') ? month + 1 : null;
}

/** A year from 1970 to 2059. */
export function yearOf(word: string | undefined): number | null {
  return word !== undefined && /^(?:19[7-9]\d|20[0-5]\d)$/.test(word) ? Number(word) : null;
}

export interface Mention {
  readonly exam: Exam;
  readonly from: number;
  readonly to: number;
}

const STEPS: Readonly<Record<string, Exam>> = {
  '1': 'step1',
  one: 'step1',
  i: 'step1',
  '2': 'step2ck',
  two: 'step2ck',
  ii: 'step2ck',
  '3': 'step3',
  three: 'step3',
  iii: 'step3',
};
const LEVELS: Readonly<Record<string, Exam>> = {
  '1': 'level1',
  one: 'level1',
  '2': 'level2ce',
  two: 'level2ce',
  '3': 'level3',
  three: 'level3',
};

/** The exams that a sentence names: "Step 2 CK", "Step1", "CK", "Level 2". */
export function examsIn({ words }: Pick<Sentence, 'words'>): readonly Mention[] {
  const found: Mention[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const one = mentionAt(words, at);
    if (!one) continue;
    found.push(one);
    at = one.to - 1;
  }
  return found;
}

function mentionAt(words: readonly string[], at: number): Mention | null {
  const [word = '', next = '', third = ''] = words.slice(at, at + 3);
  const fused = /^step([123])(?:ck|cs)?$/.exec(word);
  const level = word === 'level' || word === 'comlex';
  const exam =
    STEPS[fused?.[1] ?? ''] ??
    (word === 'step' ? STEPS[next] : undefined) ??
    (level ? LEVELS[next] : undefined);
  if (exam) {
    const to = at + (fused ? 1 : 2);
    return { exam, from: at, to: to + Number(/^(?:ck|cs|ce)$/.test(fused ? next : third)) };
  }
  return word === 'ck' ? { exam: 'step2ck', from: at, to: at + 1 } : null;
}
