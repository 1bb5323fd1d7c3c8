import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import type { Fact, Source } from '#core/draft/fact.ts';
import { fill, slotsOf } from '#core/draft/fill.ts';
import { READERS } from '#core/draft/readers.ts';
import type { SlotSource } from '#core/knowledge/slots.ts';
import type { Template } from '#core/knowledge/template.ts';
import type { Answers } from '#core/record/draft.ts';
import { type Grounds, groundsSchema } from '#core/record/grounds.ts';
import { knowledge } from '../assessment/people.ts';
import { answersFor, groundsFor, LACKS, MOMENTS, WHO, type Who } from './people.ts';
import { faultsOf } from './prose.ts';

const EACH = knowledge.templates.flatMap((template) =>
  WHO.map((who) => ({ id: template.id, template, who })),
);
const FITTING = EACH.filter(({ template, who }) => !LACKS[who].includes(template.id));

function filled(template: Template, who: Who, answers = answersFor(template), grounds?: Grounds) {
  const now = Temporal.Instant.from(MOMENTS[who]);
  return fill(template, grounds ?? groundsFor(who, template), answers, knowledge, now);
}

function templateOf(id: string): Template {
  const found = knowledge.templates.find((one) => one.id === id);
  if (!found) throw new Error(`no template ${id}`);
  return found;
}

test('every kind but a post of one’s own has a template', () => {
  const kinds = new Set<string>(knowledge.templates.map(({ kind }) => kind));
  expect(Object.keys(knowledge.drafts.kinds).filter((kind) => !kinds.has(kind))).toEqual(['post']);
});

test.each(FITTING)(
  '$id is complete for $who, reads well, and has the length of its kind',
  ({ template, who }) => {
    const { blanks, body, subject } = filled(template, who);
    expect(blanks).toEqual([]);
    expect(faultsOf(body)).toEqual([]);
    expect(faultsOf(subject ?? 'A subject')).toEqual([]);
    const { least, most } = knowledge.drafts.kinds[template.kind].words;
    const count = body.split(/\s+/).length;
    expect(count).toBeGreaterThanOrEqual(least);
    expect(count).toBeLessThanOrEqual(most);
  },
);

test.each(EACH.filter((one) => !FITTING.includes(one)))(
  '$id asks $who for what never happened to them',
  ({ template, who }) => {
    expect(filled(template, who).blanks.length).toBeGreaterThan(0);
  },
);

test.each(FITTING)('$id keeps each slot visible that is missing, for $who', ({ template, who }) => {
  const slots = Object.entries(slotsOf(template, knowledge));
  const source = { grounds: groundsFor(who, template), knowledge, now: Temporal.Instant.from(MOMENTS[who]) };
  const answers = answersFor(template);
  const told = slots.map(([name, { from }]) => [
    name,
    from
      ? factsOf(from, source)
          .map(({ text }) => text)
          .join('\n')
      : '',
  ]);
  const all: Answers = { ...Object.fromEntries(told.filter(([, text]) => text !== '')), ...answers };
  for (const [name, slot] of slots) {
    const { [name]: _, ...others } = all;
    const without = filled(template, who, others, slot.from ? withoutAny(slot.from, source) : source.grounds);
    const shown = `${without.subject}\n${without.body}`;
    const isExpected = !slot.optional && isShown(template, who, name, all);
    expect(shown.includes(`[${slot.label}]`), name).toBe(isExpected);
    expect(without.blanks.map((blank) => blank.slot)).toEqual(isExpected ? [name] : []);
    expect(faultsOf(without.body)).toEqual([]);
  }
});

/** Whether a slot has any place in the text of this person: parts may be left out for them. */
function isShown(template: Template, who: Who, name: string, answers: Answers): boolean {
  const { subject, body } = filled(template, who, { ...answers, [name]: 'quite another thing' });
  return /quite another thing/i.test(`${subject}\n${body}`);
}

function factsOf(from: SlotSource, source: Source): readonly Fact[] {
  const found = READERS[from](source);
  return found === null ? [] : 'text' in found ? [found] : found;
}

/** The same grounds after whatever a source reads was taken out, and what it reads then, until it reads nothing. */
function withoutAny(from: SlotSource, source: Source): Grounds {
  const paths = factsOf(from, source).flatMap((fact) => fact.paths);
  if (paths.length === 0) return source.grounds;
  return withoutAny(from, { ...source, grounds: forgetting(source, [...new Set(paths)]) });
}

/** The same grounds without the facts at some paths. */
function forgetting({ grounds }: Source, paths: readonly string[]): Grounds {
  const bare: Record<string, unknown> = structuredClone(grounds);
  for (const path of paths.toSorted().toReversed()) {
    const keys = path.split(/[.[\]]+/).filter((key) => key !== '');
    const last = keys.pop() ?? '';
    const parent = keys.reduce<unknown>((value, key) => Reflect.get(Object(value), key), bare);
    if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else Reflect.set(Object(parent), last, Array.isArray(Reflect.get(Object(parent), last)) ? [] : null);
  }
  if (paths.includes('to.name')) bare.to = null;
  return groundsSchema.parse(bare);
}

test('what people typed is never read as Liquid, and our marks cannot be typed', () => {
  const detail = '{{ name }} {% if degree %}x{% endif %} \uE0000\uE001y\uE002';
  const { body } = filled(templateOf('thank-you'), 'usMd', { detail });
  expect(body).toContain('hearing about {{ name }} {% if degree %}x{% endif %} 0y.');
});

test('an answer goes before the record, and is one line', () => {
  const { body, claims } = filled(templateOf('thank-you'), 'usMd', {
    detail: 'the\n\nnight  float.',
    program: 'Mercy',
  });
  expect(body).toContain('at Mercy. I appreciated hearing about the night float.\n\n');
  expect(claims[0]?.facts).toEqual(['profile.target', 'answers.program']);
});

test('each claim has its place in the text, and the facts behind it', () => {
  const { body, claims } = filled(templateOf('letter-request'), 'reapplicant');
  for (const { sentence, from, to } of claims) expect(body.slice(from, to)).toBe(sentence);
  const failed = claims.find(({ sentence }) => sentence.includes('failed Step 1 twice'));
  expect(failed?.facts).toEqual([
    'profile.exams[0]',
    'profile.exams[1]',
    'profile.exams[2]',
    'profile.exams[3]',
    'profile.exams[4]',
  ]);
});

test('a text says an exam that was failed only to somebody who failed one', () => {
  for (const template of knowledge.templates.filter(({ id }) => !LACKS.firstYear.includes(id))) {
    expect(filled(template, 'firstYear').body).not.toMatch(/\bfail|\bretake\b/i);
  }
});

test('a date that was booked and is past is no plan', () => {
  const template = templateOf('explanation-short');
  const grounds = groundsFor('osteopath', template);
  const { body } = fill(template, grounds, {}, knowledge, Temporal.Instant.from('2027-05-02T12:00Z'));
  expect(body).toBe(
    'I failed my first attempt at COMLEX Level 2-CE; the biggest change since then is six protected study hours on four days a week (since October 2026).',
  );
});
