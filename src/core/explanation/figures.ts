import { placeOf, type Told, type View } from '#core/explanation/view.ts';
import type { Place } from '#core/language/words.ts';

/** A practice score stated in a text: one number, or a range such as "mid-230s" or "above 230". */
export interface PracticeScore extends Place {
  readonly least: number;
  readonly most: number;
}

/** A practice form named in a text, "nbme 31", and its score if there is just one of each. */
export interface PracticeForm extends Place {
  readonly form: string;
  readonly score: number | null;
}

/** How close together the words of one figure are. */
const NEAR = 3;

/** Figures in a clause that are not part of a name, a date, a sitting or a form. */
export function figuresIn(view: View): readonly Place[] {
  const { sentence, within } = view;
  const named = [
    ...['named', 'self_test'].flatMap((name) => sentence.found.class(name)),
    ...sentence.found.attempts.map(({ at }) => at),
  ].map((at) => placeOf(sentence, at));
  const taken: readonly Place[] = [...named, ...view.dates, ...formsIn(view)];
  return within(sentence.found.class('number'))
    .map((at) => placeOf(sentence, at))
    .filter((place) => !taken.some(({ from, to }) => from <= place.from && place.to <= to));
}

/** Three digits that stand for a score on the exam itself. */
export function scoresIn(view: View): readonly Told<number>[] {
  if (view.within(view.sentence.found.of('practice')).length > 0) return [];
  return numbersIn(view).flatMap(({ least, most, from, to }) =>
    least === most ? [{ told: least, from, to }] : [],
  );
}

/** What clauses about neither the person's failure nor a pass say about practice exams. */
export function practiceIn(views: readonly View[]): {
  readonly practice: readonly PracticeScore[];
  readonly forms: readonly PracticeForm[];
} {
  const about = views.filter(
    ({ clause, sentence, within }) =>
      clause.part === 'changes' ||
      (clause.part !== 'own' && within(sentence.found.of('practice')).length > 0),
  );
  const practised = about.filter(
    ({ sentence }) => sentence.found.of('practice').length > 0 || isRise(sentence.tokens),
  );
  return {
    practice: practised.flatMap(numbersIn),
    forms: about.flatMap((view) => {
      const scores = numbersIn(view).filter(({ least, most }) => least === most);
      const forms = formsIn(view);
      const score = forms.length === 1 && scores.length === 1 ? (scores[0]?.least ?? null) : null;
      return forms.map((one) => ({ ...one, score }));
    }),
  };
}

/** "From 205 to 236" is a score that rose, even if practice is not mentioned. */
function isRise(tokens: View['tokens']): boolean {
  const words = tokens.map(({ word }) => word).join(' ');
  return /\bfrom\b.{0,40}\b[1-8]\d\ds?\b.{0,40}\bto\b.{0,30}\b[1-8]\d\ds?\b/.test(words);
}

function numbersIn(view: View): readonly PracticeScore[] {
  const { tokens, text, dates, sentence } = view;
  const forms = formsIn(view);
  const at = (index: number) => tokens[index]?.word ?? '';
  const isOf = (name: string, from: number, to: number) =>
    sentence.found
      .class(name)
      .some(([begin]) => begin - view.clause.first >= from && begin - view.clause.first < to);
  return tokens.flatMap(({ word, from, to }, index): readonly PracticeScore[] => {
    const [, digits, plural] = /^([1-8]\d\d)(s)?$/.exec(word) ?? [];
    if (forms.some((form) => form.from <= from && to <= form.to)) return [];
    if (digits === undefined || /^\s*%/.test(text.slice(to, to + 2))) return [];
    if (dates.some((date) => date.from <= from && to <= date.to)) return [];
    const isCounted = isOf('unit', index + 1, index + 1 + NEAR) && !isBetween(at, index);
    if (isCounted || isOf('mark', index - NEAR, index)) return [];
    const [least, most] = rangeOf(
      Number(digits),
      plural !== undefined,
      [at(index - 1), at(index - 2)],
      at(index + 1),
    );
    return [{ least, most, from, to }];
  });
}

/** "236 on 40 questions": the next number is the one that is counted. */
function isBetween(at: (index: number) => string, index: number): boolean {
  return [1, 2].some((step) => /^\d/.test(at(index + step)));
}

function rangeOf(
  number: number,
  isPlural: boolean,
  [before = '', earlier = '']: readonly string[],
  next: string,
): readonly [number, number] {
  const isOver = /^(?:above|over|least|beyond|exceeding|than)$/.test(before) || next === 'plus';
  if (isOver) return [number, 999];
  if (!isPlural) return [number, number];
  const wide = number % 100 === 0 ? 2 : 1;
  const which = [before, earlier].find((word) => /^(?:low|lower|mid|middle|high|upper)$/.test(word)) ?? '';
  if (which.startsWith('low')) return [number, number + 4 * wide];
  if (which.startsWith('mid')) return [number + 2, number + 7 * wide];
  if (which !== '') return [number + 6, number + 9 * wide];
  return [number, number + (number % 100 === 0 ? 99 : 9)];
}

function formsIn({ tokens, sentence, within, clause }: View): readonly PracticeForm[] {
  const names = within(sentence.found.class('self_test'));
  return names.flatMap(([from, to]): readonly PracticeForm[] => {
    const words = tokens.slice(from - clause.first, to - clause.first).map(({ word }) => word);
    const rest = tokens.slice(to - clause.first, to - clause.first + NEAR);
    const number = rest.find(({ word }) => !/^(?:form|forms|number|no)$/.test(word));
    const isComsae = /^comsae/.test(words[0] ?? '');
    const isForm = number !== undefined && (isComsae ? /^\d{2,3}[a-z]?$/ : /^\d{1,2}$/).test(number.word);
    if (!isForm || !/^(?:nbme|uwsa|comsae|cbssa|ccssa|cbse)/.test(words[0] ?? '')) return [];
    const place = { from: placeOf(sentence, [from, to]).from, to: number.to };
    return [{ ...place, form: [...words, number.word].join(''), score: null }];
  });
}
