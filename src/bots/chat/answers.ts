import { Refused } from '#bots/chat/command.ts';
import type { Answer, Form, Question } from '#bots/chat/form.ts';
import { MAX_TEXT } from '#bots/chat/invocation.ts';
import type { Choice } from '#core/reply.ts';
import type { Say } from '#core/text.ts';
import { wallSchema } from '#core/time/wall.ts';

/** Longest typed answer to anything but a text question. */
const MAX_SHORT = 60;
const CONTROL = /[\p{Cc}\p{Cs}]/u;
/** Characters that turn the direction of the text around them; names need none of them. */
const BIDI = /[\u202A-\u202E\u2066-\u2069]/;

/**
 * Checks what a person typed before anything else reads it; gives it back trimmed.
 * @throws {Refused} when it is too long or holds characters that no text needs
 */
export function cleanText(text: string): string {
  if (text.length > MAX_TEXT) throw new Refused('chat.too_long', { max: MAX_TEXT, length: text.length });
  const clean = text.replaceAll('\r\n', '\n').trim();
  if (CONTROL.test(clean.replaceAll(/[\n\t]/g, '')) || BIDI.test(clean))
    throw new Refused('chat.odd_characters');
  return clean;
}

/** What an answer came to: a value, or proposals to choose from when a search found several. */
export type Parsed =
  | { readonly kind: 'answer'; readonly value: Answer }
  | { readonly kind: 'proposals'; readonly choices: readonly Choice[] };

/** The choices of a question in words, or null when it is typed. */
export function choicesOf(form: Form, question: Question, say: Say): readonly Choice[] | null {
  if (question.type === 'yesno') {
    return [
      { value: 'yes', label: say.plain('chat.yes') },
      { value: 'no', label: say.plain('chat.no') },
    ];
  }
  if (question.type !== 'choice' && question.type !== 'many') return null;
  return question.choices.map((value) => ({
    value,
    label: say.plain(`${form.id}.form.${question.id}.choices.${value}`),
  }));
}

/**
 * Reads a typed or chosen answer to one question.
 * @throws {Refused} with a sentence that says what is wrong and what would be right
 */
export function parseAnswer(form: Form, question: Question, raw: string, say: Say): Parsed {
  const typed = cleanText(raw);
  if (question.type !== 'text' && question.type !== 'many' && typed.length > MAX_SHORT)
    throw new Refused('chat.too_long_here', { max: MAX_SHORT });
  switch (question.type) {
    case 'choice':
    case 'yesno':
      return answer(
        question.type === 'yesno'
          ? chosen(form, question, typed, say) === 'yes'
          : chosen(form, question, typed, say),
      );
    case 'many':
      return answer(parseMany(form, question, typed, say));
    case 'number':
      return answer(parseNumber(typed, question.min, question.max));
    case 'month':
      return answer(parseMonth(typed, question.min, question.max));
    case 'moment':
      return answer(parseMoment(typed));
    case 'text':
      return answer(parseWords(typed, question.maxLength));
    case 'search':
      return search(question.find(typed), typed);
    default:
      return question satisfies never;
  }
}

function answer(value: Answer): Parsed {
  return { kind: 'answer', value };
}

function chosen(form: Form, question: Question, typed: string, say: Say): string {
  const choices = choicesOf(form, question, say) ?? [];
  const wanted = typed.toLowerCase();
  const found = choices.find(({ value, label }) => value === wanted || label.toLowerCase() === wanted);
  if (!found) throw new Refused('chat.choose_one');
  return found.value;
}

/** Reads `research, faculty support`; nothing at all is an answer too. */
function parseMany(form: Form, question: Question, typed: string, say: Say): readonly string[] {
  const names = typed.split(',').filter((name) => name.trim() !== '');
  return [...new Set(names.map((name) => chosen(form, question, name.trim(), say)))];
}

function parseNumber(typed: string, min: number, max: number): number {
  if (!/^\d{1,6}$/.test(typed)) throw new Refused('chat.not_a_number', { min, max });
  const value = Number(typed);
  if (value < min || value > max) throw new Refused('chat.not_a_number', { min, max });
  return value;
}

const MONTHS = [
  ['january', 'jan'],
  ['february', 'feb'],
  ['march', 'mar'],
  ['april', 'apr'],
  ['may'],
  ['june', 'jun'],
  ['july', 'jul'],
  ['august', 'aug'],
  ['september', 'sep', 'sept'],
  ['october', 'oct'],
  ['november', 'nov'],
  ['december', 'dec'],
];

/** Reads `2026-03`, `3/2026`, `3 2026`, `032026`, `March 2026` or `mar 2026` as `2026-03`. */
function parseMonth(typed: string, min: string, max: string): string {
  const iso = /^(\d{4})[-/.](\d{1,2})$/.exec(typed);
  const turned = /^(\d{1,2})[-/. ]?(\d{4})$/.exec(typed);
  const named = /^([a-z]{3,9})\.?,? (\d{4})$/i.exec(typed);
  const year = iso?.[1] ?? turned?.[2] ?? named?.[2];
  const month = named
    ? MONTHS.findIndex((names) => names.includes((named[1] ?? '').toLowerCase())) + 1
    : Number(iso?.[2] ?? turned?.[1]);
  if (!year || !(month >= 1 && month <= 12)) throw new Refused('chat.not_a_month', { min, max });
  const value = `${year}-${String(month).padStart(2, '0')}`;
  if (value < min || value > max) throw new Refused('chat.not_a_month', { min, max });
  return value;
}

/** Reads `2026-12-01 09:30` as `2026-12-01T09:30`; a day alone means nine in the morning. */
function parseMoment(typed: string): string {
  const found = /^(\d{4}-\d{2}-\d{2})(?:[ T]+(\d{1,2}:\d{2}))?$/.exec(typed);
  const wall = found ? `${found[1]}T${(found[2] ?? '09:00').padStart(5, '0')}` : '';
  if (!wallSchema.safeParse(wall).success) throw new Refused('chat.not_a_moment');
  return wall;
}

function parseWords(typed: string, max: number): string {
  if (typed.length > max) throw new Refused('chat.too_long_here', { max });
  if (!/\p{L}/u.test(typed)) throw new Refused('chat.needs_letters');
  return typed;
}

function search(found: readonly Choice[], typed: string): Parsed {
  const exact = found.find(({ value }) => value.toLowerCase() === typed.toLowerCase());
  const only = exact ?? (found.length === 1 ? found[0] : undefined);
  if (only) return answer(only.value);
  if (found.length === 0) throw new Refused('chat.nothing_found');
  return { kind: 'proposals', choices: found.slice(0, 8) };
}
