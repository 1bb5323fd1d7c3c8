import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { fill } from '#core/draft/fill.ts';
import { maySend } from '#core/draft/may-send.ts';
import { type Checked, checkText } from '#core/tone/check.ts';
import { knowledge } from '../assessment/people.ts';
import { answersFor, groundsFor, LACKS, MOMENTS, WHO } from './people.ts';

const EACH = knowledge.templates.flatMap((template) =>
  WHO.filter((who) => !LACKS[who].includes(template.id)).map((who) => ({ id: template.id, template, who })),
);

test.each(EACH)('our own check finds in $id of $who only what the gate forbids', ({ template, who }) => {
  const now = Temporal.Instant.from(MOMENTS[who]);
  const grounds = groundsFor(who, template);
  const { subject, body } = fill(template, grounds, answersFor(template), knowledge, now);
  const text = subject === null ? body : `${subject}\n\n${body}`;
  const { findings } = checkText(text, template.kind, grounds, knowledge, now);
  expect(findings.filter((one) => !isContact(one))).toEqual([]);
  expect(findings.some(isContact)).toBe(!maySend(template.kind, grounds, knowledge, now).may);
});

function isContact({ category }: Checked['findings'][number]): boolean {
  return category === 'contact-not-allowed';
}
