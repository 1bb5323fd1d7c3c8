import { Temporal } from 'temporal-polyfill';
import { fileWords } from '#bots/chat/file-answer.ts';
import type { Form, FormView, ListQuestion, Question } from '#bots/chat/form.ts';
import type { Told } from '#bots/chat/form-data.ts';
import { MAX_TEXT } from '#bots/chat/invocation.ts';
import { readDayOrMonth, readMonth } from '#bots/chat/month.ts';
import { draftIn, knownAnswers, type Progress } from '#bots/chat/progress.ts';
import { Refused } from '#bots/chat/refused.ts';
import { findTimes } from '#core/reminders/phrase/times.ts';
import { readTimePhrase } from '#core/reminders/phrase/when.ts';
import type { Choice } from '#core/reply.ts';
import { laterWall, wallSchema } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** Longest typed answer to anything but a text question. */
const MAX_SHORT = 60;
/** Longest answer to a question for several paragraphs: one message on Telegram, which cuts a longer one there. */
export const MAX_LONG = 4096;
/** Longest text that can be given to edit everywhere: what a box on Discord holds. */
export const MAX_EDITED = 4000;
const CONTROL = /[\p{Cc}\p{Cs}]/u;
/** Characters that turn the direction of the text around them; names need none of them. */
const BIDI = /[\u202A-\u202E\u2066-\u2069]/;

/**
 * Checks what a person typed before anything else reads it, and returns it trimmed.
 * @throws {Refused} when it is too long or holds characters that no text needs
 */
export function cleanText(text: string, max = MAX_TEXT): string {
  if (text.length > max) throw new Refused('chat.too_long', { max, length: text.length });
  const clean = text.replaceAll('\r\n', '\n').trim();
  if (CONTROL.test(clean.replaceAll(/[\n\t]/g, '')) || BIDI.test(clean))
    throw new Refused('chat.odd_characters');
  return clean;
}

/** The result of an answer: a value, choices if a search found several, or a list entry to open. */
export type Parsed =
  | { readonly kind: 'answer'; readonly value: Told }
  | { readonly kind: 'proposals'; readonly choices: readonly Choice[] }
  | { readonly kind: 'entry'; readonly index: number | null };

/** A form's question, for the person being asked. */
export interface Asked<Q extends Question = Question> {
  readonly form: Form;
  readonly progress: Progress;
  readonly question: Q;
  readonly view: FormView;
}

/** What the questions of this form may look at now. */
export function viewOf(context: FormView['context'], progress: Progress): FormView {
  return { context, answers: knownAnswers(progress), given: progress.given };
}

/** Where a question's texts are in the catalogue. */
export function textsOf({ id }: Form, question: Question): string {
  return question.texts ?? `${id}.form.${question.id}`;
}

/** A question's choices in words, or null if it is typed or a list. */
export function choicesOf({ form, question, view }: Asked): readonly Choice[] | null {
  const { say } = view.context;
  if (question.type === 'yesno') {
    return [
      { value: 'yes', label: say.plain('chat.yes') },
      { value: 'no', label: say.plain('chat.no') },
    ];
  }
  if (question.type !== 'choice' && question.type !== 'many') return null;
  if (typeof question.choices === 'function') return question.choices(view);
  const texts = textsOf(form, question);
  return question.choices.map((value) => ({ value, label: say.plain(`${texts}.choices.${value}`) }));
}

/** The entries of a list, by the value that opens each. */
export function entriesOf({ question, progress, view }: Asked<ListQuestion>): readonly Choice[] {
  return draftIn(progress).map((entry, index) => ({ value: `e${index}`, label: question.line(entry, view) }));
}

/**
 * Reads a typed or chosen answer to one question.
 * @throws {Refused} with a sentence that says what is wrong and what would be right
 */
export function parseAnswer(asked: Asked, raw: string): Parsed {
  const { question, view } = asked;
  const typed = cleanText(raw, question.type === 'long' ? MAX_LONG : MAX_TEXT);
  const isShort = !['text', 'long', 'many', 'file'].includes(question.type);
  if (isShort && typed.length > MAX_SHORT) throw new Refused('chat.too_long_here', { max: MAX_SHORT });
  switch (question.type) {
    case 'choice':
      return answer(chosen(asked, typed));
    case 'yesno':
      return answer(chosen(asked, typed) === 'yes');
    case 'many':
      return answer(parseMany(asked, typed));
    case 'number':
      return answer(parseNumber(typed, question));
    case 'month':
      return answer(
        question.withDay
          ? readDayOrMonth(typed, question.min, question.max)
          : readMonth(typed, question.min, question.max),
      );
    case 'time':
      return search(findTimes(typed), typed, 'chat.not_a_time');
    case 'moment':
      return answer(parseMoment(typed, view));
    case 'text':
    case 'long':
      return answer(parseWords(typed, question));
    case 'search':
      return search(question.find(typed, view), typed, 'chat.nothing_found');
    case 'list':
      return parseEntry({ ...asked, question }, typed);
    case 'file':
      throw new Refused('chat.file_wanted', fileWords(question, view.context.say));
    default:
      return question satisfies never;
  }
}

