import type { ToneChecks } from '#core/knowledge/tone-checks.ts';
import { fold } from '#core/language/fold.ts';
import type { DraftKind } from '#core/record/draft-kind.ts';
import type { Grounds } from '#core/record/grounds.ts';
import { type Dated, datesIn, liesIn } from '#core/tone/claims/dates.ts';
import { numberOf } from '#core/tone/claims/words.ts';
import { type Found, foundIn } from '#core/tone/found.ts';
import type { Sentence } from '#core/tone/sentences.ts';

type Experience = Grounds['profile']['experience'][number];

/** Texts to somebody who worked with one: "on your unit" is their place. */
const TO_SUPERVISORS = new Set<DraftKind>(['letter-request', 'letter-reminder', 'reconnect', 'mentor-ask']);
const WORK =
  /^(?:work(?:ed)?|rotat(?:ed|ion|ions)|clerkships?|extern|externship|sub|subintern|subinternship|intern|observer|observership|observed|shadow(?:ed|ing)|visited|trained|served|spent|left|joined|months?|weeks?|years?|unit|floor|ward|wards|service|student|fellow|physician|resident|assistant|laboratory|lab|admitted|treated|volunteered)$/;
const NOT_YET =
  /^(?:will|hope|would|could|can|plan|planning|want|wish|next|return|again|if|apply|applying|available|free|start|possible|not|never)$/;
/** "On your unit", "with you": the place of whom the text is for. */
const THERE =
  /\b(?:on|in|at|of) your (?:\w+ )?(?:unit|service|floor|ward|wards|clinic|team|pod|group|lab|laboratory|office|practice|hospital)\b|\b(?:with|under|for|beside) you\b|\byour (?:former |old )?(?:observer|extern|student|acting intern|sub intern|subintern|resident|scribe|fellow)\b|\byou (?:had|saw|watched|taught|supervised|showed) me\b/;

/** What a text says of work that the record holds: when it was, how long it took, and as what. */
export function careerClaims(
  text: string,
  sentences: readonly Sentence[],
  as: DraftKind,
  grounds: Grounds,
  { names }: ToneChecks,
): readonly Found[] {
  const plain = new Set(names.plain);
  const places = grounds.profile.experience.flatMap((one) => {
    const words = coreOf(one.where ?? '', plain);
    return words.length === 0 ? [] : [{ one, words }];
  });
  const theirs = TO_SUPERVISORS.has(as)
    ? coreOf(`${grounds.to?.program ?? grounds.to?.name ?? ''}`, plain)
    : [];
  const atTheirs = places.filter(({ words }) => words.some((word) => theirs.includes(word)));
  return sentences.flatMap((sentence) => {
    const { words } = sentence;
    if (!words.some((word) => WORK.test(word))) return [];
    const names = capitalised(text, sentence);
    const named = places.filter((place) => place.words.some((word) => names.has(word)));
    const isThere = named.length === 0 && THERE.test(words.join(' '));
    const own = (isThere ? atTheirs : named).map(({ one }) => one);
    if (own.length === 0) return [];
    return [
      ...otherMonths(sentence, own, grounds),
      ...tooLongThere(sentence, own),
      ...otherRole(sentence, own),
    ].slice(0, 1);
  });
}

/** Words that begin with a capital: "Street" of Alder Street, not that of street medicine. */
function capitalised(text: string, { tokens }: Sentence): ReadonlySet<string> {
  return new Set(tokens.flatMap(({ word, from }) => (/\p{Lu}/u.test(text.charAt(from)) ? [word] : [])));
}

