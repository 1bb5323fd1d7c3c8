import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { toString as flatten } from 'mdast-util-to-string';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { loadTexts } from '#app/texts.ts';
import type { Context } from '#bots/chat/command.ts';
import type { Answer, Form, Question } from '#bots/chat/form.ts';
import { finalAnswers, startSession, withAnswer } from '#bots/chat/forms.ts';
import { command as assessCommand, form, TARGETS } from '#bots/commands/assess.ts';
import { command as planCommand } from '#bots/commands/plan.ts';
import type { Applicant } from '#core/applicant.ts';
import { applicantSchema } from '#core/applicant.ts';
import { EMPTY_PROFILE } from '#core/assessment/profile.ts';
import type { Part, Reply } from '#core/reply.ts';
import { createSay } from '#core/text.ts';
import { knowledge, NOW } from '../../core/assessment/people.ts';

const say = createSay(
  'en',
  await loadTexts(fileURLToPath(new URL('../../../config/locales/en/', import.meta.url))),
);
const forms = [...(assessCommand.forms ?? []), ...(planCommand.forms ?? [])];
let count = 0;
const newId = () => `t${(++count).toString(36).padStart(9, '0')}`;

const nobody: Applicant = {
  schema: 1,
  id: 'person0001',
  createdAt: NOW.toString(),
  identities: [],
  settings: { zone: null, quiet: null, country: null, paused: false },
  profile: EMPTY_PROFILE,
  assessments: [],
  plan: null,
  reminders: [],
};

/** Everything around one person's commands that is not a platform: a record in a variable. */
function room(start: Applicant | null, now = NOW) {
  let person = start;
  const opened: string[] = [];
  const context = (): Context => ({
    now,
    platform: 'playground',
    knowledge,
    say,
    newId,
    commands: [],
    person,
    update: async (change) => {
      person = applicantSchema.parse(change(person ?? nobody));
      return person;
    },
    open: async (asked) => {
      opened.push(asked.id);
      return [];
    },
    erase: async () => {},
  });
  const press = (command: typeof assessCommand, verb: string, id = 'now') => {
    const found = command.presses?.[verb];
    if (!found) throw new Error(`no press ${verb}`);
    return found.run(context(), id);
  };
  return { context, press, opened, record: () => person };
}

const text = (reply: Reply): string => reply.map(partText).join('\n');
function partText(part: Part): string {
  if (part.kind === 'text') return part.body.map((node) => flatten(node)).join('\n');
  if (part.kind === 'list')
    return part.items.map((line) => line.map((node) => flatten(node)).join('')).join('\n');
  if (part.kind === 'checklist')
    return part.items.map(({ line }) => line.map((node) => flatten(node)).join('')).join('\n');
  if (part.kind === 'facts')
    return part.rows.map(({ value }) => value.map((node) => flatten(node)).join('')).join('\n');
  return '';
}
const buttons = (reply: Reply) => reply.flatMap((part) => (part.kind === 'buttons' ? part.buttons : []));

