import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { fill, slotsOf } from '#core/draft/fill.ts';
import type { Template } from '#core/knowledge/template.ts';
import { groundsSchema } from '#core/record/grounds.ts';
import { knowledge } from '../assessment/people.ts';
import { answersFor, groundsFor, MOMENTS, PEOPLE, type Who } from './people.ts';

const WHO = Object.keys(PEOPLE).filter((name): name is Who => Object.hasOwn(PEOPLE, name));
const EACH = knowledge.templates.flatMap((template) =>
  WHO.map((who) => ({ id: template.id, template, who })),
);

function filled(template: Template, who: Who, answers = answersFor(template)) {
  return fill(template, groundsFor(who, template), answers, knowledge, Temporal.Instant.from(MOMENTS[who]));
}

test('every kind but a post of one’s own has a template', () => {
  const kinds = new Set(knowledge.templates.map(({ kind }) => kind));
  expect(
    Object.keys(knowledge.drafts.kinds).filter((kind) => ![...kinds].some((one) => one === kind)),
  ).toEqual(['post']);
});

test('what people typed is never read as Liquid, and our marks cannot be typed', () => {
  const template = templateOf('thank-you');
  const detail = '{{ name }} {% if degree %}x{% endif %} \uE0000\uE001y\uE002';
  const { body } = filled(template, 'usMd', { detail });
  expect(body).toContain('hearing about {{ name }} {% if degree %}x{% endif %} 0y.');
});

test('each slot without a fact stays visible with its label, and is named', () => {
  const bare = groundsSchema.parse({ profile: {} });
  for (const template of knowledge.templates) {
    const { body, subject, blanks } = fill(
      template,
      bare,
      {},
      knowledge,
      Temporal.Instant.from(MOMENTS.usMd),
    );
    const needed = Object.values(slotsOf(template, knowledge)).filter(({ optional }) => !optional);
    for (const { label } of blanks) expect(`${subject}\n${body}`).toContain(`[${label}]`);
    expect(blanks.length, template.id).toBeLessThanOrEqual(needed.length);
    if (needed.length > 0) expect(blanks.length, template.id).toBeGreaterThan(0);
  }
});

test.each(EACH.filter(({ who, template }) => who === 'usMd' || template.kind === 'thank-you'))(
  '$id is complete for $who',
  ({ template, who }) => {
    const { blanks, body, subject } = filled(template, who);
    expect(blanks).toEqual([]);
    expect(`${subject}\n${body}`).not.toMatch(/[[\]]/);
  },
);

function templateOf(id: string): Template {
  const found = knowledge.templates.find((one) => one.id === id);
  if (!found) throw new Error(`no template ${id}`);
  return found;
}
