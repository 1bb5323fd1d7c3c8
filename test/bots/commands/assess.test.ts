import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Question } from '#bots/chat/form.ts';
import type { Answers, Told } from '#bots/chat/form-data.ts';
import { command as assessCommand } from '#bots/commands/assess.ts';
import { command as planCommand } from '#bots/commands/plan.ts';
import { command as profileCommand } from '#bots/commands/profile.ts';
import { TARGETS } from '#bots/commands/told/fields.ts';
import { form } from '#bots/commands/told/form.ts';
import { applying, EXTRAS, toldBy } from '#bots/commands/told/questions.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { EMPTY_PROFILE } from '#core/record/profile.ts';
import { cycle, knowledge, NOW, solid } from '../../core/assessment/people.ts';
import { buttons, nobody, room, say, TYPICAL, text } from './room.ts';

const ZONED = { ...nobody, settings: { ...nobody.settings, zone: 'America/Chicago' } };
const answered = (told: Answers) => (id: string) => told[id] ?? null;

/** The values of a question that offers the same to everybody. */
const valuesOf = (question: Question): readonly string[] =>
  'choices' in question && typeof question.choices !== 'function' ? question.choices : [];

function answerTo(question: Question, pick: number): Told {
  const values = valuesOf(question);
  switch (question.type) {
    case 'choice':
      return values[pick % values.length] ?? null;
    case 'many':
      return values.filter((_, index) => (pick >> index) % 2 === 1);
    case 'number':
      return question.min + (pick % Math.min(9, question.max - question.min + 1));
    default:
      return pick % 2 === 0 || !question.optional ? `202${pick % 7}-0${1 + (pick % 9)}` : null;
  }
}

/** Answers every question by the numbers of `picks`, the same question always the same way. */
function answerer(picks: readonly number[]) {
  return (id: string): Told => {
    const index = form.questions.findIndex((question) => question.id === id);
    const question = form.questions[index];
    return question ? answerTo(question, picks[index % picks.length] ?? 0) : null;
  };
}
const somebody = fc.array(fc.nat(40), { minLength: 45, maxLength: 45 });