function coreOf(name: string, plain: ReadonlySet<string>): readonly string[] {
  const words = fold(name.replace(/[’']s\b/g, '')).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => word.length >= 4 && !plain.has(word));
}

/** A date on which none of the work at that place was going on. */
function otherMonths(sentence: Sentence, own: readonly Experience[], { profile }: Grounds): readonly Found[] {
  const { words } = sentence;
  const dates = datesIn(words);
  const dated = own.filter(({ from, until, ongoing }) => from !== undefined && (until !== null || ongoing));
  if (dates.length === 0 || dates.length > 2 || dated.length < own.length) return [];
  if (
    words.some(
      (word) =>
        NOT_YET.test(word) || /^(?:step|level|exam|match|matched|graduated|graduate|cycle|ago)$/.test(word),
    )
  )
    return [];
  const isHeld = (date: Dated) =>
    date.year === profile.graduated ||
    profile.experience.some(
      (one) =>
        (own.includes(one) || (one.place === 'us' && date.year !== null)) &&
        one.from &&
        liesIn(date, one.from, one.until),
    );
  const wrong = dates.find((date) => !isHeld(date));
  const known = dated.map(({ from, until }) => `${from} to ${until ?? 'now'}`).join(', ');
  return wrong ? foundIn('other_work_date', sentence, wrong.from, wrong.to, { known }) : [];
}

const MONTHS_IN: Readonly<Record<string, number>> = { week: 0.25, month: 1, year: 12 };

/** More months at a place than the record holds. */
function tooLongThere(sentence: Sentence, own: readonly Experience[]): readonly Found[] {
  const { words } = sentence;
  const held = own.reduce((sum, { months }) => sum + months, 0);
  if (own.some(({ ongoing, until }) => ongoing || until === null)) return [];
  if (words.filter((word) => /^(?:weeks?|months?|years?)$/.test(word)).length > 1) return [];
  const at = words.findIndex((word, place) => {
    const unit = MONTHS_IN[word.replace(/s$/, '')];
    const before = words[place - 1] ?? '';
    const count =
      /^(?:a|an|whole|entire|full)$/.test(before) || (before === 'my' && word === 'year')
        ? 1
        : numberOf(before);
    if (unit === undefined || count === null) return false;
    if (/^(?:ago|old|later|after|before|since|from|now|out|earlier|apart)$/.test(words[place + 1] ?? ''))
      return false;
    const isHeld = !words
      .slice(0, place)
      .some((one) => NOT_YET.test(one) || /^(?:after|within|every|each)$/.test(one));
    return isHeld && count * unit > held * 1.15 + 0.6;
  });
  return at < 0 ? [] : foundIn('too_many_months', sentence, at - 1, at + 1, { known: String(held) });
}

/** How much a role lets one do: watching, assisting, working under supervision, a doctor's own work. */
const ROLES: readonly (readonly [RegExp, number])[] = [
  [/\b(?:observer|observership|shadow\w*)\b/, 0],
  [/\b(?:assistant|scribe|research \w+|volunteer|paramedic|student)\b/, 1],
  [/\b(?:extern|externship|sub ?intern|subinternship|acting intern)\b/, 1],
  [/\b(?:resident(?! doctors?)|attending|physician|hospitalist|staff \w+|chief)\b/, 2],
];
const CLAIMED =
  /\b(?:as|was|am|being|remember|recall) (?:(?:your|a|an|the|their|me|as) ){0,3}((?:\w+ ){0,2}?(?:observer|extern|sub intern|subintern|acting intern|resident|attending|physician|hospitalist|chief))\b/;
const DID =
  /\bi (?:\w+ )?(?:admitted|treated|managed|prescribed|operated|discharged|signed out|grossed|delivered|intubated|wrote (?:orders|\w+ orders)|closed|examined)\b/;

/** A title, or a doctor's work, at a place where one only watched. */
function otherRole(sentence: Sentence, own: readonly Experience[]): readonly Found[] {
  const said = sentence.words.join(' ');
  if (own.some(({ role, kind }) => role === undefined && kind !== 'observing')) return [];
  const held = Math.max(
    ...own.map(({ role, kind, place }) =>
      place === 'elsewhere' ? 2 : kind === 'observing' ? 0 : rankOf(role ?? ''),
    ),
  );
  const title = CLAIMED.exec(said);
  const claimed = title ? rankOf(title[1] ?? '') : DID.test(said) && held === 0 ? 1 : 0;
  if (
    claimed <= held ||
    sentence.words.some((word) => /^(?:will|hope|would|watched|observed|saw|how|asked|want)$/.test(word))
  )
    return [];
  const known = own.map(({ role }) => role ?? 'observer').join(', ');
  return foundIn('other_role', sentence, 0, sentence.tokens.length, { known });
}

function rankOf(role: string): number {
  return Math.max(
    0,
    ...ROLES.flatMap(([words, rank]) => (words.test(fold(role).replaceAll('-', ' ')) ? [rank] : [])),
  );
}
