import type { Action } from '#core/gate/action.ts';
import type { Counterpart, OwnWords } from '#core/knowledge/own-words.ts';

/** Which one counts if a clause names several: a program first, and someone clear before a doctor who is not. */
const FIRST = [
  'program',
  'letter_writer',
  'mentor',
  'school',
  'place',
  'unclear',
] as const satisfies readonly Counterpart[];

/** Whom a person means to contact in their own words; null if it is nobody we recognise, or an answer. */
export function addresseeIn(text: string, rules: OwnWords): Counterpart | null {
  const found = clausesOf(text).flatMap((words) => addresseesOf(words, rules));
  return FIRST.find((one) => found.includes(one)) ?? null;
}

/** What a rule may forbid about a person's own words; null if nothing could stand in the way. */
export function actionOfWords(text: string, rules: OwnWords): Action | null {
  const addressee = addresseeIn(text, rules);
  switch (addressee) {
    case 'program':
    case 'unclear':
      return { kind: 'contact_program', program: null };
    case 'letter_writer':
      return { kind: 'ask_letter_writer' };
    case 'mentor':
      return { kind: 'ask_mentor' };
    case 'school':
      return { kind: 'ask_school' };
    case 'place':
      return { kind: 'contact_place' };
    case null:
      return null;
    default:
      return addressee satisfies never;
  }
}

function clausesOf(text: string): readonly (readonly string[])[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[\u2018\u2019]/gu, "'")
    .toLowerCase()
    // "Dr. Lee" and "St. Luke's" stay in one clause, and "e-mail" counts as mail.
    .replace(/\b(dr|st|prof|mt)\./gu, '$1')
    .replace(/\be-mail/gu, 'email');
  return plain.split(/[.;!?\n]/u).map((clause) => clause.match(/[a-z0-9']+/gu) ?? []);
}

function addresseesOf(words: readonly string[], rules: OwnWords): readonly Counterpart[] {
  const said = words.join(' ');
  if (rules.answers.some((answer) => begins(said, answer))) return [];
  return words.flatMap((_, index): Counterpart[] => {
    const verb = rules.verbs.find((one) => isVerb(words, index, one));
    if (!verb || isDenied(words.slice(Math.max(0, index - 4), index), rules)) return [];
    const from = index + verb.split(' ').length;
    const after = words.slice(from, from + rules.reach);
    // A letter writer may be named after "for", so look for one in all of it; for everyone else, only before the topic.
    const end = after.findIndex((word) => rules.topics.includes(word));
    const before = end < 0 ? after : after.slice(0, end);
    const found = FIRST.find((one) =>
      rules.addressees[one].words.some((noun) => holds(one === 'letter_writer' ? after : before, noun)),
    );
    return found ? [found] : [];
  });
}

/** Whether the clause has it anywhere: what answers is not a first contact. */
function begins(said: string, answer: string): boolean {
  return ` ${said} `.includes(` ${answer} `);
}

function isVerb(words: readonly string[], index: number, verb: string): boolean {
  const [first = '', ...rest] = verb.split(' ');
  const stem = first.endsWith('e') ? first.slice(0, -1) : first;
  const forms = [first, `${first}s`, `${first}ed`, `${stem}ed`, `${stem}ing`, `${stem}es`];
  return forms.includes(words[index] ?? '') && rest.every((word, at) => words[index + 1 + at] === word);
}

function isDenied(before: readonly string[], { negations }: OwnWords): boolean {
  return negations.some((word) => holds(before, word));
}

/** Whether words name something, in the singular, plural or possessive. */
function holds(words: readonly string[], noun: string): boolean {
  const said = ` ${words.map((word) => word.replace(/'s?$/u, '')).join(' ')} `;
  return said.includes(` ${noun} `) || said.includes(` ${noun}s `);
}
