import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { withZone } from '#bots/chat/zone.ts';
import { answer, movedForm } from '#bots/commands/scores/rule-day.ts';
import { comingDay, examName, ruleButton, todayOf } from '#bots/commands/scores/rule-parts.ts';
import { nameOf } from '#core/assessment/exam-facts.ts';
import { passMark } from '#core/assessment/exams.ts';
import { button } from '#core/button.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { type Exam, examSchema } from '#core/record/profile.ts';
import type { Agreement } from '#core/record/study.ts';
import type { Button, Reply } from '#core/reply.ts';
import {
  type Agreed,
  agreementsOf,
  applied,
  isFixed,
  type NoDeal,
  proposed,
  whyNoDeal,
} from '#core/study/agreement.ts';
import { ruleWords, scoreLine } from '#core/study/agreement-parts.ts';
import { withEntry } from '#core/study/log.ts';
import { examDay } from '#core/study/readiness.ts';
import { likelyExam } from '#core/study/score-log.ts';
import { weekdayWords } from '#core/time/say.ts';

const given = z.object({ exam: examSchema });

/** The day of the exam, for a proposal. */
const dayForm = defineForm({
  id: 'scores.exam_day',
  version: 1,
  given,
  questions: [{ id: 'sits', type: 'text', maxLength: 60, digits: true, values: examName }],
  schema: z.object({ sits: z.string() }),
  finish: async (context, { sits }, { given: { exam } }) => propose(context, exam, comingDay(context, sits)),
});

/** Which exam the rule is for, where the record does not say. */
const examForm = defineForm({
  id: 'scores.which',
  version: 1,
  questions: [
    {
      id: 'rule_exam',
      type: 'choice',
      choices: ({ context: { knowledge } }) =>
        examSchema.options.map((value) => ({ value, label: nameOf(knowledge.exams, value) })),
    },
  ],
  schema: z.object({ rule_exam: examSchema }),
  finish: (context, { rule_exam: exam }) => page(context, exam),
});

const COUNTS = ['1', '2', '3', '4', '5'] as const;

/** The figures of a rule, for anyone who wants others than we propose. */
const figuresForm = defineForm({
  id: 'scores.figures',
  version: 1,
  given: z.object({ exam: examSchema, sits: z.iso.date() }),
  questions: [
    { id: 'rule_latest', type: 'choice', choices: COUNTS },
    { id: 'rule_line', type: 'number', min: 1, max: 999 },
    { id: 'rule_decides', type: 'text', maxLength: 60, digits: true },
  ],
  schema: z.object({ rule_latest: z.enum(COUNTS), rule_line: z.int(), rule_decides: z.string() }),
  finish: async (context, told, { given: { exam, sits } }) => {
    const known = proposalFor(context, exam, Temporal.PlainDate.from(sits));
    return show(context, {
      ...known,
      latest: Number(told.rule_latest),
      line: told.rule_line,
      decides: comingDay(context, told.rule_decides).toString(),
    });
  },
});

const zoned = withZone('scores.zone', (context, _, { exam }) => page(context, examSchema.parse(exam)));

export const ruleForms = [dayForm, examForm, figuresForm, movedForm, zoned.form];

export const rulePresses = {
  rule: { redraw: false, run: (context: Context, id: string) => open(context, id) },
  ruleday: {
    redraw: false,
    run: (context: Context, id: string) => context.open(dayForm, { given: { exam: examSchema.parse(id) } }),
  },
  rulefigures: { redraw: false, run: figures },
  ruleyes: { redraw: true, run: agree },
  ruleend: { redraw: true, run: end },
  rulemoved: {
    redraw: false,
    run: (context: Context, id: string) => context.open(movedForm, { given: { exam: examSchema.parse(id) } }),
  },
  agreesit: { redraw: true, run: (context: Context, id: string) => answer(context, id, 'sit') },
  agreemove: { redraw: true, run: (context: Context, id: string) => answer(context, id, 'move') },
} as const;