describe('the form', () => {
  const questions = [form, ...(profileCommand.forms ?? [])].flatMap(({ id, questions: asked }) =>
    asked
      .flatMap((question) => (question.type === 'list' ? question.of : [question]))
      .map((question) => ({ form: id, question })),
  );

  test.each(questions)(
    '$form: $question.id has its words, short names and plain labels',
    ({ form: id, question }) => {
      expect(question.id).toMatch(/^[a-z0-9_]{1,20}$/);
      const key = `${id}.form.${question.id}`;
      expect(say.blocks(`${key}.ask`).length).toBeGreaterThan(0);
      expect(say.plain(`${key}.label`).length).toBeLessThanOrEqual(45);
      expect(say.blocks(`${id}.pages.${question.page}`).length).toBeGreaterThan(0);
      if (question.type !== 'choice' && question.type !== 'many')
        return expect(say.plain(`${key}.example`)).not.toBe('');
      expect(valuesOf(question).length).toBeLessThanOrEqual(25);
      for (const value of valuesOf(question)) {
        expect(value).toMatch(/^[a-z0-9_]{1,20}$/);
        expect(say.plain(`${key}.choices.${value}`).length).toBeLessThanOrEqual(40);
      }
    },
  );

  test('the fields offered are those of knowledge, under the same names', () => {
    const known = new Map(knowledge.specialties.specialties.map(({ id, name }) => [id, name]));
    expect([...TARGETS].toSorted()).toEqual([...known.keys()].toSorted());
    for (const question of form.questions) {
      if (!valuesOf(question).includes('family')) continue;
      for (const value of valuesOf(question).filter((one) => known.has(one)))
        expect(say.plain(`assess.form.${question.id}.choices.${value}`)).toBe(known.get(value));
    }
  });

  test('every way through it ends in a verdict, details, a plan, and no question that is left', async () => {
    await fc.assert(
      fc.asyncProperty(somebody, async (picks) => {
        const { walk, press, record, context } = room(ZONED);
        const { reply } = await walk(form, answerer(picks));
        expect(text(reply).length).toBeLessThan(1500);
        expect(text(await press(planCommand, 'plan'))).toContain('Today');
        expect(record()?.plan?.path).toBe(record()?.assessments.at(-1)?.path);
        const again = await walk(form, () => 'asked twice');
        expect(again.asked).toEqual([]);
        const told = { ...toldBy(context()), recent_from: '2025-11' };
        expect(
          applying(told)
            .filter(({ id }) => !(id in told))
            .map(({ id }) => id),
        ).toEqual(
          applying(told)
            .map(({ id }) => id)
            .filter((id) => EXTRAS.includes(id)),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('the record gives back what was answered, whatever it was', async () => {
    await fc.assert(
      fc.asyncProperty(somebody, async (picks) => {
        const { walk, context } = room(nobody);
        const answer = answerer(picks);
        const { asked } = await walk(form, answer);
        const told = toldBy(context());
        const lost = asked.filter((id) => JSON.stringify(told[id] ?? null) !== JSON.stringify(answer(id)));
        // Two passes at the first try are the short answer, an unmatched year without an earlier one is the first.
        const same = told.exams === 'clean' ? ['exams', 'step1', 'step2', 'step2_month'] : [];
        expect(lost.filter((id) => ![...same, 'status', 'before'].includes(id))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('a record made before knows its answers and is only asked what is missing', async () => {
    const { walk, record } = room({ ...nobody, profile: solid });
    const { asked } = await walk(form, answered({ ...TYPICAL, visa: 'yes' }));
    for (const id of ['type', 'graduated', 'status', 'exams', 'us_months', 'letters', 'target', 'pathway'])
      expect(asked).not.toContain(id);
    expect(asked).toContain('visa');
    expect(record()?.profile).toMatchObject({ graduated: solid.graduated, exams: solid.exams, visa: 'yes' });
    expect((await walk(form, () => 'asked twice')).asked).toEqual([]);
  });

  test('a typical person answers twenty-two questions', async () => {
    const { asked } = await room(nobody).walk(form, (id) => {
      expect(TYPICAL).toHaveProperty(id);
      return TYPICAL[id] ?? null;
    });
    expect(asked.toSorted()).toEqual(Object.keys(TYPICAL).toSorted());
    expect(asked).toHaveLength(23);
  });
});

describe('facts that are told in /profile', () => {
  const solidly = { ...nobody, profile: solid };

  test('an exam takes a day or a month, and refuses a day that does not exist', async () => {
    const { walk, record } = room(solidly);
    const failed = { exams: 'other', step1: 'passed', step2: 'failed', fails2: 1, step2_month: '2026-09-14' };
    await walk(form, answered({ ...TYPICAL, ...failed }), { given: { edit: 'exams' }, first: 'exams' });
    expect(record()?.profile.exams).toContainEqual(
      expect.objectContaining({ exam: 'step2ck', on: '2026-09-14', outcome: 'fail' }),
    );
  });

  test('a pathway that was accepted for an earlier Match is asked for again, and kept with its Match', async () => {
    const { walk, record } = room({ ...nobody, profile: { ...solid, visa: 'yes', pathwayFor: 2026 } });
    const { asked } = await walk(form, answered({ ...TYPICAL, pathway: 'yes' }));
    expect(asked).toContain('pathway');
    expect(record()?.profile).toMatchObject({ pathway: 'yes', pathwayFor: 2028 });
  });

  test.each<readonly [id: string, answer: string, kept: object]>([
    ['certificate', 'yes', { certificate: 'yes' }],
    ['couples', 'yes', { couples: 'yes' }],
    ['region', 'mountain', { region: 'mountain' }],
    ['visa_step', 'in_process', { visaStep: 'in_process' }],
    ['money', 'none', { life: { money: 'none' } }],
    ['no_messages', 'St. Anna, Lakeside', { noMessages: ['St. Anna', 'Lakeside'] }],
    ['statement_field', 'family', { cycles: [{ statementField: 'family' }] }],
    ['us_ongoing', 'yes', { experience: [{ ongoing: true }] }],
  ])('%s is kept', async (id, answer, kept) => {
    const { walk, record } = room(nobody);
    await walk(form, answered(TYPICAL));
    const { asked } = await walk(form, answered({ ...TYPICAL, [id]: answer }), {
      given: { edit: id },
      first: id,
    });
    expect(asked).toEqual([id]);
    expect(record()?.profile).toMatchObject(kept);
  });
});

describe('changing one answer', () => {
  const edited = async (id: string, told: Answers) => {
    const { walk, record } = room(nobody);
    await walk(form, answered(TYPICAL));
    const { asked, reply } = await walk(form, answered({ ...TYPICAL, ...told }), {
      given: { edit: id },
      first: id,
    });
    return { asked, reply, profile: record()?.profile, assessments: record()?.assessments ?? [] };
  };

  test('asks that one alone, keeps the rest and says what moved', async () => {
    const { asked, reply, profile, assessments } = await edited('letters', { letters: 0 });
    expect(asked).toEqual(['letters']);
    expect(profile).toMatchObject({ strongLetters: 0, letters: [], usMonths: 3, graduated: 2022 });
    expect(assessments).toHaveLength(2);
    expect(text(reply)).toMatch(/Since last time/);
  });

  test('asks on only where something else now applies', async () => {
    const failed = { exams: 'other', step1: 'passed', step2: 'failed', fails2: 1, step2_month: '2026-09' };
    expect((await edited('exams', failed)).asked).toEqual([
      'exams',
      'step1',
      'step2',
      'fails2',
      'step2_month',
      'booked',
    ]);
    const again = { status: 'unmatched', before: 'n1', changed: 'no', interviews_before: 1, rebuilt: 'yes' };
    expect((await edited('status', again)).asked).toEqual([
      'status',
      'before',
      'changed',
      'interviews_before',
      'rebuilt',
    ]);
    expect((await edited('us_months', { us_months: 0, us_chance: 'yes', recent: 'no' })).asked).toEqual([
      'us_months',
      'us_chance',
      'recent',
    ]);
    expect((await edited('flags', { flags: ['leave'], explained: 'yes' })).asked).toEqual([
      'flags',
      'explained',
    ]);
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
    for (const [verb, id] of [
      ['details', 'now'],
      ['detail', 'reasons.0'],
      ['criteria', 'now'],
      ['eligible', 'now'],
      ['stopline', 'now'],
      ['autopsyfile', 'now'],
      ['facts', 'now'],
      ['verdict', 'now'],
    ] as const) {
      await expect(press(assessCommand, verb, id)).rejects.toMatchObject({ key: 'assess.none' });
    }
    expect(buttons(await planCommand.run(context(), {})).map(({ verb }) => verb)).toEqual(['assess']);
    await expect(press(planCommand, 'planfull')).rejects.toMatchObject({ key: 'plan.none' });
  });

  test('every detail can be read to its end, in messages that fit a phone, with its sources as links', async () => {
    const { walk, press } = room(nobody);
    await walk(form, answered({ ...TYPICAL, exams: 'other', step1: 'passed', step2: 'later', fails2: 1 }));
    const list = buttons(await press(assessCommand, 'details')).filter(({ verb }) => verb === 'detail');
    expect(list.map(({ id }) => id)).toEqual(
      ['eligible', 'pillars', 'story', 'fields', 'autopsy', 'eye'].map((id) => `${id}.0`),
    );
    let links = 0;
    for (const first of ['reasons.0', 'holds.0', 'change.0', ...list.map(({ id }) => id)]) {
      let next: string | undefined = first;
      for (let pages = 0; next; pages += 1) {
        expect(pages).toBeLessThan(16);
        const reply = await press(assessCommand, 'detail', next);
        expect(text(reply)).not.toBe('');
        expect(reply.filter((part) => part.kind === 'text').length).toBeLessThanOrEqual(5);
        // A card that is long by itself stands alone.
        expect(text(reply).length).toBeLessThan(reply.length > 3 ? 900 : 1200);
        expect(text(reply)).not.toMatch(/https?:|chance of|odds of/);
        links += JSON.stringify(reply).split('"type":"link"').length - 1;
        next = buttons(reply).find(({ verb, id }) => verb === 'detail' && id.split('.')[1] !== '0')?.id;
      }
    }
    expect(links).toBeGreaterThan(20);
    await expect(press(assessCommand, 'detail', 'constructor.0')).rejects.toMatchObject({
      key: 'chat.unknown_button',
    });
    await expect(press(assessCommand, 'detail', 'pivots.0')).rejects.toMatchObject({
      key: 'chat.unknown_button',
    });
  });

  test('the autopsy can be kept as a file', async () => {
    const { walk, press } = room(nobody);
    await walk(form, answered(TYPICAL));
    const [file] = await press(assessCommand, 'autopsyfile');
    if (file?.kind !== 'file') throw new Error('no file came');
    const kept = new TextDecoder().decode(file.bytes);
    expect(file).toMatchObject({ name: 'autopsy.txt', mime: 'text/plain; charset=utf-8' });
    expect(kept).toContain('Match year 2026');
    expect(kept).toContain('https://');
    expect(kept).not.toContain('**');
    const never = room(nobody);
    await never.walk(form, answered({ ...TYPICAL, status: 'never' }));
    await expect(never.press(assessCommand, 'autopsyfile')).rejects.toMatchObject({
      key: 'assess.file.nothing',
    });
  });

  test('the stop line opens the hard conversation, and never in a first cycle', async () => {
    const corrected = cycle(2026, 0, { changed: 'yes' });
    const profile = { ...solid, cycles: [corrected, { ...corrected, year: 2025 }, cycle(2024, 0)] };
    const { walk, press } = room({ ...nobody, profile });
    const { reply } = await walk(form, () => null);
    expect(text(reply)).toContain('stop reapplying');
    expect(buttons(reply)[0]).toMatchObject({ verb: 'stopline', style: 'main' });
    const talk = await press(assessCommand, 'stopline');
    const further = await press(assessCommand, 'detail', 'pivots.1');
    for (const { title } of knowledge.assessment.pivots) expect(text([...talk, ...further])).toContain(title);
    const first = room(nobody);
    const verdict = await first.walk(form, answered({ ...TYPICAL, interviews: 0, letters: 0 }));
    expect(buttons(verdict.reply).map(({ verb }) => verb)).not.toContain('stopline');
    await expect(first.press(assessCommand, 'stopline')).rejects.toMatchObject({
      key: 'assess.stop.not_yours',
    });
  });

  test('asked again within a day with nothing moved, it is the same assessment', async () => {
    const { walk, record } = room(nobody);
    await walk(form, answered(TYPICAL));
    await walk(form, () => 'asked twice');
    expect(record()?.assessments).toHaveLength(1);
    const later = room(record(), NOW.add({ hours: 48 }));
    await later.walk(form, () => 'asked twice');
    expect(later.record()?.assessments).toHaveLength(2);
  });

  test('the zone is asked before a plan is made, and only once', async () => {
    const { walk, context, opened, press, record } = room(null);
    await walk(form, answered(TYPICAL));
    await press(planCommand, 'plan');
    expect(opened.map((one) => one.form)).toEqual(['plan.zone']);
    expect(record()?.plan).toBeNull();
    const [zoneForm] = planCommand.forms ?? [];
    const reply = await zoneForm?.finish(
      context(),
      { zone: 'America/Chicago' },
      {
        given: {},
        initial: {},
        asked: ['zone'],
      },
    );
    expect(text(reply ?? [])).toContain('Your plan is made');
    await press(planCommand, 'plan');
    expect(opened).toHaveLength(1);
  });

  test('a step is done, shown as done, and its reminder goes', async () => {
    const { walk, press, record } = room(ZONED);
    await walk(form, answered(TYPICAL));
    await press(planCommand, 'plan');
    const [first] = record()?.plan?.steps ?? [];
    expect(text(await press(planCommand, 'planstep', first?.id))).toMatch(/When: .*\n.*From: /s);
    expect(text(await press(planCommand, 'plandone', first?.id))).toMatch(/^Done: /);
    expect(record()?.plan?.steps[0]?.state).toBe('done');
    const waiting = record()?.reminders.filter(({ state }) => state.kind === 'waiting') ?? [];
    expect(waiting.map(({ about }) => about)).not.toContainEqual(
      expect.objectContaining({ step: first?.id }),
    );
    expect(waiting).not.toEqual([]);
    expect(text(await press(planCommand, 'plandone', first?.id))).toMatch(/settled already/);
    await expect(press(planCommand, 'plandone', 'someoneelse')).rejects.toMatchObject({
      key: 'plan.not_yours',
    });
    expect(text(await press(planCommand, 'planfull'))).toContain('(provisional)');
  });

  test('a new assessment makes a new plan, and what was done stays done', async () => {
    const first = room(ZONED);
    await first.walk(form, answered(TYPICAL));
    await first.press(planCommand, 'plan');
    const done = first.record()?.plan?.steps[0];
    await first.press(planCommand, 'plandone', done?.id);
    const later = room(first.record(), Temporal.Instant.from('2026-12-01T12:00:00Z'));
    await later.walk(form, () => 'asked twice');
    await later.press(planCommand, 'plan');
    expect(later.record()?.plan?.madeAt).toBe('2026-12-01T12:00:00.000Z');
    expect(later.record()?.plan?.steps).toContainEqual(
      expect.objectContaining({ id: done?.id, key: done?.key, state: 'done' }),
    );
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

  test.each([
    ['inside SOAP the hour at hand comes first', false, 'soap'],
    ['someone who may not take part in SOAP is not sent there', true, 'plan'],
  ])('%s', async (_, isBlocked, first) => {
    const blocking = knowledge.assessment.eligibility.find(({ effect }) => effect === 'blocks')?.id ?? '';
    const assessment = { ...ASSESSMENT, mode: 'in_soap' as const, eligibility: isBlocked ? [blocking] : [] };
    const reply = await room({ ...nobody, assessments: [assessment] }).press(assessCommand, 'verdict');
    const [button] = reply.flatMap((part) => (part.kind === 'buttons' ? part.buttons : []));
    expect(button).toMatchObject({ verb: first, style: 'main' });
    expect(text(reply).includes("It's Match Week")).toBe(first === 'soap');
  });

  test('verbs of buttons are letters only, as the platforms carry them', () => {
    for (const { presses } of [assessCommand, planCommand, profileCommand]) {
      for (const verb of Object.keys(presses ?? {})) expect(verb).toMatch(/^[a-z]{1,16}$/);
    }
  });
});

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
