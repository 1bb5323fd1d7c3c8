import type { Temporal } from 'temporal-polyfill';
import type { Grounds } from '#core/record/grounds.ts';
import { monthOf, numberOf, ordinalOf, yearOf } from '#core/tone/claims/words.ts';
import { pastCycles } from '#core/tone/facts.ts';
import { type Found, foundIn } from '#core/tone/found.ts';
import type { Sentence } from '#core/tone/sentences.ts';

/** What a text counts or dates against the record: graduation, months, cycles, letters, remediation. */
export function countClaims(
  sentences: readonly Sentence[],
  grounds: Grounds,
  now: Temporal.Instant,
): readonly Found[] {
  const { year } = now.toZonedDateTimeISO('UTC');
  return sentences.flatMap((sentence) => [
    ...graduation(sentence, grounds),
    ...graduatedAgo(sentence, grounds, year),
    ...months(sentence, grounds),
    ...cycles(sentence, grounds),
    ...letters(sentence, grounds),
    ...remediation(sentence, grounds),
  ]);
}

/** "I finished at Allama Iqbal eight years ago", in a text of `year`. */
function graduatedAgo(sentence: Sentence, { profile }: Grounds, year: number): readonly Found[] {
  const { words } = sentence;
  const { graduated } = profile;
  if (graduated === null) return [];
  return words.flatMap((word, at): readonly Found[] => {
    const count = word === 'ago' && /^years?$/.test(words[at - 1] ?? '') ? numberOf(words[at - 2]) : null;
    const clause = words.slice(words.slice(0, at).lastIndexOf(',') + 1, at);
    const isGraduation = clause.some((one) => /^(?:graduated|finished|graduation|diploma)$/.test(one));
    if (count === null || !isGraduation || Math.abs(year - count - graduated) <= 1) return [];
    return foundIn('other_graduation', sentence, at - 2, at + 1, { known: String(graduated) });
  });
}

function remediation(sentence: Sentence, { profile }: Grounds): readonly Found[] {
  const said = ` ${sentence.words.join(' ')} `;
  const isDenied = / (?:no|never|without|not) (?:\w+ ){0,2}(?:remediat\w+) /.test(said);
  if (!isDenied || !profile.flags.some(({ kind }) => kind === 'remediation')) return [];
  return foundIn('no_remediation', sentence, 0, sentence.tokens.length);
}

const GRADUATES = /^(?:graduated|graduate|graduating|graduation|class|degree|mbbs|diploma)$/;

function graduation(sentence: Sentence, { profile }: Grounds): readonly Found[] {
  const { words } = sentence;
  const { graduated } = profile;
  if (graduated === null) return [];
  return words.flatMap((word, at): readonly Found[] => {
    const year = yearOf(word);
    if (year === null || year === graduated) return [];
    if (/^(?:graduates?|grad)$/.test(words[at + 1] ?? '') && /^(?:a|as|my)$/.test(words[at - 1] ?? ''))
      return foundIn('other_graduation', sentence, at, at + 2, { said: word, known: String(graduated) });
    const before = words.slice(Math.max(0, at - 8), at);
    const last = before.findLastIndex((one) => GRADUATES.test(one));
    if (last < 0) return [];
    const between = before.slice(last + 1);
    const isOther = between.some(
      (one) =>
        numberOf(one) !== null ||
        /^(?:and|since|began|started|,|after|then|until|before|cycle|match)$/.test(one),
    );
    const isClass = before[last] !== 'class' || between[0] === 'of';
    if (isOther || !isClass || /^(?:public|master|masters|residency)$/.test(before[last - 1] ?? ''))
      return [];
    return foundIn('other_graduation', sentence, at, at + 1, { said: word, known: String(graduated) });
  });
}

/** Words that say which experience is counted, and which months of the record are. */
const COUNTED: readonly { readonly words: RegExp; readonly of: (grounds: Grounds) => number | null }[] = [
  {
    words: /^(?:observerships?|observing|observer|shadowing|shadowed|observed)$/,
    of: (one) => sum(one, 'observing'),
  },
  { words: /^(?:research)$/, of: (one) => sum(one, 'research') },
  { words: /^(?:hands|externships?|clerkships?|usce|usa|american|subinternships?)$/, of: usMonths },
];

function usMonths(grounds: Grounds): number | null {
  const handsOn = sum(grounds, 'hands_on');
  return handsOn === null ? grounds.profile.usMonths : Math.max(handsOn, grounds.profile.usMonths ?? 0);
}

function sum({ profile }: Grounds, kind: Grounds['profile']['experience'][number]['kind']): number | null {
  const own = profile.experience.filter((one) => one.kind === kind);
  return own.length === 0 ? null : own.reduce((total, { months: some }) => total + some, 0);
}

