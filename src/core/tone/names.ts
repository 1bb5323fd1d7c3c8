import type { ToneChecks } from '#core/knowledge/tone-checks.ts';
import { fold } from '#core/language/fold.ts';
import type { DraftKind } from '#core/record/draft-kind.ts';
import type { Grounds } from '#core/record/grounds.ts';
import { type Found, foundIn } from '#core/tone/found.ts';
import type { Sentence } from '#core/tone/sentences.ts';

/** So many words around a name say why it is named. */
const AROUND = { before: 12, after: 8 } as const;

/** Programs, people and fields of medicine that a text names although it is for others. */
export function otherNames(
  text: string,
  sentences: readonly Sentence[],
  as: DraftKind,
  grounds: Grounds,
  checks: ToneChecks,
): readonly Found[] {
  return [
    ...otherFields(sentences, as, grounds, checks),
    ...otherPlaces(text, sentences, as, grounds, checks),
    ...otherPerson(text, grounds),
  ];
}

const phrases = new WeakMap<readonly string[], RegExp>();

/** One expression for a list of words; each also with a plural s. */
function anyOf(words: readonly string[]): RegExp {
  const known = phrases.get(words);
  if (known) return known;
  const made = new RegExp(` (?:${words.join('|')})s? `);
  phrases.set(words, made);
  return made;
}

function around(words: readonly string[], from: number, to: number): string {
  return ` ${words.slice(Math.max(0, from - AROUND.before), to + AROUND.after).join(' ')} `;
}

interface Named {
  readonly sentence: Sentence;
  readonly field: string;
  readonly from: number;
  readonly to: number;
}

function otherFields(
  sentences: readonly Sentence[],
  as: DraftKind,
  { profile, to }: Grounds,
  { fields, names }: ToneChecks,
): readonly Found[] {
  const own = to?.specialty ?? profile.target;
  if (own === null || own === 'prelim_ty') return [];
  const named = sentences.flatMap((sentence) => fieldsIn(sentence, fields));
  // A letter that names only another field is one that was written for somebody else.
  const isNeverNamed = ONE_FIELD.has(as) && !named.some(({ field }) => field === own);
  const wanted = named.filter(
    ({ sentence: { words, asks }, from, to: end }) =>
      !(asks && ADVICE.has(as)) &&
      (isNeverNamed || anyOf(names.wants).test(around(words, from, end))) &&
      !anyOf(names.reasons).test(around(words, from, end)),
  );
  const isAccepted = (field: string) =>
    to?.specialty == null &&
    profile.acceptable.includes(field) &&
    !wanted.some((one) => one.field === own) &&
    as !== 'letter-request';
  return wanted
    .filter(({ field }) => field !== own && field !== 'prelim_ty' && !isAccepted(field))
    .filter(
      ({ sentence, from }) =>
        !named.some((one) => one.field === own && one.sentence === sentence && one.from < from),
    )
    .flatMap(({ sentence, from, to: end, field }) =>
      foundIn('other_specialty', sentence, from, end, {
        said: fields[field]?.[0] ?? field,
        known: fields[own]?.[0] ?? own,
      }),
    );
}

function fieldsIn(sentence: Sentence, fields: ToneChecks['fields']): readonly Named[] {
  const { words } = sentence;
  const found: Named[] = [];
  const said = ` ${words.join(' ')} `;
  for (const [field, called] of Object.entries(fields)) {
    for (const name of called) {
      if (!said.includes(` ${name} `)) continue;
      const parts = name.split(' ');
      for (let at = 0; at + parts.length <= words.length; at += 1) {
        if (parts.every((part, index) => words[at + index] === part))
          found.push({ sentence, field, from: at, to: at + parts.length });
      }
    }
  }
  return found.filter(
    (one) =>
      !found.some(
        (other) =>
          other !== one &&
          other.from <= one.from &&
          other.to >= one.to &&
          other.to - other.from > one.to - one.from,
      ),
  );
}

/** Texts that speak of the one field that they are for. */
const ONE_FIELD = new Set<DraftKind>([
  'statement',
  'soap-statement',
  'soap-reply',
  'thank-you',
  'letter-request',
  'program-feedback',
  'usce-inquiry',
]);
/** Texts that may ask which field to choose. */
const ADVICE = new Set<DraftKind>([
  'mentor-ask',
  'program-feedback',
  'networking',
  'dean-ask',
  'reconnect',
  'post',
]);
/** Texts to somebody who knows one well: other places are spoken of freely. */
const PERSONAL = new Set<DraftKind>([
  'mentor-ask',
  'letter-request',
  'letter-reminder',
  'reconnect',
  'dean-ask',
]);
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
const NAME =
  /\b(?:\p{Lu}[\p{L}’'.&-]{0,30}|St\.)(?:\s(?:\p{Lu}[\p{L}’'&-]{0,30}|St\.|of|and|the|for|at|&)){0,8}/gu;

function otherPlaces(
  text: string,
  sentences: readonly Sentence[],
  as: DraftKind,
  grounds: Grounds,
  { names }: ToneChecks,
): readonly Found[] {
  const { to } = grounds;
  if (!to || PERSONAL.has(as)) return [];
  const plain = new Set(names.plain);
  const core = (name: string) => wordsIn(name).filter((word) => !plain.has(word));
  const own = new Set([to.name, to.program ?? '', to.place ?? ''].flatMap(core));
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
      const isPlace = words.length > 1 && words.some((word) => names.places.includes(word));
      const isListed = others.some((other) => other.length > 0 && other.every((word) => own_.includes(word)));
      const isThere =
        THERE.test(text.slice(Math.max(0, index - 30), index)) && !words.some((word) => PERSON.test(word));
      if (words.some((word) => word === 'nurse') || said === said.toUpperCase()) return [];
      if (own_.length === 0 || !(isPlace || isListed || isThere)) return [];
      if (own_.some((word) => own.has(word)) || own_.every((word) => past.has(word))) return [];
      const sentence = sentences.find(({ from, to: end }) => from <= index && index < end);
      if (!sentence) return [];
      const near = ` ${sentence.words.join(' ')} `;
      const isWanted = !STORIES.has(as) || anyOf(names.wants).test(near);
      if (anyOf(names.reasons).test(near) || !isWanted) return [];
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

function wordsIn(name: string): readonly string[] {
  return fold(name.replace(/[’']s\b/g, 's').replace(/[’']/g, '')).match(/[\p{L}\p{N}]+/gu) ?? [];
}

const SALUTATION =
  /^\s*(?:Dear|Hi|Hello|Good (?:morning|afternoon|evening)),?\s+(?:Dr\.?|Doctor|Prof\.?|Professor|Mr\.?|Ms\.?|Mrs\.?)\s+((?:\p{Lu}[\p{L}’'-]{1,30}\s?){1,3})/u;

/** "Dear Dr. Patel" to Dr. Lee. */
function otherPerson(text: string, { to }: Grounds): readonly Found[] {
  if (!to || !/\b(?:Dr|Prof|Professor|Mr|Ms|Mrs|MD|DO)\b/.test(to.name)) return [];
  const called = SALUTATION.exec(text.slice(0, 300));
  const name = called?.[1]?.trim() ?? '';
  const known = wordsIn(to.name);
  if (!called || name === '' || wordsIn(name).some((word) => known.includes(word))) return [];
  const from = called[0].trimEnd().length - name.length;
  return [{ check: 'other_person', from, to: from + name.length, values: { said: name, known: to.name } }];
}
