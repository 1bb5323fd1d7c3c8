import type { ToneChecks } from '#core/knowledge/tone-checks.ts';
import type { DraftKind } from '#core/record/draft-kind.ts';
import type { Grounds } from '#core/record/grounds.ts';
import type { Found } from '#core/tone/found.ts';
import { anyOf, wordsIn } from '#core/tone/said.ts';
import type { Sentence } from '#core/tone/sentences.ts';

/** The name of a place needs a reason near to it. */
const NEAR_PLACE = { before: 6, after: 3 } as const;
/** Who asks for a place at a hospital names it for no other reason. */
const ASKED = /\b(?:apply|applying|application|interest(?:ed)?)\b[^.!?]{0,60}$/i;
/** Texts that a program reads about itself. */
const OF_PROGRAM = new Set<DraftKind>([
  'program-feedback',
  'feedback-ack',
  'thank-you',
  'status-question',
  'soap-reply',
  'exam-update',
]);
/** Texts to somebody who knows one well: other places are spoken of freely. */
const PERSONAL = new Set<DraftKind>([
  'mentor-ask',
  'letter-request',
  'letter-reminder',
  'reconnect',
  'dean-ask',
]);
/** In a text to somebody who knows one, only the place where they worked together. */
const TOGETHER =
  /\b(?:our (?:weeks|months|time|month)|you (?:had|taught|supervised|saw|showed) me|where you|with you|under you|your (?:student|extern|observer))\b/;
/** Texts that many read: a place in them is named for a reason, unless they ask for it. */
const STORIES = new Set<DraftKind>([
  'statement',
  'soap-statement',
  'explanation',
  'failure-narrative',
  'reapplicant-paragraph',
  'post',
  'school-talking-points',
  'dean-summary',
  'helper-card',
]);
/** Before a name, without a word such as "Hospital" in it: somebody interviews or trains there. */
const PERSON = /^(?:dr|doctor|nurse|mr|ms|mrs|prof|professor|miss|sir)$/;
const THERE =
  /(?:interview\w*|residency|position|spot|day|train\w*|join\w*|match\w*|opportunity)(?: \w+){0,2} (?:at|with) $/;
/** "Cedar Ridge Internal Medicine": how programs are called. */
const OF_FIELD =
  /\s(?:Medicine|Pediatrics|Surgery|Psychiatry|Neurology|Pathology|Rehabilitation|Residency|Radiology|Anesthesiology|OB-?GYN)\b/;
/** Somebody else interviews there. */
const OTHERS =
  /\b(?:friends?|classmates?|colleagues?|he|she|they|partner|wife|husband|sister|brother|cousin)\s+(?:\w+\s+){0,4}$/i;
/** Words around a name that make it the reader's own place: what a committee does, or where one's file lies. */
const COMMITTEE =
  /^ (?:discuss(?:ed|es)|look(?:ed|s)|read|remember(?:ed|s)|consider(?:ed|s)|rank(?:ed|s)|weigh(?:ed|s)|interviewed|invited|reviewed|decided|accepts?|takes?|sponsors?|is (?:just|exactly)|was (?:just|exactly))\b/;
const FILE =
  /(?:file|application|transcript|return|home|committee|colleagues?|everyone|everybody|residents|faculty|team|tour|day|visit) (?:at|to|of|with|from) (?:the )?$/;
const NAME =
  /\b(?:\p{Lu}[\p{L}’'.&-]{0,30}|St\.)(?:\s(?:\p{Lu}[\p{L}’'&-]{0,30}|St\.|of|and|the|for|at|&)){0,8}/gu;

