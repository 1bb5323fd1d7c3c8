import type { Temporal } from 'temporal-polyfill';
import type { Fact, Source } from '#core/draft/fact.ts';
import { parseLiquid, renderLiquid } from '#core/draft/liquid.ts';
import { type Marked, mark, readMarked, without, withoutMarks } from '#core/draft/marked.ts';
import { READERS } from '#core/draft/readers.ts';
import type { Slot } from '#core/knowledge/drafts.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { SlotSource } from '#core/knowledge/slots.ts';
import type { Template } from '#core/knowledge/template.ts';
import { sentencesByLine } from '#core/language/sentences.ts';
import type { Answers } from '#core/record/draft.ts';
import type { Grounds } from '#core/record/grounds.ts';

/** Something that is missing: the text shows its label in square brackets. */
export interface Blank {
  readonly slot: string;
  readonly label: string;
  readonly hint: string;
  /** What in the record would fill it; null: only an answer can. */
  readonly from: SlotSource | null;
}

/** A sentence of the body that states something, and the facts behind it. Offsets in UTF-16 units. */
export interface Claim {
  readonly sentence: string;
  readonly from: number;
  readonly to: number;
  readonly facts: readonly string[];
}

export interface Filled {
  readonly subject: string | null;
  readonly body: string;
  readonly blanks: readonly Blank[];
  readonly claims: readonly Claim[];
}

/**
 * Fills a template with what is known. An answer takes precedence over the record. Nothing is invented: what is missing
 * stays visible as `[its label]`, and an optional part whose fact is missing is left out.
 */
export function fill(
  template: Template,
  grounds: Grounds,
  answers: Answers,
  knowledge: Knowledge,
  now: Temporal.Instant,
): Filled {
  const slots = Object.entries(slotsOf(template, knowledge));
  const entries: Entry[] = [];
  const add = (entry: Entry): string => mark(entries.push(entry) - 1, entry.text);
  const source: Source = { grounds, knowledge, now };
  const values = Object.fromEntries(
    slots.map(([name, slot]) => [name, valueFor(name, slot, answers[name], source, add)]),
  );
  const rendered = (text: string): Marked => tidy(readMarked(renderLiquid(parsed(text), values)));
  const subject = template.subject === undefined ? null : rendered(template.subject);
  const body = rendered(template.body);
  const shown = new Set([...(subject?.owners ?? []), ...body.owners].flat());
  const open = entries.flatMap(({ blank }, index) => (blank && shown.has(index) ? [blank] : []));
  return {
    subject: subject?.text ?? null,
    body: body.text,
    blanks: open.filter(({ slot }, index) => open.findIndex((one) => one.slot === slot) === index),
    claims: claimsOf(body, entries),
  };
}

/** Every slot of a template by name, both its own and the shared ones. */
export function slotsOf(
  template: Template,
  { drafts }: Pick<Knowledge, 'drafts'>,
): Readonly<Record<string, Slot>> {
  const shared = template.uses.flatMap((name) => {
    const slot = drafts.slots[name];
    return slot ? [[name, slot] as const] : [];
  });
  return { ...Object.fromEntries(shared), ...template.slots };
}

interface Entry extends Fact {
  readonly blank: Blank | null;
}

/** The value of a slot in Liquid: a marked text, a list of them, or null for a part that is left out. */
function valueFor(
  name: string,
  slot: Slot,
  answer: string | undefined,
  source: Source,
  add: (entry: Entry) => string,
): string | readonly string[] | null {
  const facts = answer === undefined ? readFacts(slot, source) : answered(name, slot, answer);
  const known = facts.flatMap(({ text, paths }) => {
    const words = inForm(withoutMarks(text), slot.form);
    return words === '' ? [] : [add({ text: words, paths, blank: null })];
  });
  if (known.length > 0) return slot.form === 'list' ? known : (known[0] ?? null);
  if (slot.optional) return null;
  const { label, hint, from = null } = slot;
  const gap = add({ text: `[${label}]`, paths: [], blank: { slot: name, label, hint, from } });
  return slot.form === 'list' ? [gap] : gap;
}

function readFacts({ from }: Slot, source: Source): readonly Fact[] {
  const read = from ? READERS[from](source) : null;
  if (read === null) return [];
  return 'text' in read ? [read] : read;
}

function answered(name: string, { form }: Slot, answer: string): readonly Fact[] {
  const items = form === 'list' ? answer.split('\n') : [answer];
  return items.map((text) => ({ text, paths: [`answers.${name}`] }));
}

/** One line, with the punctuation that its position in the text requires. */
function inForm(text: string, form: Slot['form']): string {
  const line = text
    .replace(/\s+/g, ' ')
    .replace(/^[-•*]\s/, '')
    .trim();
  if (form !== 'sentence') return line.replace(/[.;,:\s]+$/, keepsStop);
  if (line === '') return '';
  const begun = line.charAt(0).toUpperCase() + line.slice(1);
  return /[.!?]["”’)]?$/.test(begun) ? begun : `${begun.replace(/[,;:]$/, '')}.`;
}

/** "M.D." keeps its full stop; "weekly check-ins." does not. */
function keepsStop(end: string, at: number, whole: string): string {
  return end.startsWith('.') && /(?:^|[\s.])[A-Za-z]$/.test(whole.slice(0, at)) ? '.' : '';
}

const parsedTexts = new Map<string, ReturnType<typeof parseLiquid>>();

/** Cached: there are as many texts as templates, and parsing one takes longer than filling it. */
function parsed(text: string): ReturnType<typeof parseLiquid> {
  const known = parsedTexts.get(text) ?? parseLiquid(joinLines(text));
  parsedTexts.set(text, known);
  return known;
}

/**
 * As in Markdown, a line break inside a paragraph is a space; a backslash before it keeps it, and so does a list item.
 */
function joinLines(text: string): string {
  return text
    .trim()
    .replace(/\\\n/g, '\uE010')
    .replace(/(?<!\n)\n(?!\n|- )/g, ' ')
    .replaceAll('\uE010', '\n');
}

/** Removes the spaces and empty lines left behind by parts that were left out. */
function tidy(marked: Marked): Marked {
  const steps = [
    /[ \t]+(?=\n|$)/g,
    /(?<=\n)[ \t]+/g,
    /(?<=[ \t])[ \t]+/g,
    / (?=[,.;:!?](?:\s|$))/g,
    /(?<=\n\n)\n+/g,
    /^\s+|\s+$/g,
  ];
  return steps.reduce(without, marked);
}

/** Greetings and signature lines state nothing: they contain no sentence. */
function claimsOf({ text, owners }: Marked, entries: readonly Entry[]): readonly Claim[] {
  return sentencesByLine(text).flatMap(({ from, to }) => {
    const sentence = text.slice(from, to);
    const facts = [...new Set(owners.slice(from, to).flat())].flatMap((index) => entries[index]?.paths ?? []);
    if (facts.length === 0 || sentence.endsWith(',')) return [];
    return [{ sentence, from, to, facts: [...new Set(facts)] }];
  });
}
