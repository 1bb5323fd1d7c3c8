import type { Temporal } from 'temporal-polyfill';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Severity } from '#core/knowledge/tone.ts';
import type { DraftKind } from '#core/record/draft-kind.ts';
import type { Grounds } from '#core/record/grounds.ts';
import { careerClaims } from '#core/tone/claims/career.ts';
import { countClaims } from '#core/tone/claims/counts.ts';
import { examClaims } from '#core/tone/claims/exams.ts';
import { hidesFailure } from '#core/tone/claims/hidden.ts';
import { interviewDates } from '#core/tone/claims/interview-dates.ts';
import { interviewClaims } from '#core/tone/claims/interviews.ts';
import { barredNow } from '#core/tone/contact.ts';
import { toneFacts } from '#core/tone/facts.ts';
import { windowsOf } from '#core/tone/features.ts';
import type { Found } from '#core/tone/found.ts';
import { goodIn } from '#core/tone/good.ts';
import { otherNames } from '#core/tone/names.ts';
import { applies, type Hit, toneReaderFor } from '#core/tone/reader.ts';
import type { Remark } from '#core/tone/remark.ts';
import { type Sentence, sentencesOf } from '#core/tone/sentences.ts';
import { blanksIn, tooLong } from '#core/tone/shape.ts';
import { lacksSpecifics } from '#core/tone/specifics.ts';
import { answersThem, asksToContact, toldNotToWrite } from '#core/tone/told-contact.ts';
import { type Weighed, weigh, weighedId } from '#core/tone/weigh.ts';

export interface Checked {
  /** In the order of the text. */
  readonly findings: readonly Remark[];
  /** What is good about it, in short sentences. */
  readonly good: readonly string[];
  /** No finding is a `must`. */
  readonly ready: boolean;
}

/** The longest text that is checked, in UTF-16 units. */
export const LONGEST_TEXT = 28_000;

/**
 * Checks a text before it is sent or posted: its tone, its blanks and length, what it claims against the record, whom and
 * what it names, and whether it may be sent at `now` at all. Words of despair are the crisis reader's to answer.
 */
export function checkText(
  text: string,
  as: DraftKind,
  grounds: Grounds,
  knowledge: Knowledge,
  now: Temporal.Instant,
): Checked {
  const told = text.slice(0, LONGEST_TEXT);
  const sentences = sentencesOf(told);
  const reader = toneReaderFor(knowledge.tone);
  const facts = toneFacts(grounds);
  const rules = reader.rules.filter((rule) => applies(rule, as, facts));
  const { toneChecks } = knowledge;
  const { most } = knowledge.drafts.kinds[as].words;
  const found: readonly Found[] = [
    ...blanksIn(told, toneChecks),
    ...tooLong(sentences, most),
    ...examClaims(sentences, grounds, knowledge),
    ...careerClaims(told, sentences, as, grounds, toneChecks),
    ...countClaims(sentences, grounds, now),
    ...interviewClaims(sentences, grounds),
    ...interviewDates(sentences, as, grounds, now),
    ...hidesFailure(sentences, as, grounds, toneChecks),
    ...otherNames(told, sentences, as, grounds, toneChecks),
    ...lacksSpecifics(sentences, as),
    ...asksToContact(sentences, as, grounds, knowledge, now),
    ...toldNotToWrite(sentences, as),
  ];
  const hits = reader.find(sentences, rules);
  const windows = windowsOf(told, sentences, as, reader, hits, knowledge.toneMeanings);
  const judged = weigh(sentences, windows, hits, knowledge.toneWeights);
  const remarks = [
    ...judged.hits.map((hit) => ofHit(hit, told)),
    ...judged.found.map((one) => ofWeighed(one, told, knowledge)),
    ...found.map((one) => ofFound(one, told, knowledge)),
    ...ofContact(told, sentences, as, grounds, knowledge, now),
  ];
  const findings = apart(remarks);
  return {
    findings,
    good: goodIn(sentences, as, grounds, toneChecks, most, findings),
    ready: !findings.some(({ severity }) => severity === 'must'),
  };
}

function ofHit({ rule, sentence, from, to }: Hit, text: string): Remark {
  const { category, id, why, better, severity } = rule;
  const start = sentence.tokens[from]?.from ?? sentence.from;
  const end = sentence.tokens[to - 1]?.to ?? sentence.to;
  return { category, rule: id, words: text.slice(start, end), from: start, to: end, why, better, severity };
}

function ofWeighed({ category, sentence }: Weighed, text: string, { toneChecks }: Knowledge): Remark {
  const { from, to } = sentence;
  const rule = weighedId(category);
  return { category, rule, words: text.slice(from, to), from, to, ...toneChecks.weighed[category] };
}

function ofFound({ check, from, to, values = {} }: Found, text: string, { toneChecks }: Knowledge): Remark {
  const { category, severity, why, better } = toneChecks.checks[check];
  const filled = (said: string) => said.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
  return {
    category,
    rule: check,
    words: text.slice(from, to),
    from,
    to,
    why: filled(why),
    better: filled(better),
    severity,
  };
}

function ofContact(
  text: string,
  sentences: readonly Sentence[],
  as: DraftKind,
  grounds: Grounds,
  knowledge: Knowledge,
  now: Temporal.Instant,
): readonly Remark[] {
  const [first] = sentences;
  const barred = barredNow(as, grounds, knowledge, now);
  if (!first || !barred || (barred.isTiming && answersThem(sentences, grounds))) return [];
  const { from, to } = first;
  const { category, severity } = knowledge.toneChecks.checks.forbidden_now;
  const { rule, why, better } = barred;
  return [{ category, severity, rule, why, better, words: text.slice(from, to), from, to }];
}

const WEIGHT: Readonly<Record<Severity, number>> = { must: 2, should: 1, could: 0 };

/** Of findings of one category about the same words, the gravest; in the order of the text. */
function apart(remarks: readonly Remark[]): readonly Remark[] {
  const kept: Remark[] = [];
  const byWeight = remarks.toSorted(
    (a, b) => WEIGHT[b.severity] - WEIGHT[a.severity] || b.to - b.from - (a.to - a.from),
  );
  for (const one of byWeight) {
    const overlaps = kept.some(
      (other) => other.category === one.category && other.from < one.to && one.from < other.to,
    );
    if (!overlaps) kept.push(one);
  }
  return kept.toSorted((a, b) => a.from - b.from || a.to - b.to || (a.rule < b.rule ? -1 : 1));
}