function open(context: Context, id: string): Promise<Reply> {
  const exam = examSchema.safeParse(id).data ?? likelyExam(context.person, context.knowledge);
  return exam === null ? context.open(examForm) : zoned.run(context, { exam });
}

/** The rule in force and how it stands, or a proposal. */
async function page(context: Context, exam: Exam): Promise<Reply> {
  const { knowledge, person } = context;
  const today = todayOf(context);
  const held = person && heldFor(person, exam, today);
  if (person && held) return standing(context, person, held);
  const day = person && examDay(person, exam, today);
  const isMonth = person?.profile.exams.some(
    (one) => one.exam === exam && one.outcome === 'scheduled' && one.on?.length === 7,
  );
  if (passMark(knowledge.exams, exam, today.toString()) === null) return refusal(context, exam, 'no_mark');
  return day && isMonth !== true ? propose(context, exam, day) : context.open(dayForm, { given: { exam } });
}

function standing(context: Context, person: Applicant, { agreement }: Agreed): Reply {
  const { say, knowledge } = context;
  const { exam } = agreement;
  const today = todayOf(context);
  const { state, says, counted, missing } = applied(agreement, person, knowledge, today);
  const isOver = agreement.decides < today.toString();
  const fixed = isFixed(person, exam, knowledge, today);
  const key = isOver ? `over_${says}` : state;
  return [
    ruleWords(agreement, context),
    say.text('scores.rule.sits', { day: weekdayWords(agreement.sits, say.language) }),
    say.text(`scores.rule.state.${key}`, { count: Math.max(1, missing) }),
    ...(counted.length === 0
      ? []
      : [
          {
            kind: 'list',
            title: say.line('scores.rule.figures'),
            ordered: false,
            items: counted.toReversed().map((one) => scoreLine(one, context)),
          } as const,
        ]),
    ...(fixed && !isOver ? [say.text('scores.rule.no.fixed')] : []),
    {
      kind: 'buttons',
      buttons: [
        button(say, 'scorelog', 'now', 'scores.button.log', { style: 'main' }),
        ...(fixed
          ? []
          : [ruleButton(context, exam, 'ruleday', 'change'), ruleButton(context, exam, 'ruleend', 'end')]),
        ruleButton(context, exam, 'rulemoved', 'moved'),
      ],
    },
  ];
}

function propose(context: Context, exam: Exam, sits: Temporal.PlainDate): Reply {
  return show(context, proposalFor(context, exam, sits));
}

function proposalFor(context: Context, exam: Exam, sits: Temporal.PlainDate): Agreement {
  const { person, knowledge } = context;
  if (!person) throw new Refused('scores.gone');
  const found = proposed(person, exam, sits, knowledge);
  if (!found) throw new Refused('scores.rule.no_mark_short');
  return found;
}

/** A rule to say yes to, or why there can be none like it. */
function show(context: Context, agreement: Agreement): Reply {
  const { say, person, knowledge } = context;
  if (!person) throw new Refused('scores.gone');
  const why = whyNoDeal(agreement, person, knowledge, todayOf(context));
  if (why) return refusal(context, agreement.exam, why, agreement.sits);
  const id = idOf(agreement);
  return [
    say.text('scores.rule.offer', {
      exam: nameOf(knowledge.exams, agreement.exam),
      sits: weekdayWords(agreement.sits, say.language),
    }),
    ruleWords(agreement, context),
    say.text('scores.rule.offer_after'),
    {
      kind: 'buttons',
      buttons: [
        button(say, 'ruleyes', id, 'scores.button.agree', { style: 'main' }),
        button(say, 'rulefigures', id, 'scores.button.figures'),
        ruleButton(context, agreement.exam, 'ruleday', 'day'),
      ],
    },
  ];
}

