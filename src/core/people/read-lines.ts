import type { Temporal } from 'temporal-polyfill';
import type { LineRules } from '#core/people/line-reading.ts';
import { readLine } from '#core/people/read-line.ts';
import type { Correspondent } from '#core/record/correspondent.ts';
import type { Addressee } from '#core/record/grounds.ts';
import { isSameProgram } from '#core/soap/log.ts';

/** A line that someone typed, and whom it names; null: nobody we could read. */
export interface ReadLine {
  readonly line: string;
  readonly named: Addressee | null;
}

/**
 * Reads people and programs, one per line: "met Dr. Lee, FM at St. Luke's, observership in May". Empty lines are left
 * out.
 * @param today in the person's zone
 */
export function readLines(text: string, rules: LineRules, today: Temporal.PlainDate): readonly ReadLine[] {
  return text.split('\n').flatMap((typed) => {
    const line = typed.trim();
    return line === '' ? [] : [{ line, named: readLine(line, rules, today) }];
  });
}

/** The one of these people who is meant, however the name was typed. */
export function findAmong(people: readonly Correspondent[], named: Addressee): Correspondent | undefined {
  return people.find(
    ({ name, program }) =>
      isSameProgram(name, named.name) &&
      (named.program === null || program === null || isSameProgram(program, named.program)),
  );
}
