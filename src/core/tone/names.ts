import type { ToneChecks } from '#core/knowledge/tone-checks.ts';
import type { DraftKind } from '#core/record/draft-kind.ts';
import type { Grounds } from '#core/record/grounds.ts';
import { type Found, foundIn } from '#core/tone/found.ts';
import { otherPlaces } from '#core/tone/places.ts';
import { anyOf, wordsIn } from '#core/tone/said.ts';
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
  const ownNames = [to?.name ?? '', to?.program ?? '']
    .map((name) => wordsIn(name).join(' '))
    .filter((name) => name !== '');
  const named = sentences
    .flatMap((sentence) => fieldsIn(sentence, fields))
    .filter(
      ({ sentence: { words }, from, to: end }) => !ownNames.some((name) => isInside(name, words, from, end)),
    );
  // A letter that names only another field is one that was written for somebody else.
  const isNeverNamed = ONE_FIELD.has(as) && !named.some(({ field }) => field === own);
  const wanted = named.filter(
    ({ sentence: { words, asks }, from, to: end }) =>
      !PART_OF_HOUSE.test(words[end] ?? '') &&
      !(asks && ADVICE.has(as) && !YOURS.test(around(words, from, end))) &&
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
    .filter(({ sentence }) => !named.some((one) => one.field === own && one.sentence === sentence))
    .flatMap(({ sentence, from, to: end, field }) =>
      foundIn('other_specialty', sentence, from, end, {
        said: fields[field]?.[0] ?? field,
        known: fields[own]?.[0] ?? own,
      }),
    );
}

/** Whether words `[from, to)` are a part of a name that stands there. */
function isInside(name: string, words: readonly string[], from: number, to: number): boolean {
  const length = name.split(' ').length;
  for (let at = Math.max(0, to - length); at <= from; at += 1)
    if (words.slice(at, at + length).join(' ') === name) return true;
  return false;
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
const ONE_FIELD = new Set<DraftKind>(['letter-request', 'usce-inquiry']);
/** What other fields have in the same house: "the psychiatry clinic" is no choice of a field. */
const PART_OF_HOUSE =
  /^(?:clinics?|services?|wards?|unit|floor|rotations?|consults?|colleagues|clerkship|shelf|exam|patients)$/;
/** A field that is said to be the reader's own is no question of choice. */
const YOURS = / (?:such as|like) yours | residency would (?:have|want|like) /;
/** Texts that may ask which field to choose. */
const ADVICE = new Set<DraftKind>([
  'mentor-ask',
  'program-feedback',
  'networking',
  'dean-ask',
  'reconnect',
  'post',
]);
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