function refusal(context: Context, exam: Exam, why: NoDeal, sits?: string): Reply {
  const { say, knowledge } = context;
  const today = todayOf(context).toString();
  const mark = passMark(knowledge.exams, exam, today)?.score ?? 0;
  const { calm_days } = knowledge.practice.agreement;
  const again =
    sits === undefined
      ? [ruleButton(context, exam)]
      : [
          button(
            say,
            'rulefigures',
            idOf(proposalFor(context, exam, Temporal.PlainDate.from(sits))),
            'scores.button.figures',
          ),
          ruleButton(context, exam),
        ];
  const ways: Readonly<Record<NoDeal, readonly Button[]>> = {
    no_mark: [button(say, 'scores', exam, 'scores.button.all')],
    too_close: [
      button(say, 'scores', exam, 'scores.button.all'),
      ruleButton(context, exam, 'ruleday', 'day'),
    ],
    fixed: [ruleButton(context, exam), ruleButton(context, exam, 'rulemoved', 'moved')],
    decides_when: again,
    line_low: again,
  };
  return [
    say.text(`scores.rule.no.${why}`, { exam: nameOf(knowledge.exams, exam), days: calm_days, mark }),
    { kind: 'buttons', buttons: ways[why] },
  ];
}

function figures(context: Context, id: string): Promise<Reply> {
  const agreement = agreementOf(context, id);
  return context.open(figuresForm, {
    given: { exam: agreement.exam, sits: agreement.sits },
    initial: {
      rule_latest: String(agreement.latest),
      rule_line: agreement.line,
      rule_decides: agreement.decides,
    },
  });
}

async function agree(context: Context, id: string): Promise<Reply> {
  const agreement = agreementOf(context, id);
  const { say, person, knowledge, now, newId } = context;
  const today = todayOf(context);
  const why = person ? whyNoDeal(agreement, person, knowledge, today) : 'too_close';
  if (why) return refusal(context, agreement.exam, why);
  await context.update((old) => withEntry(old, { kind: 'agreement', agreement }, now, newId));
  return [
    say.text('scores.rule.agreed', { decides: weekdayWords(agreement.decides, say.language) }),
    ruleWords(agreement, context),
    {
      kind: 'buttons',
      buttons: [
        button(say, 'scorelog', 'now', 'scores.button.log', { style: 'main' }),
        ruleButton(context, agreement.exam),
      ],
    },
  ];
}

async function end(context: Context, id: string): Promise<Reply> {
  const exam = examSchema.parse(id);
  const { say, person, knowledge, now, newId } = context;
  const today = todayOf(context);
  const held = person && heldFor(person, exam, today);
  if (!person || !held) throw new Refused('scores.rule.gone');
  if (isFixed(person, exam, knowledge, today)) return refusal(context, exam, 'fixed');
  await context.update((old) => withEntry(old, { kind: 'withdrawn', entry: held.entry }, now, newId));
  return [
    say.text('scores.rule.ended'),
    { kind: 'buttons', buttons: [ruleButton(context, exam, 'rule', 'new')] },
  ];
}

/** A rule as a button holds it; nothing that is not checked again when it is pressed. */
function idOf({ exam, sits, decides, latest, line }: Agreement): string {
  return [exam, sits, decides, latest, line].join('.');
}

function agreementOf(context: Context, id: string): Agreement {
  const [exam, sits = '', decides, latest, line] = id.split('.');
  const read = z
    .tuple([
      examSchema,
      z.iso.date(),
      z.iso.date(),
      z.coerce.number().int().min(1).max(5),
      z.coerce.number().int().min(1).max(999),
    ])
    .safeParse([exam, sits, decides, latest, line]).data;
  if (!read) throw new Refused('chat.unknown_button');
  const proposal = proposalFor(context, read[0], Temporal.PlainDate.from(read[1]));
  return { ...proposal, decides: read[2], latest: read[3], line: read[4] };
}

function heldFor(person: Applicant, exam: Exam, today: Temporal.PlainDate): Agreed | undefined {
  return agreementsOf(person, today).find(({ agreement }) => agreement.exam === exam);
}
