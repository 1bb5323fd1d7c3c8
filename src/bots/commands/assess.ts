import { z } from 'zod';
import { type Context, defineCommand, Refused } from '#bots/chat/command.ts';
import { type Answers, defineForm } from '#bots/chat/form.ts';
import { type Applicant, LIMITS } from '#core/applicant.ts';
import {
  ANY_OPEN,
  answersSchema,
  BEFORE_ANSWERS,
  EXAM_ANSWERS,
  FACT_ANSWERS,
  NO_OTHER,
  profileOf,
  STATUS_ANSWERS,
  UNDECIDED,
} from '#core/assessment/answers.ts';
import {
  assess,
  criteriaOf,
  eligibilityRulesOf,
  heaviestFirst,
  type Judged,
  mattersMost,
  obstacleOf,
} from '#core/assessment/assess.ts';
import { applicantTypeSchema } from '#core/assessment/profile.ts';
import type { Assessment } from '#core/assessment/result.ts';
import { triage } from '#core/assessment/triage.ts';
import { factsPart, pageLines } from '#core/assessment/words.ts';
import { sourceLine, sourceName } from '#core/plan/words.ts';
import type { Line, Part, Reply } from '#core/reply.ts';

/** Fields as they are offered; a test holds them against `specialties.yaml`. Discord shows at most 25. */
export const TARGETS = [
  'internal',
  'family',
  'pediatrics',
  'psychiatry',
  'neurology',
  'surgery',
  'emergency',
  'anesthesiology',
  'radiology',
  'obgyn',
  'pathology',
  'pmr',
  'prelim_ty',
  'dermatology',
  'orthopedics',
  'neurosurgery',
  'ent',
  'plastics',
  'radonc',
  'integrated',
] as const;
const OTHERS = [
  'family',
  'internal',
  'pediatrics',
  'psychiatry',
  'neurology',
  'pathology',
  'pmr',
  'prelim_ty',
];

const isImg = ({ type }: Answers): boolean => type === 'us_img' || type === 'non_us_img';
const hasApplied = ({ status }: Answers): boolean => status !== 'never';
const hasEarlier = (answers: Answers): boolean => hasApplied(answers) && (answers.before ?? 'n0') !== 'n0';
const hasSeveral = ({ before }: Answers): boolean => before === 'n2' || before === 'n3';
const hasFailed = (answer: unknown): boolean => answer === 'failed' || answer === 'later';
const failures = ({ step1, fails1, step2, fails2 }: Answers): number =>
  (hasFailed(step1) ? Number(fails1 ?? 1) : 0) + (hasFailed(step2) ? Number(fails2 ?? 1) : 0);
const hasExamAhead = ({ step1, step2 }: Answers): boolean =>
  [step1, step2].some((answer) => answer === 'failed' || answer === 'none');