/** Places that a text names as if it were for them. */
export function otherPlaces(
  text: string,
  sentences: readonly Sentence[],
  as: DraftKind,
  grounds: Grounds,
  { names }: ToneChecks,
): readonly Found[] {
  const { to } = grounds;
  if (!to) return [];
  const plain = new Set(names.plain);
  const core = (name: string) => wordsIn(name).filter((word) => !plain.has(word));
  const own = new Set([to.name, to.program ?? '', to.place ?? ''].flatMap(core));
  const ownNames = [to.name, to.program ?? ''].map(core).filter((name) => name.length > 0);
  const past = new Set(
    [
      grounds.letterhead.school ?? '',
      grounds.letterhead.country ?? '',
      ...grounds.profile.experience.map(({ where }) => where ?? ''),
    ].flatMap(core),
  );
  const others = [
    ...grounds.people.flatMap(({ kind, name, program }) => (kind === 'program' ? [name] : [program ?? ''])),
    ...grounds.soap.targets.map(({ program }) => program),
    ...grounds.soap.contacts.map(({ program }) => program),
  ].map(core);
  return Array.from(text.matchAll(NAME), ({ 0: said, index }) => ({ said, index })).flatMap(
    ({ said, index }): readonly Found[] => {
      const words = wordsIn(said);
      const own_ = core(said);
      const isPlace =
        words.length > 1 &&
        (words.some((word) => names.places.includes(word)) || (OF_PROGRAM.has(as) && OF_FIELD.test(said)));
      const isListed = others.some((other) => other.length > 0 && other.every((word) => own_.includes(word)));
      const isThere =
        THERE.test(text.slice(Math.max(0, index - 30), index)) &&
        !OTHERS.test(text.slice(Math.max(0, index - 50), index)) &&
        !words.some((word) => PERSON.test(word));
      if (
        /^I[’' ]/.test(said) ||
        text[index - 1] === '[' ||
        words.some((word) => word === 'nurse') ||
        said === said.toUpperCase()
      )
        return [];
      const isTheirs =
        OF_PROGRAM.has(as) &&
        !words.some((word) => PERSON.test(word)) &&
        !PERSON.test(lastWordBefore(text, index)) &&
        (COMMITTEE.test(text.slice(index + said.length, index + said.length + 18)) ||
          FILE.test(text.slice(Math.max(0, index - 30), index)));
      if (own_.length === 0 || !(isPlace || isListed || isThere || isTheirs)) return [];
      if (isOwn(own_, own, ownNames) || own_.every((word) => past.has(word))) return [];
      const sentence = sentences.find(({ from, to: end }) => from <= index && index < end);
      if (!sentence) return [];
      if (PERSONAL.has(as) && !(isPlace && TOGETHER.test(sentence.words.join(' ')))) return [];
      const isWanted = !STORIES.has(as) || anyOf(names.wants).test(` ${sentence.words.join(' ')} `);
      const isAsked = as === 'usce-inquiry' && ASKED.test(text.slice(Math.max(0, index - 80), index));
      if (!isWanted || (!isAsked && anyOf(names.reasons).test(nearIn(sentence, index, index + said.length))))
        return [];
      return [
        {
          check: 'other_program' as const,
          from: index,
          to: index + said.length,
          values: { said, known: to.program ?? to.name },
        },
      ];
    },
  );
}

/**
 * Whether a name is that of the addressee, or a part of it. "Prairie Gate" is not Prairie View: where both names have two
 * words of their own, one that is shared is not enough.
 */
function isOwn(
  words: readonly string[],
  own: ReadonlySet<string>,
  names: readonly (readonly string[])[],
): boolean {
  const shared = words.filter((word) => own.has(word));
  if (shared.length === 0) return false;
  if (shared.length === words.length || words.length > 3) return true;
  return !names.some(
    (name) => name.length >= 2 && shared.length === 1 && name[0] === words[0] && shared[0] === words[0],
  );
}

/** The words around a stretch of the text. */
function nearIn({ tokens }: Sentence, from: number, to: number): string {
  const first = tokens.findIndex((token) => token.to > from);
  const last = tokens.findLastIndex((token) => token.from < to);
  const near = tokens.slice(Math.max(0, first - NEAR_PLACE.before), last + 1 + NEAR_PLACE.after);
  return ` ${near.map(({ word }) => word).join(' ')} `;
}

function lastWordBefore(text: string, index: number): string {
  return (/(\w+)\.?\s*$/.exec(text.slice(Math.max(0, index - 20), index))?.[1] ?? '').toLowerCase();
}