function months(sentence: Sentence, grounds: Grounds): readonly Found[] {
  const { words } = sentence;
  return words.flatMap((word, at): readonly Found[] => {
    const unit = /^months?$/.test(word) ? 1 : /^years?$/.test(word) ? 12 : /^weeks?$/.test(word) ? 0.25 : 0;
    const count = unit === 0 ? null : numberOf(words[at - 1]);
    if (count === null || /^(?:ago|from|later|before|after|apart)$/.test(words[at + 1] ?? '')) return [];
    const near = words.slice(at + 1, at + 8);
    const kind = COUNTED.find((one) => near.some((other) => one.words.test(other)));
    const known = kind?.of(grounds) ?? null;
    if (known === null || count * unit <= known * 1.1 + 0.5) return [];
    return foundIn('too_many_months', sentence, at - 1, at + 1, { known: String(known) });
  });
}

const OF_MATCH =
  /^(?:apply|applying|applied|unmatched|reapplying|reapplicant|cycles?|match|matched|eras|rounds?|seasons?|applications?|residency)$/;
const OF_EXAMS = /^(?:step|steps|exams?|level|ck|usmle|comlex|passed|failed|score|scores|sitting|sat)$/;
const TURN = /^(?:cycles?|time|times|rounds|application|applications|match|season|seasons|try)$/;

/** "my second cycle", "the first time that I applied", "I applied once before", "unmatched in 2024". */
function cycles(sentence: Sentence, grounds: Grounds): readonly Found[] {
  const { words } = sentence;
  const all = grounds.profile.cycles.length;
  const isOfMatch = words.some((word) => OF_MATCH.test(word));
  if (all === 0 || !isOfMatch || words.some((word) => OF_EXAMS.test(word) || OTHERS.test(word))) return [];
  const past = pastCycles(grounds);
  const known = String(past);
  return words.flatMap((word, at): readonly Found[] => {
    if (isOtherYear(words, at, grounds)) return foundIn('other_cycles', sentence, at, at + 1, { known });
    if (word === 'once' && words[at - 1] === 'applied' && past > 1)
      return foundIn('other_cycles', sentence, at - 1, at + 1, { known });
    if (!TURN.test(word)) return [];
    const count = numberOf(words[at - 1]);
    if (
      /^(?:cycles|seasons|times|rounds)$/.test(word) &&
      words
        .slice(Math.max(0, at - 5), at + 4)
        .some((one) => /^(?:appl\w+|reappl\w+|unmatched|match|cycles|seasons)$/.test(one)) &&
      count !== null &&
      count > Math.max(past, all)
    )
      return foundIn('other_cycles', sentence, at - 1, at + 1, { known });
    const ordinal = ordinalOf(words[at - 1]);
    if (ordinal === null || ordinal === past + 1 || ordinal === past || ordinal === all) return [];
    const said = words.join(' ');
    const isNow =
      /\b(?:this|it) (?:is|was|will be) (?:my|the|now my)\b|\bthis (?:spring|season|year|cycle|time|fall|autumn)\b/.test(
        said,
      ) && yearOf(words[at + 2]) === null;
    if (ordinal <= past && !isNow) return [];
    return foundIn('other_cycles', sentence, at - 1, at + 1, { known });
  });
}

/** "I went unmatched in 2024", where every cycle of the record has another year. */
function isOtherYear(words: readonly string[], at: number, { profile }: Grounds): boolean {
  const year = yearOf(words[at]);
  const years = profile.cycles.flatMap((one) => one.year ?? []);
  if (year === null || years.length < profile.cycles.length) return false;
  const before = words.slice(Math.max(0, at - 5), at);
  if (
    !before.some((word) => /^(?:unmatched|applied|reapplied)$/.test(word)) ||
    monthOf(words, at - 1) !== null
  )
    return false;
  return !years.includes(year) && !years.includes(year + 1);
}

/** Who else may have had what is counted. */
const OTHERS =
  /^(?:he|she|they|who|partner|wife|husband|fiance|fiancee|friend|friends|classmate|classmates|colleague|sister|brother|cousin|applicant|applicants|people|his|her|their|someone|somebody)$/;

/** "three strong letters", where the record holds two. */
function letters(sentence: Sentence, { profile }: Grounds): readonly Found[] {
  const { words } = sentence;
  const held =
    profile.strongLetters === null && profile.letters.length === 0
      ? null
      : Math.max(profile.strongLetters ?? 0, profile.letters.length);
  return words.flatMap((word, at): readonly Found[] => {
    if (word !== 'letters' || held === null) return [];
    const place = [at - 1, at - 2, at - 3].find((one) => numberOf(words[one]) !== null);
    const count = place === undefined ? null : numberOf(words[place]);
    if (count === null || place === undefined || count <= held) return [];
    const isWanted = words
      .slice(Math.max(0, place - 3), place)
      .some((one) => /^(?:need|needs|require|get|obtain|secure|up)$/.test(one));
    return isWanted ? [] : foundIn('too_many_letters', sentence, place, at + 1, { known: String(held) });
  });
}