export const form = defineForm({
  id: 'assess',
  version: 1,
  questions: [
    { id: 'type', type: 'choice', choices: applicantTypeSchema.options },
    { id: 'graduated', type: 'number', min: 1960, max: 2040 },
    { id: 'status', type: 'choice', choices: STATUS_ANSWERS },
    { id: 'interviews', type: 'number', min: 0, max: 99, when: hasApplied },
    { id: 'before', type: 'choice', choices: BEFORE_ANSWERS, when: hasApplied },
    { id: 'changed', type: 'choice', choices: FACT_ANSWERS, when: hasEarlier },
    { id: 'interviews_before', type: 'number', min: 0, max: 99, when: hasEarlier },
    {
      id: 'changed_before',
      type: 'choice',
      choices: FACT_ANSWERS,
      when: (answers) => hasEarlier(answers) && hasSeveral(answers),
    },
    { id: 'registered', type: 'choice', choices: FACT_ANSWERS, when: ({ status }) => status === 'applying' },
    { id: 'step1', type: 'choice', choices: EXAM_ANSWERS },
    { id: 'fails1', type: 'number', min: 1, max: 9, when: ({ step1 }) => hasFailed(step1) },
    { id: 'step2', type: 'choice', choices: EXAM_ANSWERS },
    { id: 'fails2', type: 'number', min: 1, max: 9, when: ({ step2 }) => hasFailed(step2) },
    {
      id: 'step2_month',
      type: 'month',
      min: '1990-01',
      max: '2040-12',
      optional: true,
      when: ({ step2 }) => step2 === 'passed' || hasFailed(step2),
    },
    {
      id: 'step2_score',
      type: 'number',
      min: 100,
      max: 300,
      optional: true,
      when: ({ step2, type }) => type !== 'us_do' && (step2 === 'passed' || hasFailed(step2)),
    },
    { id: 'booked', type: 'month', min: '2020-01', max: '2040-12', optional: true, when: hasExamAhead },
    { id: 'us_months', type: 'number', min: 0, max: 99, when: isImg },
    {
      id: 'us_chance',
      type: 'choice',
      choices: FACT_ANSWERS,
      when: (answers) => isImg(answers) && answers.us_months === 0,
    },
    { id: 'letters', type: 'number', min: 0, max: 20 },
    { id: 'recent', type: 'choice', choices: FACT_ANSWERS },
    { id: 'strength', type: 'choice', choices: FACT_ANSWERS, when: (answers) => failures(answers) > 1 },
    { id: 'target', type: 'choice', choices: [...TARGETS, UNDECIDED] },
    {
      id: 'other',
      type: 'choice',
      choices: [NO_OTHER, ...OTHERS, ANY_OPEN],
      when: ({ target }) => target !== UNDECIDED,
    },
    { id: 'pathway', type: 'choice', choices: FACT_ANSWERS, when: isImg },
    { id: 'verified', type: 'choice', choices: FACT_ANSWERS, when: (a) => hasApplied(a) && !isImg(a) },
  ],
  schema: answersSchema,
  finish: async (context, answers) => {
    const { knowledge, now } = context;
    const profile = profileOf(answers, knowledge.specialties, knowledge.seasons, now);
    const assessment = assess(profile, knowledge, now);
    const person = await context.update((old) => ({
      ...old,
      profile,
      assessments: [...old.assessments, assessment].slice(-LIMITS.assessments),
    }));
    return verdict({ ...context, person }, assessment);
  },
});

export const command = defineCommand({
  name: 'assess',
  who: 'anyone',
  options: z.object({}),
  forms: [form],
  run: (context) => context.open(form),
  presses: {
    assess: { redraw: false, run: (context) => context.open(form) },
    verdict: { redraw: false, run: async (context) => verdict(context, assessed(context).assessment) },
    criteria: { redraw: false, run: async (context) => criteria(context) },
    eligible: { redraw: false, run: async (context) => eligibility(context) },
    facts: {
      redraw: false,
      run: async (context) => [
        factsPart(
          triage(assessed(context).person.profile, context.knowledge, context.now),
          context.knowledge,
          context.say,
        ),
      ],
    },
  },
});

/** The person and their latest verdict. @throws {Refused} when there is none yet */
function assessed({ person }: Context): { readonly person: Applicant; readonly assessment: Assessment } {
  const assessment = person?.assessments.at(-1);
  if (!person || !assessment) throw new Refused('assess.none');
  return { person, assessment };
}

/** Path, why in three lines, the one thing that matters most, the next step. */
function verdict({ say, knowledge, person, now }: Context, assessment: Assessment): Reply {
  const obstacle = obstacleOf(assessment, knowledge);
  const matters = person ? mattersMost(person.profile, assessment, knowledge, now) : null;
  const judged = criteriaOf(assessment, knowledge);
  const why = reasons(assessment, judged).map(({ criterion, holds }) =>
    say.line(`assess.reason.${mark(holds)}`, { what: holds === false ? criterion.missing : criterion.label }),
  );
  const parts: Part[] = [
    say.text(`assess.path.${tone(assessment, judged, knowledge.assessment.rules.borderline)}`),
    { kind: 'list', title: say.line('assess.why'), ordered: false, items: why },
  ];
  if (obstacle) parts.push(say.text('assess.blocked', { what: obstacle.label }));
  if (obstacle?.todo) parts.push(say.text('assess.most', { what: obstacle.todo }));
  else if (matters?.holds === null)
    parts.push(say.text('assess.most_unknown', { what: matters.criterion.label }));
  else if (matters?.change) parts.push(say.text('assess.most', { what: matters.change.what }));
  else if (assessment.borderline) parts.push(say.text('assess.most_fixed'));
  return [
    ...parts,
    {
      kind: 'buttons',
      buttons: [
        { verb: 'plan', id: 'now', label: say.plain('assess.button.plan'), style: 'main' },
        { verb: 'criteria', id: 'now', label: say.plain('assess.button.criteria') },
        { verb: 'eligible', id: 'now', label: say.plain('assess.button.eligible') },
        { verb: 'facts', id: 'now', label: say.plain('assess.button.facts') },
      ],
    },
  ];
}

