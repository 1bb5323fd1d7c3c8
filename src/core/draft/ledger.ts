import { agree } from '#core/draft/contradictions.ts';
import { entriesOf } from '#core/draft/entries.ts';
import { recordedIn } from '#core/draft/record-tellings.ts';
import { type Topic, tellingsOf, type Words } from '#core/draft/tellings.ts';
import { sentencesByLine } from '#core/language/sentences.ts';
import type { Answers } from '#core/record/draft.ts';
import type { Grounds } from '#core/record/grounds.ts';

/** Words that state something for which there is no fact, with their position in UTF-16 units. */
export interface OpenClaim {
  readonly about: Topic | 'number' | 'date' | 'place';
  readonly words: string;
  /** The record tells this otherwise; else it tells nothing of it. */
  readonly isAgainst: boolean;
  readonly from: number;
  readonly to: number;
}

/** A sentence that states something about its writer: the facts behind it, and the claims without one. */
export interface LedgerLine {
  readonly sentence: string;
  readonly from: number;
  readonly to: number;
  readonly facts: readonly string[];
  readonly open: readonly OpenClaim[];
}

const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December';
const DATE = new RegExp(`\\b(?:${MONTHS})(?: \\d{1,2},?)? (?:19|20)\\d\\d\\b`, 'g');
// A number, unless it belongs to an exam's name or a patient's age.
const NUMBER =
  /(?<!\b(?:Step|Level|NBME|UWSA|COMSAE|Form) )(?<![\w.,/-])\d[\d,.]*\d(?![\w/-])|(?<!\b(?:Step|Level|NBME|UWSA|COMSAE|Form) )(?<![\w.,/-])\d(?![\w/-])/g;
const PLACE =
  /\b\p{Lu}[\p{L}'’.&-]*(?: (?:of|the|and|for|&|\p{Lu}[\p{L}'’.&-]*)){0,6} (?:Hospital|Clinic|Medical Center|University|College|Institute|Health|School of Medicine|Health System)\b/gu;

/**
 * The claims of a text that someone wrote or edited, found again from its words. What it says about exams, seasons,
 * dates, figures and places is looked up in the record and in what was told for this text alone.
 */
export function ledgerOf(
  text: string,
  grounds: Grounds,
  answers: Answers,
  knowledge: Words,
): readonly LedgerLine[] {
  const recorded = recordedIn(grounds, knowledge);
  const tellings = tellingsOf(text, knowledge);
  const entries = entriesOf(grounds, answers);
  return sentencesByLine(text).flatMap(({ from, to }): readonly LedgerLine[] => {
    const sentence = text.slice(from, to);
    const facts = new Set<string>();
    const open: OpenClaim[] = [];
    for (const telling of tellings.filter((one) => from <= one.from && one.from < to)) {
      const behind = recorded.filter((one) => one.topic === telling.topic && agree(one, telling));
      for (const path of behind.flatMap(({ paths }) => paths)) facts.add(path);
      // A cause is told in different words each time, so it is compared with other drafts, not with the record.
      if (behind.length > 0 || telling.topic === 'cause') continue;
      open.push({
        about: telling.topic,
        words: text.slice(telling.from, telling.to),
        isAgainst: recorded.some(({ topic }) => topic === telling.topic),
        from: telling.from,
        to: telling.to,
      });
    }
    for (const { path, texts } of entries) if (texts.some((one) => sentence.includes(one))) facts.add(path);
    for (const { about, what } of LOOSE) {
      for (const { 0: words, index } of sentence.matchAll(what)) {
        const at = from + index;
        const holders = entries.filter(({ whole }) => holds(whole, words));
        for (const { path } of about === 'number' ? [] : holders) facts.add(path);
        const isTold = open.some((one) => one.from < at + words.length && at < one.to);
        if (holders.length === 0 && !isTold && isOwn(sentence))
          open.push({ about, words, isAgainst: false, from: at, to: at + words.length });
      }
    }
    if (facts.size === 0 && open.length === 0) return [];
    return [{ sentence, from, to, facts: [...facts], open: open.toSorted((a, b) => a.from - b.from) }];
  });
}

/** Whether a sentence is about its writer: it says so, or it is a list item. */
function isOwn(sentence: string): boolean {
  return /\b(?:I|my|me|mine|we|our)\b/i.test(sentence) || !/[.!?]["”’)]?$/.test(sentence);
}

const LOOSE = [
  { about: 'date', what: DATE },
  { about: 'number', what: NUMBER },
  { about: 'place', what: PLACE },
] as const;

/** Whether an entry contains these words, as whole words. */
function holds(whole: string, words: string): boolean {
  const at = whole.indexOf(words);
  if (at < 0) return false;
  const isApart = (unit: string): boolean => !/[\p{L}\p{N}]/u.test(unit);
  const fits = isApart(whole.charAt(at - 1)) && isApart(whole.charAt(at + words.length));
  return fits || holds(whole.slice(at + 1), words);
}