function answer(value: Told): Parsed {
  return { kind: 'answer', value };
}

function chosen(asked: Asked, typed: string): string {
  const found = named(choicesOf(asked) ?? [], typed);
  if (!found) throw new Refused('chat.choose_one');
  return found.value;
}

function named(choices: readonly Choice[], typed: string): Choice | undefined {
  const wanted = typed.toLowerCase();
  return choices.find(({ value, label }) => [value.toLowerCase(), label.toLowerCase()].includes(wanted));
}

/** Reads `research, faculty support`; nothing at all is an answer too. */
function parseMany(asked: Asked, typed: string): readonly string[] {
  const names = typed.split(',').filter((name) => name.trim() !== '');
  return [...new Set(names.map((name) => chosen(asked, name.trim())))];
}

/** `add`, or the entry that was pressed or named. @throws {Refused} */
function parseEntry(asked: Asked<ListQuestion>, typed: string): Parsed {
  const { say } = asked.view.context;
  const entries = entriesOf(asked);
  const texts = textsOf(asked.form, asked.question);
  if (typed === 'add' || typed.toLowerCase() === say.plain(`${texts}.add`).toLowerCase()) {
    const { most } = asked.question;
    if (entries.length >= most) throw new Refused('chat.list_full', { max: most });
    return { kind: 'entry', index: null };
  }
  const found = named(entries, typed);
  if (!found) throw new Refused('chat.choose_one');
  const index = entries.indexOf(found);
  return { kind: 'entry', index };
}

function parseNumber(
  typed: string,
  { min, max, halves }: Extract<Question, { readonly type: 'number' }>,
): number {
  const plain = halves ? typed.replace(/[.,]([05])$/, '.$1') : typed;
  if (!(halves ? /^\d{1,6}(?:\.[05])?$/ : /^\d{1,6}$/).test(plain))
    throw new Refused('chat.not_a_number', { min, max });
  const value = Number(plain);
  if (value < min || value > max) throw new Refused('chat.not_a_number', { min, max });
  return value;
}

/**
 * Reads `2026-12-01 09:30` as `2026-12-01T09:30`, past or future; a day alone means nine in the morning. Also reads whatever the
 * reader of times in words accepts, which is always in the future.
 */
function parseMoment(typed: string, { context }: FormView): string {
  const found = /^(\d{4}-\d{2}-\d{2})(?:[ T]+(\d{1,2}:\d{2}))?$/.exec(typed);
  const wall = found ? `${found[1]}T${(found[2] ?? '09:00').padStart(5, '0')}` : '';
  if (wallSchema.safeParse(wall).success) return wall;
  if (found || !context.person) throw new Refused('chat.not_a_moment');
  const zone = zoneOf(context.person.settings);
  const read = readTimePhrase(typed, context.now, zone);
  if (read.kind === 'refused') throw new Refused(`remind.refused.${read.why}`, { word: read.word });
  if (read.rule) throw new Refused('chat.not_a_moment');
  if (!read.instant) return read.wall;
  const toTheMinute = Temporal.Instant.from(read.instant).round({
    smallestUnit: 'minute',
    roundingMode: 'ceil',
  });
  return laterWall(toTheMinute, zone);
}

function parseWords(
  typed: string,
  { maxLength: max, digits }: Extract<Question, { readonly type: 'text' | 'long' }>,
): string {
  if (typed.length > max) throw new Refused('chat.too_long_here', { max });
  if (!(digits ? /[\p{L}\p{N}]/u : /\p{L}/u).test(typed)) throw new Refused('chat.needs_letters');
  return typed;
}

function search(found: readonly Choice[], typed: string, nothing: string): Parsed {
  const exact = found.find(({ value }) => value.toLowerCase() === typed.toLowerCase());
  const only = exact ?? (found.length === 1 ? found[0] : undefined);
  if (only) return answer(only.value);
  if (found.length === 0) throw new Refused(nothing);
  return { kind: 'proposals', choices: found.slice(0, 8) };
}