describe('the form', () => {
  const questions = forms.flatMap(({ id, questions: asked }) =>
    asked.map((question) => ({ form: id, question })),
  );

  test.each(questions)(
    '$form: $question.id has its words, short names and plain labels',
    ({ form: id, question }) => {
      expect(question.id).toMatch(/^[a-z0-9_]{1,20}$/);
      const key = `${id}.form.${question.id}`;
      expect(say.blocks(`${key}.ask`).length).toBeGreaterThan(0);
      if (question.type !== 'choice') expect(say.plain(`${key}.example`)).not.toBe('');
      if (question.type !== 'choice') return;
      expect(question.choices.length).toBeLessThanOrEqual(25);
      for (const value of question.choices) {
        expect(value).toMatch(/^[a-z0-9_]{1,20}$/);
        expect(say.plain(`${key}.choices.${value}`).length).toBeLessThanOrEqual(40);
      }
    },
  );

  test('the fields offered are those of knowledge, under the same names', () => {
    const known = new Map(knowledge.specialties.specialties.map(({ id, name }) => [id, name]));
    expect([...TARGETS].toSorted()).toEqual([...known.keys()].toSorted());
    for (const [id, name] of known) expect(say.plain(`assess.form.target.choices.${id}`)).toBe(name);
    const other = form.questions.find(({ id }) => id === 'other');
    const offered =
      other?.type === 'choice' ? other.choices.filter((id) => id !== 'none' && id !== 'any_open') : [];
    expect(offered.filter((id) => !known.has(id))).toEqual([]);
  });

  const answerTo = (question: Question, pick: number): Answer => {
    if (question.type === 'choice') return question.choices[pick % question.choices.length] ?? null;
    if (question.type === 'number')
      return question.min + (pick % Math.min(9, question.max - question.min + 1));
    return pick % 2 === 0 || !question.optional ? `202${pick % 7}-0${1 + (pick % 9)}` : null;
  };
  const walk = (asked: Form, picks: readonly number[]) => {
    let session = startSession(asked, 'session001', {});
    let steps = 0;
    for (;;) {
      const question = asked.questions.find(({ id }) => id === session.at);
      if (!question) return { answers: finalAnswers(asked, session), steps };
      session = withAnswer(asked, session, answerTo(question, picks[steps % picks.length] ?? 0));
      steps += 1;
    }
  };

  test('every way through it ends in a verdict, three facts and a plan', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(40), { minLength: 25, maxLength: 25 }), async (picks) => {
        const { answers } = walk(form, picks);
        const { context, press, record } = room({
          ...nobody,
          settings: { ...nobody.settings, zone: 'Asia/Kolkata' },
        });
        const verdict = await form.finish(context(), form.schema.parse(answers));
        expect(text(verdict).length).toBeLessThan(1500);
        expect(buttons(verdict).map(({ verb }) => verb)).toEqual(['plan', 'criteria', 'eligible', 'facts']);
        for (const verb of ['criteria', 'eligible', 'facts'])
          expect(text(await press(assessCommand, verb))).not.toBe('');
        expect(text(await press(planCommand, 'plan'))).toContain('Today');
        expect(record()?.plan?.path).toBe(record()?.assessments.at(-1)?.path);
      }),
      { numRuns: 60 },
    );
  });

  test('a typical person answers at most eighteen questions', () => {
    const typical: Record<string, Answer> = {
      type: 'non_us_img',
      graduated: 2022,
      status: 'unmatched',
      interviews: 1,
      before: 'n0',
      step1: 'passed',
      step2: 'passed',
      step2_month: '2025-09',
      step2_score: 232,
      us_months: 2,
      letters: 2,
      recent: 'yes',
      target: 'internal',
      other: 'family',
      pathway: 'yes',
    };
    let session = startSession(form, 'session001', {});
    let asked = 0;
    while (form.questions.some(({ id }) => id === session.at)) {
      expect(typical).toHaveProperty(session.at);
      session = withAnswer(form, session, typical[session.at] ?? null);
      asked += 1;
    }
    expect(asked).toBe(15);
  });
});

