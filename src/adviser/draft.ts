import { inZone, parseGiven, parseJson, readInstant, readZone } from '#app/adviser/input.ts';
import { readGrounds } from '#app/adviser/record.ts';
import { InputError, type Verb } from '#app/adviser/verb.ts';
import { templatesFor } from '#core/draft/choose.ts';
import { fill, slotsOf } from '#core/draft/fill.ts';
import { maySend } from '#core/draft/may-send.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Template } from '#core/knowledge/template.ts';
import { type Answers, answersSchema } from '#core/record/draft.ts';
import { draftKindSchema } from '#core/record/draft-kind.ts';

/** Writes a draft of one kind from one record. */
export const draft: Verb = {
  usage: 'draft KIND RECORD.json [--template ID] [--answers JSON] [--at DATETIME] [--zone Z]',
  takes: [
    { name: 'kind', as: 'text' },
    { name: 'record', as: 'json' },
  ],
  wants: 'a kind of text and a record',
  run: ([named, record], { at, zone, template: id, answers: told }, { knowledge, now: today }) => {
    const kind = parseGiven(named, draftKindSchema, 'kind');
    const grounds = readGrounds(record);
    const now = readInstant(at, today, readZone(zone));
    const where = readZone(zone);
    const templates = templatesFor(kind, { grounds, knowledge, now });
    const template = id === undefined ? templates[0] : templates.find((one) => one.id === id);
    if (!template) throw new InputError([noTemplate(kind, id, templates)]);
    const answers = readAnswers(told, template, knowledge);
    const { subject, body, blanks, claims } = fill(template, grounds, answers, knowledge, now);
    const { may, why, earliest } = maySend(kind, grounds, knowledge, now);
    return {
      kind: 'one',
      value: {
        kind,
        template: template.id,
        subject,
        body,
        text: subject === null ? body : `Subject: ${subject}\n\n${body}`,
        blanks: blanks.map(({ slot, label, hint }) => ({ slot, label, hint })),
        ready: blanks.length === 0,
        claims: claims.map(({ sentence, from, to, facts }) => ({ sentence, from, to, facts })),
        allowed: { may, why, earliest: earliest && inZone(earliest, where) },
      },
    };
  },
};

function noTemplate(kind: string, id: string | undefined, templates: readonly Template[]): string {
  if (templates.length === 0) return `kind: there is no template for "${kind}"`;
  return `--template: "${id}" is not one of ${templates.map((one) => one.id).join(', ')}`;
}

/** @throws {InputError} if something does not answer a slot of the template, or is longer than the slot allows */
function readAnswers(told: string | undefined, template: Template, knowledge: Knowledge): Answers {
  if (told === undefined) return {};
  const answers = parseGiven({ name: '--answers', value: parseJson('--answers', told) }, answersSchema);
  const slots = slotsOf(template, knowledge);
  const problems = Object.entries(answers).flatMap(([name, answer]) => {
    const slot = slots[name];
    if (!slot) return [`--answers: ${name}: is no slot of ${template.id}`];
    return answer.length > slot.most ? [`--answers: ${name}: has more than ${slot.most} characters`] : [];
  });
  if (problems.length > 0) throw new InputError(problems);
  return answers;
}
