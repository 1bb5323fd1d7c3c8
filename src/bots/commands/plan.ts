import { Temporal } from 'temporal-polyfill';
import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { withZone } from '#bots/chat/zone.ts';
import { allFeedback } from '#bots/commands/people/feedback.ts';
import { stepButtons } from '#bots/commands/plan/buttons.ts';
import { laid } from '#bots/commands/plan/laid.ts';
import { button } from '#core/button.ts';
import { quietNote } from '#core/gate/verdict-parts.ts';
import { stepWords } from '#core/plan/step-words.ts';
import { findStep, todo } from '#core/plan/tasks.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Plan, Step, StudyLoad, Task } from '#core/record/plan.ts';
import { settleStep } from '#core/reminders/schedule.ts';
import { type Button, type Line, type Part, type Reply, words } from '#core/reply.ts';
import type { Say } from '#core/text.ts';
import { dayWords, monthWords } from '#core/time/say.ts';
import { zoneOf } from '#core/time/zone.ts';

/** How far ahead "next" looks, and the fewest and most steps it shows. */
const WEEK_DAYS = 7;
const AT_LEAST = 2;
const AT_MOST = 4;

const inZone = withZone('plan.zone', laidPlan);

export const command = defineCommand({
  name: 'plan',
  forms: [inZone.form],
  run: (context) => planOf(context),
  presses: {
    plan: { redraw: false, run: (context) => planOf(context) },
    planfull: { redraw: false, run: async (context) => full(context, owned(context)) },
    planagain: { redraw: false, run: (context) => remake(context) },
    planstep: { redraw: false, run: async (context, id) => detail(context, stepOf(context, id)) },
    plandone: { redraw: true, run: async (context, id) => done(context, stepOf(context, id)) },
  },
});

/** What is shown as a plan: its steps, and the person's own, on their own day. */
interface Shown {
  readonly steps: readonly (Step | Task)[];
  readonly today: Temporal.PlainDate;
}

interface Owned {
  readonly person: Applicant;
  readonly step: Step | Task;
}

/** Shows the plan, making it first if there is none or the assessment is newer. */
async function planOf(context: Context): Promise<Reply> {
  const { person, say } = context;
  const assessment = person?.assessments.at(-1);
  if (!person || !assessment) {
    const start: Button = button(say, 'assess', 'now', 'plan.button.assess', { style: 'main' });
    return [say.text('plan.no_assessment'), { kind: 'buttons', buttons: [start] }];
  }
  return inZone.run(context);
}

async function laidPlan(context: Context, { plan, assessments }: Applicant): Promise<Reply> {
  const assessment = assessments.at(-1);
  const isGood = plan && assessment && isAsNew(plan, assessment.at);
  return isGood ? week(context, owned(context)) : remake(context);
}

/** Makes a new plan from today. @throws {Refused} without an assessment */
async function remake(context: Context): Promise<Reply> {
  const { person, say } = context;
  if (!person || person.assessments.length === 0) throw new Refused('plan.none');
  await context.update((old) => laid(old, context));
  const made = say.text(person.plan ? 'plan.remade' : 'plan.made');
  return [made, ...allFeedback(context), ...week(context, owned(context))];
}

function isAsNew(plan: Plan, assessedAt: string): boolean {
  return Temporal.Instant.compare(plan.madeAt, assessedAt) >= 0;
}

/** @throws {Refused} if the person has no plan */
function owned({ person, now }: Context): Shown {
  if (!person?.plan) throw new Refused('plan.none');
  const today = now.toZonedDateTimeISO(zoneOf(person.settings)).toPlainDate();
  return { steps: todo(person).filter(({ state }) => state === 'open' || state === 'done'), today };
}

/** @throws {Refused} if there is no such step, or it is not this person's */
function stepOf({ person }: Context, id: string): Owned {
  const step = person ? findStep(person, id) : undefined;
  if (!person || !step) throw new Refused('plan.not_yours');
  return { person, step };
}

/** What comes next, a few steps at most, and the rest in one line. */
function week(context: Context, { steps, today }: Shown): Reply {
  const { say } = context;
  const open = steps.filter(({ state }) => state === 'open');
  const until = today.add({ days: WEEK_DAYS }).toString();
  const due = open.filter(({ on }) => on <= until).length;
  const shown = open.slice(0, Math.min(Math.max(due, AT_LEAST), AT_MOST));
  const later = open.slice(shown.length);
  if (shown.length === 0)
    return [say.text('plan.all_done'), { kind: 'buttons', buttons: [fullButton(context)] }];
  const [next] = shown;
  const items = shown.map((step) => ({ done: false, line: stepLine(context, step, today) }));
  const parts: Part[] = [{ kind: 'checklist', title: say.line('plan.week'), items }];
  const last = later.at(-1);
  if (last) {
    const month = monthWords(last.on.slice(0, 7), say.language);
    parts.push(say.text('plan.rest', { count: later.length, month }));
  }
  if (shown.some(({ provisional }) => provisional)) parts.push(say.text('plan.provisional_note'));
  parts.push(...openNote(context, shown));
  const details = shown.map(
    (step, index): Button =>
      button(say, 'planstep', step.id, 'plan.button.step', { values: { number: index + 1 } }),
  );
  const first: Button[] = next
    ? [button(say, 'plandone', next.id, 'plan.button.done', { style: 'main' })]
    : [];
  return [...parts, { kind: 'buttons', buttons: [...first, ...details, fullButton(context)] }];
}