/** Which words a path is said in. No attempt left, or too little known, changes what the same path means. */
function tone(
  { path, borderline, eligibility }: Assessment,
  judged: readonly Judged[],
  enough: number,
): string {
  if (eligibility.includes('attempts_exhausted')) return 'exhausted';
  if (path !== 'delay' || !borderline) return borderline ? `${path}_borderline` : path;
  const held = judged.filter(({ criterion, holds }) => criterion.group === 'reapply' && holds === true);
  return held.length >= enough ? 'delay_target' : 'unsure';
}

/** Three lines: what weighs against it first, and for good news also what carries it. */
function reasons({ path }: Assessment, judged: readonly Judged[]): readonly Judged[] {
  const held = judged.filter(({ criterion, holds }) => holds === true && criterion.group === 'reapply');
  const failed = heaviestFirst(judged).filter(({ holds }) => holds === false);
  const unknown = judged.filter(({ criterion, holds }) => holds === null && criterion.group === 'reapply');
  const isGood = path === 'reapply_now' || path === 'pivot_specialty';
  const order = isGood
    ? [...failed.slice(0, 1), ...held, ...failed.slice(1), ...unknown]
    : [...failed, ...unknown, ...held];
  return order.slice(0, 3);
}

function mark(holds: boolean | null): 'held' | 'failed' | 'unknown' {
  return holds === null ? 'unknown' : holds ? 'held' : 'failed';
}

/** Every criterion, how it came out, where it comes from. */
function criteria(context: Context): Reply {
  const { say, knowledge } = context;
  const { person, assessment } = assessed(context);
  const judged = criteriaOf(assessment, knowledge);
  const list = (holds: boolean | null): Part[] => {
    const items = judged
      .filter((one) => one.holds === holds)
      .map(({ criterion }) => criterionLine(context, criterion, holds));
    return items.length === 0
      ? []
      : [{ kind: 'list', title: say.line(`assess.criteria.${mark(holds)}`), ordered: false, items }];
  };
  const isImgTest = person.profile.type === 'us_md' || person.profile.type === 'us_do';
  return [
    ...list(false),
    ...list(null),
    ...list(true),
    {
      kind: 'list',
      title: say.line('assess.criteria.sources'),
      ordered: false,
      items: pageLines(judged, knowledge, say),
    },
    say.text('assess.criteria.note'),
    ...(isImgTest ? [say.text('assess.criteria.us_note')] : []),
  ];
}

function criterionLine(
  { say, knowledge }: Context,
  criterion: Judged['criterion'],
  holds: boolean | null,
): Line {
  const what = holds === false ? criterion.missing : criterion.label;
  const source = sourceName(knowledge, criterion);
  return criterion.note
    ? say.line('assess.criteria.line_note', { what, note: criterion.note, source })
    : say.line('assess.criteria.line', { what, source });
}

/** Every rule of eligibility that applies, what it says and what to do. */
function eligibility(context: Context): Reply {
  const { say, knowledge } = context;
  const rules = eligibilityRulesOf(assessed(context).assessment, knowledge);
  if (rules.length === 0) return [say.text('assess.eligible.nothing')];
  return [
    say.text('assess.eligible.title'),
    ...rules.flatMap((rule): Part[] => {
      const source = sourceLine(knowledge, rule);
      const head = say.text(`assess.eligible.${rule.effect}`, { what: rule.label, rule: rule.rule });
      const todo = rule.todo ? [say.text('assess.eligible.todo', { what: rule.todo })] : [];
      return [head, ...todo, say.text('assess.eligible.source', { source })];
    }),
  ];
}