describe('what is said', () => {
  const failedCk = {
    ...EMPTY_PROFILE,
    type: 'non_us_img',
    exams: [{ exam: 'step2ck', on: '2026-09', outcome: 'fail', score: 206 }],
  } as const;

  test('without an assessment every button and /plan say what to do', async () => {
    const { context, press } = room(null);
    for (const verb of ['criteria', 'eligible', 'facts', 'verdict']) {
      await expect(press(assessCommand, verb)).rejects.toMatchObject({ key: 'assess.none' });
    }
    expect(buttons(await planCommand.run(context(), {})).map(({ verb }) => verb)).toEqual(['assess']);
    await expect(press(planCommand, 'planfull')).rejects.toMatchObject({ key: 'plan.none' });
  });

  test('the zone is asked before a plan is made, and only once', async () => {
    const { context, opened, press, record } = room(null);
    await form.finish(
      context(),
      form.schema.parse(finalAnswers(form, startSession(form, 'session001', TYPICAL))),
    );
    await press(planCommand, 'plan');
    expect(opened).toEqual(['plan']);
    expect(record()?.plan).toBeNull();
    const [zoneForm] = planCommand.forms ?? [];
    const reply = await zoneForm?.finish(context(), { zone: 'America/Chicago' });
    expect(text(reply ?? [])).toContain('Your plan is made');
    expect(record()?.reminders.length).toBe(record()?.plan?.steps.length);
    await press(planCommand, 'plan');
    expect(opened).toEqual(['plan']);
  });

  test('a step is done, shown as done, and its reminder goes', async () => {
    const { context, press, record } = room({
      ...nobody,
      settings: { ...nobody.settings, zone: 'America/Chicago' },
    });
    await form.finish(
      context(),
      form.schema.parse(finalAnswers(form, startSession(form, 'session001', TYPICAL))),
    );
    await press(planCommand, 'plan');
    const [first] = record()?.plan?.steps ?? [];
    const before = record()?.reminders.length ?? 0;
    expect(text(await press(planCommand, 'planstep', first?.id))).toMatch(/When: .*\n.*From: /s);
    expect(text(await press(planCommand, 'plandone', first?.id))).toMatch(/^Done: /);
    expect(record()?.plan?.steps[0]?.state).toBe('done');
    expect(record()?.reminders.length).toBe(before - 1);
    expect(text(await press(planCommand, 'plandone', first?.id))).toMatch(/settled already/);
    await expect(press(planCommand, 'plandone', 'someoneelse')).rejects.toMatchObject({
      key: 'plan.not_yours',
    });
    expect(text(await press(planCommand, 'planfull'))).toContain('(provisional)');
  });

  test('a new assessment makes a new plan, and what was done stays done', async () => {
    const zone = { ...nobody.settings, zone: 'America/Chicago' };
    const first = room({ ...nobody, settings: zone });
    const answers = form.schema.parse(finalAnswers(form, startSession(form, 'session001', TYPICAL)));
    await form.finish(first.context(), answers);
    await first.press(planCommand, 'plan');
    const done = first.record()?.plan?.steps[0];
    await first.press(planCommand, 'plandone', done?.id);
    const later = room(first.record(), Temporal.Instant.from('2026-12-01T12:00:00Z'));
    await form.finish(later.context(), answers);
    await later.press(planCommand, 'plan');
    expect(later.record()?.plan?.madeAt).toBe('2026-12-01T12:00:00.000Z');
    expect(later.record()?.plan?.steps).toContainEqual({ ...done, state: 'done' });
  });

  test('the three facts carry the score and the mark that was in force', async () => {
    const { press } = room({
      ...nobody,
      profile: { ...failedCk, exams: [...failedCk.exams] },
      assessments: [ASSESSMENT],
    });
    expect(text(await press(assessCommand, 'facts'))).toContain(
      'Step 2 CK failed, not passed yet, 2026-09, score 206, the pass mark then was 218',
    );
  });

  test('verbs of buttons are letters only, as the platforms carry them', () => {
    for (const { presses } of [assessCommand, planCommand]) {
      for (const verb of Object.keys(presses ?? {})) expect(verb).toMatch(/^[a-z]{1,16}$/);
    }
  });
});

const TYPICAL = {
  type: 'non_us_img',
  graduated: 2022,
  status: 'unmatched',
  registered: null,
  interviews: 1,
  before: 'n0',
  changed: null,
  interviews_before: null,
  changed_before: null,
  step1: 'passed',
  fails1: null,
  step2: 'passed',
  fails2: null,
  step2_month: '2025-09',
  step2_score: 232,
  booked: null,
  us_months: 2,
  us_chance: null,
  letters: 2,
  recent: 'yes',
  strength: null,
  target: 'internal',
  other: 'family',
  pathway: 'yes',
  verified: null,
} as const;
const ASSESSMENT: Applicant['assessments'][number] = {
  at: '2026-11-22T12:00:00Z',
  mode: 'between_seasons',
  path: 'delay',
  borderline: false,
  held: [],
  failed: [],
  unknown: [],
  eligibility: [],
};