function fullButton({ say }: Context): Button {
  return button(say, 'planfull', 'now', 'plan.button.full');
}

function byMonth(steps: readonly Step[]): ReadonlyMap<string, readonly Step[]> {
  return Map.groupBy(steps, ({ on }) => on.slice(0, 7));
}

/** Every step, month by month. */
function full(context: Context, { steps, today }: Shown): Reply {
  const { say } = context;
  const parts = [...byMonth(steps)].map(
    ([month, of]): Part => ({
      kind: 'checklist',
      title: words(monthWords(month, say.language)),
      items: of.map((step) => ({ done: step.state === 'done', line: stepLine(context, step, today) })),
    }),
  );
  const buttons = ['add', 'calendar', 'timeline', 'planagain'].map((verb) =>
    button(say, verb, 'now', `plan.button.${verb}`),
  );
  return [...parts, ...openNote(context, steps), say.text('plan.full_note'), { kind: 'buttons', buttons }];
}

/** Steps that have their own page in `/study`. */
const OF_STUDY = /^(exam|study|practice)_/;

/** One step: why, how, who has to act, which date it depends on, and where it comes from. */
function detail({ say, knowledge, now }: Context, { person, step }: Owned): Reply {
  const { title, why, how, source, owner } = stepWords(knowledge, step);
  const on = dayWords(step.on, say.language);
  const study = OF_STUDY.test(step.key) ? [button(say, 'study', 'now', 'plan.button.study')] : [];
  const buttons = [...stepButtons(person, step, say), ...study];
  return [
    say.text(why === '' ? 'plan.detail_own' : 'plan.detail', { title, why, how }),
    ...(step.key === 'study_plan' && person.plan?.study ? [load(person.plan.study, say)] : []),
    say.text(step.provisional ? 'plan.on_provisional' : 'plan.on', { on }),
    ...(owner === 'you' ? [] : [say.text(`plan.owner.${owner}`)]),
    ...hangsNote({ say, knowledge }, person, step),
    ...(source === '' ? [] : [say.text('plan.source', { source })]),
    ...quietNote(person, knowledge, now, say),
    ...(buttons.length > 0 ? [{ kind: 'buttons', buttons } as const] : []),
  ];
}

/** What decides about the steps of a season, once below a list. A step that is already decided no longer says so. */
function openNote({ say, knowledge, person }: Context, shown: readonly Step[]): readonly Part[] {
  const decider = person && shown.map((step) => deciderOf(person, step)).find((step) => step !== null);
  if (!decider) return [];
  return [say.text('plan.open_note', { title: stepWords(knowledge, decider).title })];
}

function hangsNote(
  { say, knowledge }: Pick<Context, 'say' | 'knowledge'>,
  person: Applicant,
  step: Step,
): readonly Part[] {
  const decider = deciderOf(person, step);
  return decider ? [say.text('plan.hangs_on', { title: stepWords(knowledge, decider).title })] : [];
}

/** The open step that decides whether this one will be needed; null if none does, or it is settled. */
function deciderOf({ plan }: Applicant, { hangsOn }: Step): Step | null {
  return plan?.steps.find(({ key, state }) => key === hangsOn && state === 'open') ?? null;
}

/** What a week of study looks like, and whether that is enough. */
function load({ weeks, hours, until, enough }: StudyLoad, say: Say): Part {
  return say.text(enough ? 'plan.load' : 'plan.load_short', {
    weeks,
    hours,
    until: dayWords(until, say.language),
  });
}

async function done(context: Context, { step }: Owned): Promise<Reply> {
  const { say, knowledge, now } = context;
  const { title } = stepWords(knowledge, step);
  if (step.state !== 'open') return [say.text('plan.settled', { title })];
  const person = await context.update((old) => settleStep(old, step.id, 'done', now));
  const said = say.text('plan.said_done', { title });
  return person.plan ? [said, ...week(context, owned(context))] : [said];
}

function stepLine({ say, knowledge }: Context, step: Step, today: Temporal.PlainDate): Line {
  const { title } = stepWords(knowledge, step);
  const when = step.on === today.toString() ? say.plain('plan.today') : dayWords(step.on, say.language);
  return say.line(step.provisional ? 'plan.step_provisional' : 'plan.step', { when, title });
}
