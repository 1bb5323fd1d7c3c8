import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { withZone } from '#bots/chat/zone.ts';
import { factsPart } from '#core/assessment/facts-part.ts';
import { triage } from '#core/assessment/triage.ts';
import { button } from '#core/button.ts';
import { withoutCovered } from '#core/plan/covered.ts';
import { layFirstDay, sleepWindow } from '#core/plan/first-day.ts';
import { stepWords } from '#core/plan/step-words.ts';
import { schoolSummary } from '#core/plan/summary.ts';
import { soonest, withTasks } from '#core/plan/tasks.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Task } from '#core/record/plan.ts';
import { reminderOf, withPlanReminders } from '#core/reminders/schedule.ts';
import type { Button, Line, Part, Reply } from '#core/reply.ts';
import { sayWall } from '#core/time/say.ts';
import { instantOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

const NOW_MS = 10 * 60_000;
const SOON_MS = 45 * 60_000;
const HOUR_MS = 3_600_000;

const inZone = withZone('day.zone', day);

/** The first 24 hours: three facts, who must know, no forums, sleep, the school. */
export const command = defineCommand({
  name: 'day',
  forms: [inZone.form],
  run: (context) => inZone.run(context),
  presses: {
    day: { redraw: false, run: (context) => inZone.run(context) },
    dayagain: { redraw: false, run: (context) => again(context) },
    daypage: { redraw: false, run: async (context) => page(context) },
  },
});

async function day(context: Context, person: Applicant): Promise<Reply> {
  const { say } = context;
  if (tasksOf(person).length > 0) return [say.text('day.again'), ...show(context, person)];
  const laid = await context.update((old) => withFirstDay(old, context));
  return [say.text('day.laid'), factsOf(context, laid), ...show(context, laid)];
}

/** Starts a new first day in place of one that is over. */
async function again(context: Context): Promise<Reply> {
  const isOver = (person: Applicant): boolean => tasksOf(person).every(({ state }) => state !== 'open');
  await context.update((old) =>
    isOver(old) ? { ...old, tasks: old.tasks.filter(({ set }) => set !== 'first_day') } : old,
  );
  return inZone.run(context);
}

function factsOf({ say, knowledge, now }: Context, { profile, assessments }: Applicant): Part {
  if (assessments.length === 0) return say.text('day.no_facts');
  return factsPart(triage(profile, knowledge, now), knowledge, say);
}

/** @throws {Refused} if there is no room for more tasks */
function withFirstDay(person: Applicant, { knowledge, now, newId }: Context): Applicant {
  if (tasksOf(person).length > 0) return person;
  const laid = withTasks(person, layFirstDay(person, knowledge, now, newId));
  if (!laid) throw new Refused('day.full');
  return withPlanReminders(withoutCovered(laid, knowledge), now, newId);
}

function tasksOf(person: Applicant): readonly Task[] {
  const isShown = ({ set, state }: Task): boolean =>
    set === 'first_day' && (state === 'open' || state === 'done');
  return person.tasks.filter(isShown).toSorted(soonest);
}

function show(context: Context, person: Applicant): Reply {
  const { say, knowledge } = context;
  const tasks = tasksOf(person);
  const next = tasks.find(({ state }) => state === 'open');
  const page: Button = button(say, 'daypage', 'now', 'day.button.summary');
  if (!next) {
    const plan: Button = button(say, 'plan', 'now', 'day.button.plan', { style: 'main' });
    const anew: Button = button(say, 'dayagain', 'now', 'day.button.again');
    return [say.text('day.all_done'), { kind: 'buttons', buttons: [plan, page, anew] }];
  }
  const items = tasks.map((task) => ({
    done: task.state === 'done',
    line: lineOf(context, person, task),
  }));
  const open: Button = button(say, 'planstep', next.id, 'day.button.next', { style: 'main' });
  const facts: Button = button(say, 'facts', 'now', 'day.button.facts');
  const { from, to } = sleepWindow(knowledge.firstDay, person.settings);
  return [
    { kind: 'checklist', title: say.line('day.list'), items },
    say.text('day.sleep', { from, to }),
    { kind: 'buttons', buttons: person.assessments.length > 0 ? [open, page, facts] : [open, page] },
  ];
}

/** How far away it is, and when that is on the person's own clock. */
function lineOf({ say, knowledge, now }: Context, person: Applicant, task: Task): Line {
  const { title } = stepWords(knowledge, task);
  const reminder = reminderOf(person, task.id);
  const wall = reminder ? (reminder.snoozedTo ?? reminder.at) : `${task.on}T${task.time}`;
  const zone = zoneOf(person.settings);
  const ahead = instantOf(wall, zone).epochMilliseconds - now.epochMilliseconds;
  const when = sayWall(wall, zone, now, say);
  const away =
    ahead <= NOW_MS
      ? say.plain('day.now')
      : ahead <= SOON_MS
        ? say.plain('day.soon')
        : say.plain('day.in_hours', { count: Math.round(ahead / HOUR_MS), when });
  return say.line('day.line', { when: away, title });
}

function page({ person, knowledge, say }: Context): Reply {
  if (!person) throw new Refused('day.no_facts');
  const body = schoolSummary(person.profile, knowledge, say);
  return [{ kind: 'draft', title: say.line('day.page'), body }, say.text('day.page_note')];
}
