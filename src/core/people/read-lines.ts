import type { PeopleRules } from '#core/knowledge/people.ts';
import { type Correspondent, correspondentSchema, type Known } from '#core/record/correspondent.ts';
import type { Addressee } from '#core/record/grounds.ts';
import { isSameProgram } from '#core/soap/log.ts';

/**
 * Reads people and programs, one a line: "St. Luke's Family Medicine, Dr. Lee, interviewed". Between commas stands a
 * person with a title, a program, its place, or how they know each other. A line that names nobody is left out.
 */
export function readLines(text: string, rules: PeopleRules): readonly Addressee[] {
  return text.split('\n').flatMap((line) => {
    const named = readLine(line.replace(/^\s*(?:[-•*]|\d{1,2}[.)])\s*/, ''), rules);
    return named ? [named] : [];
  });
}

const NAME = 100;
const PLACE = 80;

function readLine(line: string, { wording }: PeopleRules): Addressee | null {
  const known: Known[] = [];
  const names: string[] = [];
  let person: string | null = null;
  for (const part of line.split(/[,;\t]/).map((one) => one.trim())) {
    const words = part.split(/\s+/);
    const title: number =
      person === null ? words.findIndex((word) => wording.titles.includes(word.toLowerCase())) : -1;
    if (title >= 0) person = words.slice(title).join(' ');
    const rest = title >= 0 ? words.slice(0, title).join(' ') : part;
    const relation = wording.known.find((each) => each.words.some((word) => holds(rest, word)));
    if (relation) known.push(relation.as);
    else if (title < 0 && part !== '') names.push(part);
  }
  const [program, place] = names;
  const name = person ?? program;
  if (name === undefined) return null;
  return correspondentSchema.omit({ id: true }).parse({
    kind: person === null ? 'program' : 'attending',
    name: name.slice(0, NAME),
    program: person === null ? null : (program?.slice(0, NAME) ?? null),
    place: place?.slice(0, PLACE) ?? null,
    known: [...new Set(known)],
  });
}

/** Whole words, in any case. */
function holds(part: string, word: string): boolean {
  return ` ${part.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `.includes(` ${word} `);
}

/** The one of these people who is meant, however the name was typed. */
export function findAmong(people: readonly Correspondent[], named: Addressee): Correspondent | undefined {
  return people.find(
    ({ name, program }) =>
      isSameProgram(name, named.name) &&
      (named.program === null || program === null || isSameProgram(program, named.program)),
  );
}
