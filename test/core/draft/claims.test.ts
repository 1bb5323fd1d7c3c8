import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { claimsNow, openClaims } from '#core/draft/claims.ts';
import { fill } from '#core/draft/fill.ts';
import { knowledge } from '../assessment/people.ts';
import { answersFor, groundsFor, LACKS, MOMENTS, WHO } from './people.ts';

const templateFor = (id: string) => {
  const template = knowledge.templates.find((one) => one.id === id);
  if (!template) throw new Error(`no template ${id}`);
  return template;
};

test.each(WHO)('an edited draft of %s is open only where somebody wrote what no fact holds', (who) => {
  for (const template of knowledge.templates.filter(({ id }) => !LACKS[who].includes(id))) {
    const [answers, grounds] = [answersFor(template), groundsFor(who, template)];
    const filled = fill(template, grounds, answers, knowledge, Temporal.Instant.from(MOMENTS[who]));
    const now = (text: string) => claimsNow(text, filled, grounds, answers, knowledge);
    expect(now(filled.body), template.id).toEqual(filled.claims.map((claim) => ({ ...claim, open: [] })));
    const text = `${filled.body}\n\nI also published 97 papers. Thank you again.`;
    const lines = now(text);
    expect(
      openClaims(lines, false).map(({ words }) => words),
      template.id,
    ).toEqual(['97']);
    expect(openClaims(lines, true), template.id).toEqual([]);
    for (const { sentence, from, to } of lines) expect(text.slice(from, to)).toBe(sentence);
  }
});

test('what the record tells otherwise is open in every text, and named before what it does not tell', () => {
  const template = templateFor('explanation-written');
  const grounds = groundsFor('reapplicant', template);
  const text = 'I published 97 papers. I failed Step 1 three times, at Baptist Hospital.';
  const lines = claimsNow(text, null, grounds, {}, knowledge);
  expect(openClaims(lines, true)).toMatchObject([{ about: 'step1.fails', isAgainst: true }]);
  expect(openClaims(lines, false).map(({ about }) => about)).toEqual(['number', 'step1.fails']);
});
