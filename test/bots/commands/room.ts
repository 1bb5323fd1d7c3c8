import { toString as flatten } from 'mdast-util-to-string';
import type { Temporal } from 'temporal-polyfill';
import type { Command } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import type { Form } from '#bots/chat/form.ts';
import type { Answers, Opening } from '#bots/chat/form-data.ts';
import { finalAnswers, startSession, withAnswer } from '#bots/chat/progress.ts';
import { type Applicant, applicantSchema, newApplicant } from '#core/record/applicant.ts';
import type { Part, Reply } from '#core/reply.ts';
import { NOW } from '../../core/assessment/people.ts';
import { say } from '../../say.ts';
import { bareContext } from '../bare-context.ts';

export { say };

let count = 0;
const newId = () => `t${(++count).toString(36).padStart(9, '0')}`;

export const nobody: Applicant = {
  ...newApplicant('person0001', { platform: 'playground', user: 'ann', address: null }, NOW.toString()),
  identities: [],
  settings: { zone: null, quiet: null, country: null, paused: false },
};

/** Everything around one person's commands that is not a platform: a record in a variable. */
export function room(start: Applicant | null, now: Temporal.Instant = NOW) {
  let person = start;
  let meanwhile = (latest: Applicant): Applicant => latest;
  const opened: (Opening & { readonly form: string })[] = [];
  const context = (): Context =>
    bareContext({
      now,
      newId,
      get person() {
        return person;
      },
      update: async (change) => {
        const others = meanwhile;
        meanwhile = (latest) => latest;
        person = applicantSchema.parse(change(others(person ?? nobody)));
        return person;
      },
      open: async (form, opening = {}) => {
        opened.push({ form: form.id, ...opening });
        return [];
      },
    });
  const press = (command: Command, verb: string, id = 'now') => {
    const found = command.presses?.[verb];
    if (!found) throw new Error(`no press ${verb}`);
    return found.run(context(), id);
  };
  /** Walks a form as a phone does: `answer` is asked for every question; returns those that were asked. */
  const walk = async (
    form: Form,
    answer: (id: string) => Answers[string],
    opening: Opening = {},
  ): Promise<{ readonly asked: readonly string[]; readonly reply: Reply }> => {
    const asked: string[] = [];
    const known = form.known?.(context(), opening.given ?? {}) ?? {};
    let progress = startSession(form, 'session1', { ...opening, known });
    while (form.questions.some(({ id }) => id === progress.at)) {
      asked.push(progress.at);
      progress = withAnswer(form, progress, answer(progress.at));
    }
    const answers = form.schema.parse(finalAnswers(form, progress));
    const { given, initial } = progress;
    return { asked, reply: await form.finish(context(), answers, { given, initial, asked }) };
  };
  return {
    context,
    press,
    opened,
    walk,
    record: () => person,
    /** What another process does to the record after the next command has looked at it and before it saves. */
    meanwhile: (change: (latest: Applicant) => Applicant): void => {
      meanwhile = change;
    },
  };
}

export const text = (reply: Reply): string => reply.map(partText).join('\n');

function partText(part: Part): string {
  const line = (nodes: readonly unknown[]): string => nodes.map((node) => flatten(node)).join('');
  if (part.kind === 'text') return part.body.map((node) => flatten(node)).join('\n');
  if (part.kind === 'list') return part.items.map(line).join('\n');
  if (part.kind === 'checklist') return part.items.map((item) => line(item.line)).join('\n');
  if (part.kind === 'facts')
    return part.rows.map(({ label, value }) => `${line(label)}: ${line(value)}`).join('\n');
  return '';
}

export const buttons = (reply: Reply) =>
  reply.flatMap((part) => (part.kind === 'buttons' ? part.buttons : []));

/** Somebody as most who come: a graduate of a school abroad, unmatched once, Step 2 CK passed, some US work. */
export const TYPICAL: Answers = {
  type: 'img_visa',
  graduated: 2022,
  status: 'first_unmatched',
  target: 'internal',
  other: 'family',
  exams: 'clean',
  step2_score: 238,
  priority: 'any_position',
  pathway: 'yes',
  applied: 'internal',
  programs: 80,
  interviews: 2,
  ranked: 2,
  docs: 'statement',
  soap: 'family',
  soap_interviews: 0,
  us_months: 3,
  us_until: '2026-06',
  us_field: 'internal',
  letters: 2,
  flags: [],
  strengths: ['commitment', 'research'],
  life_months: 3,
};
