import type { Grounds } from '#core/record/grounds.ts';
import { numberOf, ordinalOf, yearOf } from '#core/tone/claims/words.ts';
import { pastCycles } from '#core/tone/facts.ts';
import { type Found, foundIn } from '#core/tone/found.ts';
import type { Sentence } from '#core/tone/sentences.ts';

/** What a text counts or dates against the record: graduation, months, cycles, interviews, letters. */
export function countClaims(sentences: readonly Sentence[], grounds: Grounds): readonly Found[] {
  return sentences.flatMap((sentence) => [
    ...graduation(sentence, grounds),
    ...months(sentence, grounds),
    ...cycles(sentence, grounds),
    ...numbered(sentence, grounds),
  ]);
}

const GRADUATES = /^(?:graduated|graduate|graduating|graduation|class|degree|mbbs|diploma)$/;

function graduation(sentence: Sentence, { profile }: Grounds): readonly Found[] {
  const { words } = sentence;
  const { graduated } = profile;
  if (graduated === null) return [];
  return words.flatMap((word, at): readonly Found[] => {
    const year = yearOf(word);
    if (year === null || year === graduated) return [];
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

/** "my second cycle", "third time applying", "applied twice before". */
function cycles(sentence: Sentence, grounds: Grounds): readonly Found[] {
  const { words } = sentence;
  const all = grounds.profile.cycles.length;
  if (all === 0) return [];
  const past = pastCycles(grounds);
  return words.flatMap((word, at): readonly Found[] => {
    if (!/^(?:cycles?|time|times|application|match|season|attempt|rounds?|seasons)$/.test(word)) return [];
    const count = numberOf(words[at - 1]);
    const isCount = /^(?:cycles|rounds|seasons)$/.test(word) && count !== null && count > past && count > all;
    if (isCount) return foundIn('other_cycles', sentence, at - 1, at + 1, { known: String(past) });
    const around = words.slice(Math.max(0, at - 6), at + 5);
    const isApplying = around.some((one) =>
      /^(?:apply|applying|applied|unmatched|reapplying|reapplicant|cycles?)$/.test(one),
    );
    const isExam = around.some((one) =>
      /^(?:step|steps|exam|level|ck|usmle|comlex|passed|failed)$/.test(one),
    );
    const ordinal = ordinalOf(words[at - 1]);
    if (!isApplying || isExam || ordinal === null) return [];
    const isNow = around.some((one) => /^(?:this|my|is|be|now)$/.test(one));
    if (!isNow || ordinal === past + 1 || ordinal === past || ordinal === all) return [];
    return foundIn('other_cycles', sentence, at - 1, at + 1, { known: String(past) });
  });
}

const HAD = /^(?:had|received|attended|got|completed|did|earned|with|after|my)$/;

function numbered(sentence: Sentence, { profile }: Grounds): readonly Found[] {
  const { words } = sentence;
  const interviews = profile.cycles.flatMap((one) => one.interviews ?? []);
  const letters =
    profile.strongLetters === null && profile.letters.length === 0
      ? null
      : Math.max(profile.strongLetters ?? 0, profile.letters.length);
  return words.flatMap((word, at): readonly Found[] => {
    const kind = /^interviews$/.test(word) ? 'interviews' : /^letters$/.test(word) ? 'letters' : null;
    if (kind === null) return [];
    const place = [at - 1, at - 2, at - 3].find((one) => numberOf(words[one]) !== null && words[one] !== ',');
    const count = place === undefined ? null : numberOf(words[place]);
    if (count === null || place === undefined) return [];
    if (kind === 'letters')
      return letters !== null &&
        count > letters &&
        !words
          .slice(Math.max(0, place - 3), place)
          .some((one) => /^(?:need|needs|require|get|obtain|secure|up)$/.test(one))
        ? foundIn('too_many_letters', sentence, place, at + 1, { known: String(letters) })
        : [];
    const most = interviews.length === 0 ? null : interviews.reduce((total, one) => total + one, 0);
    const said = words.slice(Math.max(0, place - 4), place);
    if (most === null || count <= most || !said.some((one) => HAD.test(one)) || said.includes('would'))
      return [];
    return foundIn('too_many_interviews', sentence, place, at + 1, { known: String(most) });
  });
}
